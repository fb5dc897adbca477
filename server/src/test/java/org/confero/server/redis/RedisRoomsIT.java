package org.confero.server.redis;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.confero.protocol.ErrorCode;
import org.confero.protocol.LeaveReason;
import org.confero.protocol.Limits;
import org.confero.protocol.MediaState;
import org.confero.protocol.Moderation;
import org.confero.protocol.Participant;
import org.confero.protocol.ParticipantId;
import org.confero.protocol.Presence;
import org.confero.protocol.RequestId;
import org.confero.protocol.Resume;
import org.confero.protocol.Role;
import org.confero.protocol.RoomId;
import org.confero.protocol.ServerMessage;
import org.confero.protocol.SessionId;
import org.confero.protocol.SessionSecret;
import org.confero.server.Until;
import org.confero.server.events.Event;
import org.confero.server.room.Fact;
import org.confero.server.room.Room;
import org.confero.server.room.RoomCommand;
import org.confero.server.routing.Standing;
import org.confero.server.routing.Standings;
import org.confero.server.routing.UnavailableException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Rooms of several nodes over a real Redis. */
@Timeout(300)
class RedisRoomsIT {
    private static final Duration LONG = Duration.ofMinutes(2);

    @SuppressWarnings("NullAway.Init") // Set before the tests, by start.
    private static TestRedis redis;

    private final List<Node> nodes = new ArrayList<>();

    @BeforeAll
    static void start() throws IOException {
        redis = TestRedis.start();
    }

    @AfterAll
    static void stop() throws IOException {
        redis.close();
    }

    @AfterEach
    void close() {
        nodes.forEach(Node::close);
    }

    @Test
    void thoseOnTwoNodesSeeOneRoom() {
        Node first = node("one-a", LONG);
        Node second = node("one-b", LONG);
        Guest ada = new Guest(first.rooms, "one", "ada").join();
        Guest bob = new Guest(second.rooms, "one", "bob").join();
        assertThat(bob.others()).containsOnlyKeys(ada.id);
        Guest cleo = new Guest(first.rooms, "one", "cleo").join();
        Until.holds("everybody knows everybody", () -> knows(ada, bob, cleo) && knows(bob, ada, cleo));

        ada.ask(new RoomCommand.Moderate(new RequestId("m"), ada.id, Moderation.LOCK, null));
        Guest dan = new Guest(second.rooms, "one", "dan").join();
        assertThat(dan.wasRefused(ErrorCode.ROOM_LOCKED)).isTrue();
        Until.holds(
                "the other node hears of the lock",
                () -> !bob.heard(ServerMessage.RoomUpdated.class).isEmpty());

        ada.ask(new RoomCommand.Moderate(new RequestId("m"), ada.id, Moderation.REMOVE, bob.id));
        Until.holds("bob is put out", () -> !bob.isInside());
        bob.leave();
        ada.leave();
        Until.holds("cleo is alone and a host", () -> cleo.others().isEmpty());
        cleo.leave();
        assertThat(second.rooms.find(new RoomId("one")).isNothing()).isTrue();
        Until.holds("both nodes forget it", () -> first.rooms.count() + second.rooms.count() == 0);
    }

    @Test
    void signalsOfOneKeepTheirOrderHereAndThere() {
        Node first = node("order-a", LONG);
        Node second = node("order-b", LONG);
        Guest ada = new Guest(first.rooms, "order", "ada").join();
        Guest bob = new Guest(second.rooms, "order", "bob").join();
        Until.holds("ada knows bob", () -> knows(ada, bob));
        int many = 2_000;
        for (int i = 0; i < many; i++) {
            ada.signal(bob.id, number(i));
            if (i % 100 == 0) {
                // Changes of the room between them do not mix them up.
                ada.ask(new RoomCommand.SetState(ada.id, new MediaState(i % 200 == 0, true, false, false)));
            }
        }
        Until.holds("all arrive", () -> bob.heard(ServerMessage.Signal.class).size() == many);
        assertThat(bob.heard(ServerMessage.Signal.class).stream()
                        .map(signal -> signal.data().json()))
                .containsExactlyElementsOf(
                        IntStream.range(0, many).mapToObj(RedisRoomsIT::number).toList());
        ada.signal(new ParticipantId("nobody"), number(1));
        assertThat(ada.wasRefused(ErrorCode.NO_SUCH_PARTICIPANT)).isTrue();
    }

    @Test
    void aNewcomersSignalNeverComesBeforeTheNewcomer() {
        Node first = node("early-a", LONG);
        Node second = node("early-b", LONG);
        Guest ada = new Guest(first.rooms, "early", "ada").join();
        for (int i = 0; i < 50; i++) {
            Guest bob = new Guest(second.rooms, "early", "bob" + i).join();
            bob.signal(ada.id, number(i));
            bob.leave();
        }
        Until.holds("all are heard", () -> ada.heard(ServerMessage.Signal.class).size() == 50);
        Set<ParticipantId> known = new HashSet<>();
        for (ServerMessage message : ada.heard(ServerMessage.class)) {
            if (message instanceof ServerMessage.ParticipantJoined joined) {
                known.add(joined.participant().id());
            } else if (message instanceof ServerMessage.Signal signal) {
                assertThat(known).contains(signal.from());
            }
        }
    }

    @Test
    void noRoomEverHoldsMoreThanItMayAndAllBelieveTheSame() throws Exception {
        Node first = node("many-a", LONG);
        Node second = node("many-b", LONG);
        Node third = node("many-c", LONG);
        List<Node> all = List.of(first, second, third);
        var isOver = new AtomicBoolean();
        List<Guest> last = new ArrayList<>();
        try (var pool = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<?> watched = pool.submit(() -> {
                while (!isOver.get()) {
                    Room room = first.rooms.find(new RoomId("many"));
                    assertThat(room.participants()).hasSizeLessThanOrEqualTo(Limits.ROOM_CAPACITY);
                    assertThat(room.participants().stream().map(Participant::id))
                            .doesNotHaveDuplicates();
                }
            });
            List<Callable<Guest>> people = new ArrayList<>();
            for (int i = 0; i < 30; i++) {
                int number = i;
                people.add(() -> comeAndGo(all.get(number % 3), "p" + number, new Random(number)));
            }
            for (Future<Guest> one : pool.invokeAll(people)) {
                last.add(one.get());
            }
            isOver.set(true);
            watched.get();
        }
        last.forEach(guest -> assertThat(guest.faults()).isEmpty());
        Room room = second.rooms.find(new RoomId("many"));
        assertThat(room.participants()).isNotEmpty();
        assertThat(last.stream().filter(Guest::isInside).map(guest -> guest.id))
                .containsExactlyInAnyOrderElementsOf(
                        room.participants().stream().map(Participant::id).toList());
        Until.holds(
                "all rosters are the room's",
                () -> last.stream().filter(Guest::isInside).allMatch(guest -> agrees(guest, room)));
    }

    @Test
    void whoWasOnADeadNodeIsSeenToBeAwayAndThenGone() {
        Node first = node("dead-a", Duration.ofSeconds(2));
        Node second = node("dead-b", Duration.ofSeconds(2));
        Guest ada = new Guest(first.rooms, "dead", "ada").join();
        Guest bob = new Guest(second.rooms, "dead", "bob").join();
        Until.holds("ada knows bob", () -> knows(ada, bob));
        first.kill();
        Until.holds(
                "ada is seen to be away",
                () -> bob.heard(ServerMessage.ParticipantUpdated.class).stream()
                        .anyMatch(one -> one.participant().presence() == Presence.RECONNECTING));
        Until.holds(
                "ada is gone, and bob is a host",
                () -> bob.others().isEmpty()
                        && second.rooms
                                        .find(new RoomId("dead"))
                                        .participants()
                                        .getFirst()
                                        .role()
                                == Role.HOST);
        assertThat(second.rooms.find(new RoomId("dead")).participants())
                .extracting(Participant::id)
                .containsExactly(bob.id);
    }

    @Test
    void whoMissesWhatANodeSaysIsToldTheDifference() {
        Node first = node("miss-a", LONG);
        Node second = node("miss-b", LONG);
        Guest ada = new Guest(first.rooms, "miss", "ada").join();
        Guest bob = new Guest(second.rooms, "miss", "bob").join();
        Until.holds("ada knows bob", () -> knows(ada, bob));
        for (int i = 0; i < 20; i++) {
            redis.cutEars();
            new Guest(first.rooms, "miss", "cleo" + i).join().leave();
            ada.ask(new RoomCommand.SetState(ada.id, new MediaState(i % 2 == 0, false, false, false)));
        }
        Guest dan = new Guest(first.rooms, "miss", "dan").join();
        Until.holds("bob has the room's roster", () -> agrees(bob, first.rooms.find(new RoomId("miss"))));
        assertThat(bob.others()).containsOnlyKeys(ada.id, dan.id);
        assertThat(bob.faults()).isEmpty();
    }

    @Test
    void whileRedisIsAwayThoseOnOneNodeGoOnAndAfterwardsAllAgree() throws IOException {
        Node first = node("away-a", LONG);
        Node second = node("away-b", LONG);
        Guest ada = new Guest(first.rooms, "away", "ada").join();
        Guest bob = new Guest(first.rooms, "away", "bob").join();
        Guest cleo = new Guest(second.rooms, "away", "cleo").join();
        Until.holds("everybody is known", () -> knows(ada, bob, cleo) && knows(cleo, ada, bob));

        redis.kill();
        // What is on its way when a connection breaks nobody is told of.
        Until.holds("both nodes know it", () -> !first.link.isOpen() && !second.link.isOpen());
        Guest dan = new Guest(second.rooms, "away", "dan").join();
        assertThat(dan.heard(ServerMessage.Failure.class))
                .singleElement()
                .satisfies(failure -> assertThat(failure.code()).isEqualTo(ErrorCode.UNAVAILABLE))
                .satisfies(failure -> assertThat(failure.retryAfter()).isPositive());
        ada.signal(bob.id, number(1));
        assertThat(bob.heard(ServerMessage.Signal.class)).hasSize(1);
        ada.signal(cleo.id, number(1));
        assertThat(ada.wasRefused(ErrorCode.UNAVAILABLE)).isTrue();
        bob.leave();
        cleo.ask(new RoomCommand.SetState(cleo.id, new MediaState(false, false, false, false)));

        redis.restart();
        Until.holds("dan comes in", () -> dan.join().isInside());
        Until.holds("all rosters are the room's", () -> {
            Room room = found(second, "away");
            return room.participants().size() == 3
                    && Stream.of(ada, cleo, dan).allMatch(one -> agrees(one, room))
                    && ada.seenOf(cleo.id).filter(MediaState::audio).isEmpty();
        });
        assertThat(ada.others()).doesNotContainKey(bob.id);
    }

    @Test
    void whenRedisHasLostAllItsDataTheNodesKnowTheirRooms() throws IOException {
        Node first = node("empty-a", LONG);
        Node second = node("empty-b", LONG);
        Guest ada = new Guest(first.rooms, "empty", "ada").join();
        Guest bob = new Guest(second.rooms, "empty", "bob").join();
        Guest cleo = new Guest(second.rooms, "empty", "cleo").join();
        ada.ask(new RoomCommand.Moderate(new RequestId("m"), ada.id, Moderation.LOCK, null));
        Until.holds("everybody is known", () -> knows(ada, bob, cleo) && knows(bob, ada, cleo));
        Until.holds(
                "the lock is known",
                () -> !cleo.heard(ServerMessage.RoomUpdated.class).isEmpty());

        redis.kill();
        cleo.leave();
        redis.restartEmpty();
        Until.holds("all rosters are the room's", () -> {
            Room room = found(first, "empty");
            return room.participants().size() == 2 && agrees(ada, room) && agrees(bob, room);
        });
        assertThat(found(second, "empty").locked()).isTrue();
        // Nobody was told of a leaving that was none: calls go on untouched.
        assertThat(ada.heard(ServerMessage.ParticipantLeft.class))
                .extracting(ServerMessage.ParticipantLeft::id)
                .containsOnly(cleo.id);
        assertThat(bob.heard(ServerMessage.ParticipantLeft.class))
                .extracting(ServerMessage.ParticipantLeft::id)
                .containsOnly(cleo.id);
        assertThat(ada.heard(ServerMessage.Ended.class)).isEmpty();
        Until.holds("changes are heard again", () -> {
            bob.ask(new RoomCommand.SetState(bob.id, new MediaState(false, false, false, true)));
            return ada.seenOf(bob.id).filter(MediaState::hand).isPresent();
        });
    }

    @Test
    void whoeverAsksFirstOfARedisThatHasForgottenTheRoomPutsNobodyOut() throws IOException {
        Node first = node("first-a", LONG);
        Node second = node("first-b", LONG);
        List<Guest> all = new ArrayList<>();
        // Several, as it is by chance which version each of them begins anew with.
        List<String> names = IntStream.range(0, 8).mapToObj(i -> "first" + i).toList();
        for (String name : names) {
            Guest ada = new Guest(first.rooms, name, "ada").join();
            Guest bob = new Guest(second.rooms, name, "bob").join();
            Until.holds("all are known", () -> knows(ada, bob) && knows(bob, ada));
            all.addAll(List.of(ada, bob));
        }
        var isOver = new AtomicBoolean();
        try (var pool = Executors.newVirtualThreadPerTaskExecutor()) {
            for (Guest one : all) {
                pool.execute(() -> {
                    for (int i = 0; !isOver.get(); i++) {
                        one.ask(new RoomCommand.SetState(one.id, new MediaState(i % 2 == 0, true, false, false)));
                    }
                });
            }
            try {
                redis.kill();
                redis.restartEmpty();
                Until.holds(
                        "all are there",
                        () -> names.stream()
                                .allMatch(name ->
                                        found(first, name).participants().size() == 2));
            } finally {
                isOver.set(true);
            }
        }
        for (Guest one : all) {
            Until.holds(
                    "the roster is the room's",
                    () -> agrees(one, found(first, one.room().value())));
            assertThat(one.heard(ServerMessage.Ended.class)).isEmpty();
            assertThat(one.heard(ServerMessage.ParticipantLeft.class)).isEmpty();
            assertThat(one.wasRefused(ErrorCode.NOT_JOINED)).isFalse();
        }
    }

    @Test
    void whoGoesOnFromAnotherNodeKeepsThePlaceAndIsNowhereTwice() {
        Node first = node("move-a:1", LONG);
        Node second = node("move-b:1", LONG);
        Guest ada = new Guest(first.rooms, "move", "ada").join();
        Guest bob = new Guest(first.rooms, "move", "bob").join();
        Until.holds("ada knows bob", () -> knows(ada, bob));

        Guest moved = ada.by(second.rooms);
        assertThat(moved.move().join()).isTrue();
        assertThat(moved.isInside()).isTrue();
        assertThat(moved.others()).containsOnlyKeys(bob.id);
        Until.holds("the old node lets go", ada::hasMoved);
        assertThat(second.eventsOf("move"))
                .extracting(Event::fact)
                .endsWith(new Fact.ParticipantMoved(ada.id, "move-a", "move-b"));

        bob.signal(ada.id, number(1));
        Until.holds(
                "the signal comes to the new place",
                () -> !moved.heard(ServerMessage.Signal.class).isEmpty());
        // What the old node still has to say of one who is elsewhere does not count.
        ada.ask(new RoomCommand.Leave(ada.id, LeaveReason.LOST));
        ada.ask(new RoomCommand.SetPresence(ada.id, Presence.RECONNECTING));
        moved.ask(new RoomCommand.SetState(moved.id, new MediaState(false, true, false, true)));
        Until.holds(
                "bob sees the hand",
                () -> bob.seenOf(ada.id).filter(MediaState::hand).isPresent());
        assertThat(bob.heard(ServerMessage.ParticipantLeft.class)).isEmpty();
        Room room = first.rooms.find(new RoomId("move"));
        assertThat(room.participants()).extracting(Participant::id).containsExactly(ada.id, bob.id);
        assertThat(room.participants()).extracting(Participant::role).containsExactly(Role.HOST, Role.PARTICIPANT);
        assertThat(room.participants()).extracting(Participant::presence).containsOnly(Presence.CONNECTED);
    }

    @Test
    void whoeverWasOnADeadNodeAndHasComeBackIsNotRemovedWithIt() {
        Node first = node("come-a", Duration.ofSeconds(2));
        Node second = node("come-b", Duration.ofSeconds(2));
        Node third = node("come-c", Duration.ofSeconds(2));
        Guest ada = new Guest(first.rooms, "come", "ada").join();
        Guest bob = new Guest(second.rooms, "come", "bob").join();
        Guest cleo = new Guest(first.rooms, "come", "cleo").join();
        Until.holds("all are known", () -> knows(bob, ada, cleo));
        first.kill();
        Guest moved = ada.by(third.rooms);
        assertThat(moved.move().join()).isTrue();
        Until.holds("cleo, who has not come back, is gone", () -> !bob.others().containsKey(cleo.id));
        assertThat(bob.heard(ServerMessage.ParticipantLeft.class))
                .extracting(ServerMessage.ParticipantLeft::id)
                .containsExactly(cleo.id);
        assertThat(knows(bob, ada)).isTrue();
        assertThat(moved.isInside()).isTrue();
        assertThat(cleo.by(third.rooms).move().join()).isFalse();
    }

    @Test
    void ofManyWhoGoOnAtOnceOneHasThePlace() {
        Node first = node("race-a", LONG);
        Node second = node("race-b", LONG);
        Node third = node("race-c", LONG);
        List<Node> all = List.of(first, second, third);
        Guest bob = new Guest(first.rooms, "race", "bob").join();
        Guest ada = new Guest(first.rooms, "race", "ada").join();
        List<Guest> places = new ArrayList<>(List.of(ada));
        for (int i = 0; i < 60; i++) {
            places.add(ada.by(all.get(i % 3).rooms));
        }
        List<CompletableFuture<Boolean>> moves =
                places.stream().skip(1).map(Guest::move).toList();
        moves.forEach(move -> assertThat(move.join()).isTrue());
        Until.holds(
                "all but one have given way",
                () -> places.stream().filter(one -> !one.hasMoved()).count() == 1);
        bob.signal(ada.id, number(7));
        Until.holds(
                "one hears",
                () -> places.stream()
                        .anyMatch(one -> !one.heard(ServerMessage.Signal.class).isEmpty()));
        assertThat(places.stream()
                        .filter(one -> !one.heard(ServerMessage.Signal.class).isEmpty()))
                .hasSize(1);
        assertThat(first.rooms.find(new RoomId("race")).participants()).hasSize(2);
        assertThat(bob.heard(ServerMessage.ParticipantLeft.class)).isEmpty();
    }

    @Test
    void aSessionsPlaceIsFoundByWhoeverKnowsItsSecretAndByNobodyElse() {
        Node first = node("note-a", LONG);
        Node second = node("note-b", LONG);
        Guest ada = new Guest(first.rooms, "note", "ada");
        var session = new SessionId("note-session");
        var secret = new SessionSecret("right");
        first.standings.note(new Standing(session, secret, new RoomId("note"), ada.id, 2));
        ada.join();

        assertThat(brought(second, new Resume(session, new SessionSecret("wrong"), 5), ada))
                .isEqualTo(Standings.Outcome.NOBODY);
        assertThat(brought(second, new Resume(new SessionId("another"), secret, 5), ada))
                .isEqualTo(Standings.Outcome.NOBODY);
        assertThat(ada.hasMoved()).isFalse();
        assertThat(brought(second, new Resume(session, secret, 5), ada)).isEqualTo(Standings.Outcome.HERE);
        Until.holds("the first node lets go", ada::hasMoved);
        hasArrived(second);
        // The first node knows nothing of it any more: what it forgets now is the second one's.
        first.standings.forget(session, ada.id);
        assertThat(brought(first, new Resume(session, secret, 5), ada)).isEqualTo(Standings.Outcome.HERE);
        first.standings.forget(session, ada.id);
        hasArrived(first);
        assertThat(brought(second, new Resume(session, secret, 5), ada)).isEqualTo(Standings.Outcome.NOBODY);
    }

    @Test
    void whileRedisIsAwayNobodyIsToldThatTheSessionIsOver() throws IOException {
        Node first = node("wait-a", LONG);
        Node second = node("wait-b", LONG);
        Guest ada = new Guest(first.rooms, "wait", "ada");
        var resume = new Resume(new SessionId("wait-session"), new SessionSecret("right"), 1);
        first.standings.note(new Standing(resume.session(), resume.secret(), new RoomId("wait"), ada.id, 2));
        ada.join();
        redis.kill();
        assertThat(brought(second, resume, ada)).isEqualTo(Standings.Outcome.UNKNOWN);
        redis.restartEmpty();
        // Which sessions there are was lost with everything else, and is written down again.
        Until.holds("it can go on", () -> brought(second, resume, ada) == Standings.Outcome.HERE);
        Until.holds("the first node lets go", ada::hasMoved);
    }

    /** What a node has noted and forgotten stands in Redis: it asks for something on the same connection after it. */
    private static void hasArrived(Node node) {
        var nobodys = new Resume(new SessionId("nobodys"), new SessionSecret("none"), 0);
        var outcome = new CompletableFuture<Standings.Outcome>();
        node.standings.bring(
                nobodys,
                standing -> {
                    throw new IllegalStateException("Nobody has this session");
                },
                outcome::complete);
        assertThat(outcome.join()).isEqualTo(Standings.Outcome.NOBODY);
    }

    private static Standings.Outcome brought(Node node, Resume resume, Guest guest) {
        var outcome = new CompletableFuture<Standings.Outcome>();
        node.standings.bring(
                resume, standing -> new Standings.Newcomer(guest.by(node.rooms), List.of()), outcome::complete);
        return outcome.join();
    }

    /** An empty room while Redis is not found yet. */
    private static Room found(Node node, String room) {
        try {
            return node.rooms.find(new RoomId(room));
        } catch (UnavailableException notYet) {
            return Room.none(new RoomId(room));
        }
    }

    private static String number(int i) {
        return "{\"n\":" + i + "}";
    }

    private static Guest comeAndGo(Node node, String name, Random random) {
        var guest = new Guest(node.rooms, "many", name);
        for (int step = 0; step < 20; step++) {
            if (!guest.isInside()) {
                guest.join();
            } else if (random.nextInt(4) == 0) {
                guest.leave();
            } else {
                guest.ask(new RoomCommand.SetState(guest.id, new MediaState(random.nextBoolean(), true, false, false)));
            }
        }
        return guest.isInside() ? guest : guest.join();
    }

    private static boolean agrees(Guest guest, Room room) {
        return room.participants().stream()
                        .filter(one -> !one.id().equals(guest.id))
                        .allMatch(one -> one.equals(guest.others().get(one.id())))
                && guest.others().size() == room.participants().size() - 1;
    }

    private static boolean knows(Guest guest, Guest... others) {
        return List.of(others).stream().allMatch(other -> guest.others().containsKey(other.id));
    }

    private Node node(String name, Duration grace) {
        var node = new Node(redis, name, grace);
        nodes.add(node);
        return node;
    }
}

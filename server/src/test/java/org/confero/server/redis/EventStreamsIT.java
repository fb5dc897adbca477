package org.confero.server.redis;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.confero.protocol.LinkQuality;
import org.confero.protocol.ParticipantId;
import org.confero.protocol.RoomId;
import org.confero.server.Until;
import org.confero.server.events.Event;
import org.confero.server.events.EventMeters;
import org.confero.server.events.Stamp;
import org.confero.server.room.Departure;
import org.confero.server.room.Fact;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What waits in a real Redis for the broker, and who brings it there. */
@Timeout(300)
class EventStreamsIT {
    private static final int VISITS = 64;

    /** Of a visit: opened, joined, left, closed. */
    private static final int EVENTS = 4 * VISITS;

    private static final Duration LONG = Duration.ofMinutes(2);

    private final TestRedis redis;

    private final List<Node> nodes = new ArrayList<>();
    private final List<RedisLog> logs = new ArrayList<>();

    /** An empty one for each test. */
    EventStreamsIT() throws IOException {
        redis = TestRedis.start();
    }

    @AfterEach
    void close() throws IOException {
        logs.forEach(RedisLog::stop);
        nodes.forEach(Node::close);
        redis.close();
    }

    @Test
    void everyComingAndGoingIsWrittenOnceAndInItsOrderWhicheverNodeWasFaster() {
        Node first = node("once-a");
        Node second = node("once-b");
        List<CompletableFuture<Void>> visits = IntStream.range(0, 12)
                .mapToObj(i -> CompletableFuture.runAsync(
                        () -> {
                            Node by = i % 2 == 0 ? first : second;
                            for (int again = 0; again < 10; again++) {
                                new Guest(by.rooms, "once", "guest" + i + "-" + again)
                                        .join()
                                        .leave();
                            }
                        },
                        Thread::startVirtualThread))
                .toList();
        visits.forEach(CompletableFuture::join);

        List<Event> events = first.eventsOf("once");
        assertThat(events).extracting(Event::id).doesNotHaveDuplicates();
        assertThat(events).extracting(Event::time).isSorted();
        Set<ParticipantId> inside = new HashSet<>();
        int came = 0;
        for (Event event : events) {
            switch (event.fact()) {
                case Fact.RoomOpened() -> assertThat(inside).isEmpty();
                case Fact.RoomClosed ignored -> assertThat(inside).isEmpty();
                case Fact.ParticipantJoined joined -> {
                    assertThat(inside.add(joined.participant())).isTrue();
                    came++;
                }
                case Fact.ParticipantLeft left ->
                    assertThat(inside.remove(left.participant())).isTrue();
                default -> {}
            }
        }
        assertThat(inside).isEmpty();
        assertThat(came).isEqualTo(120);
        assertThat(first.meters.counter("confero.events").count()
                        + second.meters.counter("confero.events").count())
                .isEqualTo(events.size());
    }

    @Test
    void timesAreRedisOwnWhateverANodesClockSays() {
        Node node = node("time-a");
        var wrong = Instant.now().plus(Duration.ofMinutes(10));
        var streams = new EventStreams(
                node.link, new Stamp("wrong", "wrong", InstantSource.fixed(wrong)), new EventMeters(node.meters), 1000);
        streams.append(new RoomId("time"), streams.stamp(new RoomId("time"), List.of(new Fact.RoomOpened())));
        Until.holds("it is written", () -> !node.eventsOf("time").isEmpty());
        assertThat(node.eventsOf("time"))
                .singleElement()
                .satisfies(event ->
                        assertThat(event.time()).isBetween(Instant.now().minusSeconds(30), Instant.now()));
    }

    @Test
    void ofTooManyTheOldestWordsOfQualityGoAndNoComingOrGoingUntilMuchLater() {
        Node node = node("bound-a");
        int most = 4;
        var streams = new EventStreams(
                node.link,
                new Stamp("bound", "bound", InstantSource.system()),
                new EventMeters(node.meters),
                most * RoomStore.BUCKETS);
        var room = new RoomId("bound");
        streams.append(room, streams.stamp(room, List.of(left("1"), quality("2"), quality("3"), left("4"))));
        streams.append(room, streams.stamp(room, List.of(left("5"), quality("6"), left("7"), left("8"), quality("9"))));
        Until.holds(
                "all are counted", () -> node.meters.counter("confero.events").count() == 9);
        assertThat(node.eventsOf("bound"))
                .extracting(Event::fact)
                .containsExactly(left("1"), left("4"), left("5"), left("7"), left("8"));
        assertThat(dropped(node, "quality")).isEqualTo(4);
        assertThat(dropped(node, "other")).isZero();

        List<Fact> many = IntStream.range(0, most * EventStreams.MOST_OF_ALL)
                .mapToObj(i -> left("later" + i))
                .toList();
        streams.append(room, streams.stamp(room, many));
        Until.holds(
                "all are counted", () -> node.meters.counter("confero.events").count() == 9 + many.size());
        assertThat(node.eventsOf("bound")).hasSize(most * EventStreams.MOST_OF_ALL);
        assertThat(dropped(node, "other")).isEqualTo(5);
    }

    @Test
    void whatIsNotDoneComesAgainAndWhatIsDoneIsGone() throws InterruptedException {
        Node node = node("again-a");
        RedisLog log = log(node, new Couriers(node.link, "again-a", System::nanoTime));
        new Guest(node.rooms, "again", "ada").join().leave();
        List<Event> events = node.eventsOf("again");
        assertThat(events).hasSize(4);

        List<Event> some = log.next(1000);
        assertThat(some).isEqualTo(events.subList(0, some.size()));
        log.done(some.subList(0, 1));
        List<Event> rest = log.next(1000);
        assertThat(rest).isEqualTo(events.subList(1, 4));
        assertThat(log.size()).isEqualTo(3);
        log.done(rest);
        Until.holds("all are gone", () -> node.eventsOf("again").isEmpty());
    }

    @Test
    void everyEventIsBroughtByOneNodeAndThoseOfADeadOneByTheOthers() {
        Node first = node("share-a");
        Node second = node("share-b");
        var couriersOfFirst = new Couriers(first.link, "share-a", System::nanoTime);
        var couriersOfSecond = new Couriers(second.link, "share-b", System::nanoTime);
        Set<Event> byFirst = carry(log(first, couriersOfFirst));
        Set<Event> bySecond = carry(log(second, couriersOfSecond));
        // Only who knows of the other leaves it its part.
        Until.holds(
                "each knows of the other", () -> isShared(couriersOfFirst.mine()) && isShared(couriersOfSecond.mine()));
        visits(second, "shared");
        // Nodes that disagree for a moment may both bring one.
        Until.holds("all are brought", () -> {
            Set<Event> all = new HashSet<>(byFirst);
            all.addAll(bySecond);
            return of("shared", all) == EVENTS;
        });
        assertThat(of("shared", byFirst)).isGreaterThan(EVENTS / 5);
        assertThat(of("shared", bySecond)).isGreaterThan(EVENTS / 5);

        first.kill();
        visits(second, "left");
        Until.holds("the other brings all", () -> of("left", bySecond) == EVENTS);
    }

    @Test
    void whoeverCannotReachTheBrokerStandsBackForOthersIfThereAreAny() {
        Node node = node("back-a");
        var now = new AtomicLong();
        var failing = new Couriers(node.link, "back-failing", now::get);
        failing.renew();
        assertThat(failing.mine()).hasSize(RoomStore.BUCKETS);
        failing.failed();
        now.addAndGet(Duration.ofSeconds(11).toNanos());
        failing.renew();
        assertThat(failing.mine()).as("nobody else is there").hasSize(RoomStore.BUCKETS);

        var other = new Couriers(node.link, "back-other", System::nanoTime);
        other.renew();
        assertThat(other.mine()).hasSizeLessThan(RoomStore.BUCKETS);
        failing.renew();
        other.renew();
        assertThat(failing.mine()).isEmpty();
        assertThat(other.mine()).hasSize(RoomStore.BUCKETS);
        now.addAndGet(Duration.ofSeconds(11).toNanos());
        failing.renew();
        assertThat(failing.mine()).as("it tries again").isNotEmpty();
        failing.leave();
        other.leave();
    }

    private static Set<Event> carry(RedisLog log) {
        Set<Event> brought = ConcurrentHashMap.newKeySet();
        Thread.ofVirtual().start(() -> {
            try {
                while (true) {
                    List<Event> events = log.next(100);
                    brought.addAll(events);
                    log.done(events);
                }
            } catch (InterruptedException stopped) {
                Thread.currentThread().interrupt();
            }
        });
        return brought;
    }

    private static void visits(Node node, String name) {
        for (int i = 0; i < VISITS; i++) {
            new Guest(node.rooms, name + i, "ada").join().leave();
        }
    }

    private static int of(String name, Set<Event> brought) {
        return (int) brought.stream()
                .filter(event -> event.room().value().startsWith(name))
                .count();
    }

    private static boolean isShared(List<Integer> buckets) {
        return !buckets.isEmpty() && buckets.size() < RoomStore.BUCKETS;
    }

    private static double dropped(Node node, String kind) {
        return node.meters.counter("confero.events.dropped", "kind", kind).count();
    }

    private static Fact left(String who) {
        return new Fact.ParticipantLeft(new ParticipantId(who), Departure.LEFT);
    }

    private static Fact quality(String who) {
        return new Fact.CallQuality(
                new ParticipantId(who), new ParticipantId("peer"), new LinkQuality(1000, 20, 0, 0, false));
    }

    private Node node(String name) {
        var node = new Node(redis, name, LONG);
        nodes.add(node);
        return node;
    }

    private RedisLog log(Node node, Couriers couriers) {
        var log = new RedisLog(node.streams, couriers);
        log.start();
        logs.add(log);
        return log;
    }
}

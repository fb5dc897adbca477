package org.confero.call;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Random;
import org.confero.Seeded;
import org.confero.protocol.ClientKey;
import org.confero.protocol.ParticipantId;
import org.junit.jupiter.api.Test;

class ReunionPropertyTest {
    /** {@link Reunion#step}, or the same with a fault planted in it. */
    interface Stepper {
        Reunion.Step step(Reunion.State state, ReunionEvent event);
    }

    private static final ParticipantId ME = id("m");
    private static final ParticipantId ADA = id("a");

    @Test
    void whateverTheServerForgetsEverybodyKeepsOneWorkingLinkToEverybody() {
        Seeded.always(random -> new Room(random, Reunion::step).run());
    }

    @Test
    void linksThatAreClosedForANewSessionAreFoundOut() {
        assertFound((state, event) -> {
            if (event instanceof ReunionEvent.Joined joined && state.self().isPresent()) {
                Reunion.Step left = Reunion.step(state, new ReunionEvent.Left());
                Reunion.Step fresh = Reunion.step(left.next(), joined);
                List<ReunionEffect> all = new ArrayList<>(left.effects());
                all.addAll(fresh.effects());
                return new Reunion.Step(fresh.next(), all);
            }
            return Reunion.step(state, event);
        });
    }

    @Test
    void somebodyWhoIsNotKnownAgainIsFoundOut() {
        assertFound((state, event) -> Reunion.step(
                state,
                event instanceof ReunionEvent.Hello(var peer, var id, var key)
                        ? new ReunionEvent.Hello(peer, peer, key)
                        : event));
    }

    @Test
    void aLinkThatWorksIsKeptWhenTheServerLosesItsOtherSideAndGoesWhenThatLeaves() {
        Reunion.State state = working();

        Reunion.Step lost = Reunion.step(state, new ReunionEvent.PeerLeft(ADA, true, 1000));
        Reunion.Step left = Reunion.step(lost.next(), new ReunionEvent.Bye(ADA));

        assertThat(lost.effects()).isEmpty();
        assertThat(left.effects()).containsExactly(new ReunionEffect.Close(ADA));
    }

    @Test
    void aForgottenLinkThatWorksNoMoreGoesAfterAWhile() {
        Reunion.State state = working();
        for (ReunionEvent event :
                List.of(new ReunionEvent.PeerLeft(ADA, true, 1000), new ReunionEvent.Working(ADA, false, 2000))) {
            state = Reunion.step(state, event).next();
        }

        assertThat(Reunion.step(state, new ReunionEvent.Tick(2000 + Reunion.FORGOTTEN_PATIENCE - 1))
                        .effects())
                .isEmpty();
        assertThat(Reunion.step(state, new ReunionEvent.Tick(2000 + Reunion.FORGOTTEN_PATIENCE))
                        .effects())
                .containsExactly(new ReunionEffect.Close(ADA));
    }

    @Test
    void nobodyTakesTheIdOfSomebodyWhoIsThere() {
        Reunion.State state = working();
        ParticipantId bob = id("b");
        for (ReunionEvent event : List.of(
                new ReunionEvent.PeerJoined(bob, 100),
                new ReunionEvent.Signaled(bob),
                new ReunionEvent.Working(bob, true, 200))) {
            state = Reunion.step(state, event).next();
        }

        assertThat(Reunion.step(state, new ReunionEvent.Hello(bob, ADA, new ClientKey("k")))
                        .effects())
                .isEmpty();
    }

    private static Reunion.State working() {
        Reunion.State state = Reunion.State.OUTSIDE;
        for (ReunionEvent event : List.of(
                new ReunionEvent.Joined(ME, List.of(ADA), 0),
                new ReunionEvent.Working(ADA, true, 50),
                new ReunionEvent.Hello(ADA, ADA, new ClientKey("ada")))) {
            state = Reunion.step(state, event).next();
        }
        return state;
    }

    private static void assertFound(Stepper faulty) {
        assertThatThrownBy(() -> Seeded.always(random -> new Room(random, faulty).run()))
                .isInstanceOf(AssertionError.class);
    }

    private static ParticipantId id(String value) {
        return new ParticipantId(value);
    }

    /** A client with its ends of links, and what is on its way to it. */
    private static final class Client {
        private final ClientKey key;
        private final Deque<ReunionEvent> inbox = new ArrayDeque<>();
        private final List<End> ends = new ArrayList<>();
        private Reunion.State state = Reunion.State.OUTSIDE;
        private ParticipantId id;

        Client(ClientKey key, ParticipantId id) {
            this.key = key;
            this.id = id;
        }
    }

    /** One end of a link, under the id that it has for the other side. */
    private static final class End {
        private final Client owner;
        private final Client other;
        private ParticipantId peer;
        private List<End> far = List.of();

        End(Client owner, Client other, ParticipantId peer) {
            this.owner = owner;
            this.other = other;
            this.peer = peer;
        }
    }

    /** Three clients, of whom one may leave, and a server that may forget them all and lets them in again one by one. */
    private static final class Room {
        private final Random random;
        private final Stepper stepper;
        private final List<Client> clients = new ArrayList<>();
        private final List<Client> roster = new ArrayList<>();
        private final List<Client> ever = new ArrayList<>();
        private final List<ParticipantId> ids = new ArrayList<>();
        private long now;

        Room(Random random, Stepper stepper) {
            this.random = random;
            this.stepper = stepper;
        }

        void run() {
            for (int i = 0; i < 3; i++) {
                Client client = new Client(new ClientKey("k" + i), ME);
                clients.add(client);
                enter(client);
                settle();
            }
            check();
            for (int round = 0; round < 2; round++) {
                // The server forgets everybody, and they come back in any order, with what each has to say in between.
                roster.clear();
                List<Client> out = new ArrayList<>(clients);
                while (!out.isEmpty()) {
                    enter(out.remove(random.nextInt(out.size())));
                    for (int i = random.nextInt(8); i > 0; i--) {
                        happen();
                    }
                }
                settle();
                check();
            }
            Client leaver = clients.remove(random.nextInt(3));
            leaver.ends.forEach(end -> end.far.forEach(far -> far.owner.inbox.add(new ReunionEvent.Bye(far.peer))));
            leaver.ends.clear();
            settle();
            check();
        }

        private void enter(Client client) {
            client.id = id(Integer.toString(random.nextInt(36 * 36), 36) + "-" + ids.size());
            ids.add(client.id);
            ever.add(client);
            client.inbox.add(new ReunionEvent.Joined(
                    client.id, roster.stream().map(each -> each.id).toList(), now));
            roster.forEach(each -> each.inbox.add(new ReunionEvent.PeerJoined(client.id, now)));
            roster.add(client);
            client.ends.forEach(Room::hello);
        }

        private static void hello(End end) {
            end.far.forEach(far -> far.owner.inbox.add(new ReunionEvent.Hello(far.peer, end.owner.id, end.owner.key)));
        }

        private void happen() {
            now += random.nextInt(300);
            Client client = Seeded.oneOf(random, clients);
            if (!client.inbox.isEmpty()) {
                feed(client, rightly(client, client.inbox.removeFirst()));
            } else if (random.nextInt(4) == 0) {
                feed(client, new ReunionEvent.Tick(now));
            }
        }

        private void settle() {
            for (int i = 0; i < 40; i++) {
                now += 1000;
                for (Client client : clients) {
                    while (!client.inbox.isEmpty()) {
                        feed(client, rightly(client, client.inbox.removeFirst()));
                    }
                    feed(client, new ReunionEvent.Tick(now));
                }
            }
        }

        /** What came over a link is told by the name that the link has by now. */
        private static ReunionEvent rightly(Client client, ReunionEvent event) {
            return event instanceof ReunionEvent.Hello(var peer, var id, var key)
                    ? new ReunionEvent.Hello(
                            client.ends.stream()
                                    .filter(end -> end.other.key.equals(key) && !end.far.isEmpty())
                                    .map(end -> end.peer)
                                    .findFirst()
                                    .orElse(peer),
                            id,
                            key)
                    : event;
        }

        private void feed(Client client, ReunionEvent event) {
            Reunion.Step step = stepper.step(client.state, event);
            client.state = step.next();
            for (ReunionEffect effect : step.effects()) {
                switch (effect) {
                    case ReunionEffect.Open(var peer, var role, var waits) -> open(client, peer, waits);
                    case ReunionEffect.Close(var peer) -> close(client, peer, event);
                    case ReunionEffect.Rename(var peer, var to) -> end(client, peer).peer = to;
                }
            }
        }

        private void open(Client client, ParticipantId peer, boolean waits) {
            End end = new End(client, ever.get(ids.indexOf(peer)), peer);
            client.ends.add(end);
            if (!waits) {
                end.other.inbox.add(new ReunionEvent.Signaled(client.id));
            }
            end.other.ends.stream()
                    .filter(far -> far.other == client && far.far.isEmpty())
                    .findFirst()
                    .ifPresent(far -> {
                        end.far = List.of(far);
                        far.far = List.of(end);
                        for (End each : List.of(end, far)) {
                            each.owner.inbox.add(new ReunionEvent.Working(each.peer, true, now));
                            hello(each);
                        }
                    });
        }

        private static void close(Client client, ParticipantId peer, ReunionEvent why) {
            End end = end(client, peer);
            assertThat(end.far.isEmpty() || why instanceof ReunionEvent.Bye)
                    .as("a link that works is closed on %s", why)
                    .isTrue();
            client.ends.remove(end);
        }

        private static End end(Client client, ParticipantId peer) {
            return client.ends.stream()
                    .filter(each -> each.peer.equals(peer))
                    .findFirst()
                    .orElseThrow(() -> new AssertionError("no link to " + peer));
        }

        private void check() {
            for (Client client : clients) {
                assertThat(client.ends.stream().map(end -> end.other.key))
                        .as("to whom %s has links", client.key)
                        .containsExactlyInAnyOrderElementsOf(clients.stream()
                                .filter(each -> each != client)
                                .map(each -> each.key)
                                .toList());
                assertThat(client.ends).allSatisfy(end -> {
                    assertThat(end.far).as("works").isNotEmpty();
                    assertThat(end.peer).isEqualTo(end.other.id);
                });
            }
        }
    }
}

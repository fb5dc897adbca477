package org.confero.server.room;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.confero.protocol.DisplayName;
import org.confero.protocol.LeaveReason;
import org.confero.protocol.Limits;
import org.confero.protocol.MediaState;
import org.confero.protocol.Moderation;
import org.confero.protocol.Participant;
import org.confero.protocol.ParticipantId;
import org.confero.protocol.Presence;
import org.confero.protocol.RequestId;
import org.confero.protocol.RoomId;
import org.confero.protocol.RoomTitle;
import org.confero.protocol.ServerMessage;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What holds in every room, in whatever order people and orders come. Each case has a seed, which a failure names. */
class RoomPropertyTest {
    private static final int CASES = 200;
    private static final int STEPS = 80;
    private static final int PEOPLE = 20;
    private static final RoomId ID = new RoomId("demo");
    private static final RequestId REF = new RequestId("1");
    private static final Instant START = Instant.parse("2026-11-24T12:00:00Z");

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void theRulesHoldWhateverTheOrder(boolean isMade) {
        for (int seed = 0; seed < CASES; seed++) {
            var trace = new ArrayList<Object>();
            try {
                new Case(new Random(seed), isMade).run(trace);
            } catch (AssertionError | RuntimeException e) {
                throw new AssertionError("With seed " + seed + " after " + trace + ": " + e.getMessage(), e);
            }
        }
    }

    private static final class Case {
        private final Random random;
        private final Map<ParticipantId, Map<ParticipantId, Participant>> views = new HashMap<>();
        private final Set<ParticipantId> deaf = new HashSet<>();
        private Room heardLast;
        private Room room;
        private Instant now = START;

        Case(Random random, boolean isMade) {
            this.random = random;
            this.room = isMade ? Room.made(ID, settings(), START) : Room.empty(ID);
            this.heardLast = room;
        }

        void run(List<Object> trace) {
            for (int step = 0; step < STEPS && (step == 0 || room.isEmpty() || !room.isNothing()); step++) {
                if (room.settings().isMade() && random.nextInt(6) == 0) {
                    RoomOrder order = order();
                    trace.add(order);
                    if (room.handle(order) instanceof Decision decision) {
                        follow(decision);
                    }
                } else {
                    RoomCommand command = command();
                    trace.add(command);
                    Room before = room;
                    follow(room.handle(command));
                    if (command instanceof RoomCommand.Join join) {
                        nobodyCameInWhoMayNot(before, join);
                    }
                }
                missOrLearn();
                holds();
                staysWhatItIsAsBytes();
            }
        }

        /** Some hear nothing for a while, and are then told the difference. */
        private void missOrLearn() {
            if (deaf.isEmpty() && random.nextInt(4) == 0) {
                heardLast = room;
                room.members().stream().filter(one -> random.nextBoolean()).forEach(one -> deaf.add(one.id()));
            } else if (!deaf.isEmpty() && random.nextInt(4) == 0) {
                Set<ParticipantId> here = Set.copyOf(deaf);
                deaf.clear();
                Difference.between(heardLast, room, here).deliveries().forEach(this::hear);
                here.forEach(this::inTheRoomsOrder);
            }
        }

        // Who went and came again meanwhile, under one id as only a test does, stands where it stood.
        private void inTheRoomsOrder(ParticipantId self) {
            Map<ParticipantId, Participant> view = views.getOrDefault(self, Map.of());
            Map<ParticipantId, Participant> ordered = new LinkedHashMap<>();
            room.participants().stream()
                    .filter(one -> view.containsKey(one.id()))
                    .forEach(one -> ordered.put(one.id(), one));
            assertThat(room.member(self).isEmpty() || ordered.equals(view))
                    .as("what %s is told", self)
                    .isTrue();
            views.put(self, ordered);
        }

        private void staysWhatItIsAsBytes() {
            var bytes = new ByteArrayOutputStream();
            try {
                RoomBytes.write(room, new DataOutputStream(bytes));
                var in = new DataInputStream(new ByteArrayInputStream(bytes.toByteArray()));
                assertThat(RoomBytes.read(in).equals(room)).as("as bytes").isTrue();
                assertThat(in.available()).isZero();
            } catch (IOException e) {
                throw new AssertionError(e);
            }
        }

        private void follow(Decision decision) {
            boolean isSame = decision.next().version() == room.version();
            assertThat(isSame)
                    .as("a change has its version")
                    .isEqualTo(decision.next().equals(room));
            room = decision.next();
            decision.deliveries().forEach(this::hear);
        }

        private void nobodyCameInWhoMayNot(Room before, RoomCommand.Join join) {
            boolean cameIn = room.member(join.sender()).isPresent()
                    && before.member(join.sender()).isEmpty();
            if (cameIn && !join.proof().isHost()) {
                assertThat(before.locked()).as("locked").isFalse();
                assertThat(before.hasRemoved(join.proof().marks()))
                        .as("removed")
                        .isFalse();
                if (before.settings().passcodeHash() != null) {
                    assertThat(join.proof().passcodeHash())
                            .isEqualTo(before.settings().passcodeHash());
                }
                if (before.settings().waitingRoom()) {
                    assertThat(before.hasHost()).as("the first one only").isFalse();
                }
            }
        }

        private void holds() {
            assertThat(room.members().size())
                    .as("capacity")
                    .isLessThanOrEqualTo(room.settings().capacity());
            assertThat(room.waiting().size()).as("door").isLessThanOrEqualTo(Limits.ROOM_WAITING);
            assertThat(room.removed().size()).as("removed").isLessThanOrEqualTo(Limits.ROOM_REMOVED);
            if (room.settings().hostSuccession() && !room.members().isEmpty()) {
                assertThat(room.hasHost()).as("a host").isTrue();
            }
            var ids = new ArrayList<ParticipantId>();
            room.members().forEach(member -> ids.add(member.id()));
            room.waiting().forEach(visitor -> ids.add(visitor.id()));
            assertThat(ids).doesNotHaveDuplicates();
            for (Participant self : room.participants()) {
                if (deaf.contains(self.id())) {
                    continue;
                }
                var others = new ArrayList<>(room.participants());
                others.remove(self);
                var known =
                        new ArrayList<>(views.getOrDefault(self.id(), Map.of()).values());
                // Saying it in so many words takes most of the time.
                if (!known.equals(others)) {
                    assertThat(known).as("what %s knows", self.id()).isEqualTo(others);
                }
            }
        }

        /** Keeps, for everybody, the roster that they were told of. */
        private void hear(Delivery delivery) {
            for (ParticipantId to : delivery.to()) {
                if (deaf.contains(to)) {
                    continue;
                }
                Map<ParticipantId, Participant> view = views.computeIfAbsent(to, absent -> new LinkedHashMap<>());
                switch (delivery.message()) {
                    case ServerMessage.Joined joined -> {
                        view.clear();
                        joined.participants().forEach(other -> view.put(other.id(), other));
                    }
                    case ServerMessage.ParticipantJoined joined ->
                        view.put(joined.participant().id(), joined.participant());
                    case ServerMessage.ParticipantUpdated updated -> {
                        if (!updated.participant().id().equals(to)) {
                            view.replace(updated.participant().id(), updated.participant());
                        }
                    }
                    case ServerMessage.ParticipantLeft left -> view.remove(left.id());
                    default -> {}
                }
            }
        }

        private RoomCommand command() {
            ParticipantId sender = somebody();
            return switch (random.nextInt(10)) {
                case 0, 1, 2, 3 -> join(sender);
                case 4 -> new RoomCommand.Leave(sender, LeaveReason.LEFT);
                case 5 -> new RoomCommand.SetState(sender, MediaState.ON.withAudio(random.nextBoolean()));
                case 6 -> new RoomCommand.SetPresence(sender, oneOf(Presence.values()));
                case 7 -> new RoomCommand.Move(sender, List.of());
                default -> moderate(sender);
            };
        }

        private RoomCommand moderate(ParticipantId sender) {
            Moderation action = oneOf(Moderation.values());
            // Otherwise hardly any call grows.
            Moderation rarer = action == Moderation.END && random.nextInt(4) > 0 ? Moderation.REMOVE : action;
            return new RoomCommand.Moderate(REF, aHostOr(sender), rarer, aHostOr(somebody()));
        }

        /** Mostly: what strangers ask is refused, and says little about the rules. */
        private ParticipantId aHostOr(ParticipantId somebody) {
            List<ParticipantId> hosts = room.members().stream()
                    .filter(Member::isHost)
                    .map(Member::id)
                    .toList();
            return hosts.isEmpty() || random.nextInt(3) == 0 ? somebody : hosts.get(random.nextInt(hosts.size()));
        }

        private RoomCommand join(ParticipantId sender) {
            String passcode = random.nextBoolean() ? "passcode" : null;
            var proof = new Proof(passcode, random.nextInt(8) == 0, List.of("session:" + sender, mark()));
            return new RoomCommand.Join(REF, sender, new DisplayName("P"), MediaState.ON, proof, List.of());
        }

        private String mark() {
            return "address:" + random.nextInt(PEOPLE);
        }

        private RoomOrder order() {
            now = now.plus(Duration.ofMinutes(random.nextInt(10)));
            return switch (random.nextInt(4)) {
                case 0, 1 -> new RoomOrder.Change(settings(), random.nextInt(4) == 0);
                default -> new RoomOrder.Tick(now);
            };
        }

        private RoomSettings settings() {
            return new RoomSettings(
                    random.nextBoolean() ? null : new RoomTitle("T" + random.nextInt(3)),
                    random.nextBoolean() ? "passcode" : null,
                    "key",
                    random.nextBoolean(),
                    random.nextBoolean(),
                    1 + random.nextInt(Limits.ROOM_CAPACITY),
                    Duration.ofHours(1),
                    null);
        }

        private ParticipantId somebody() {
            return new ParticipantId("p" + random.nextInt(PEOPLE));
        }

        private <T> T oneOf(T[] values) {
            return values[random.nextInt(values.length)];
        }
    }
}

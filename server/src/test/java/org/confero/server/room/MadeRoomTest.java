package org.confero.server.room;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.confero.protocol.DisplayName;
import org.confero.protocol.EndReason;
import org.confero.protocol.ErrorCode;
import org.confero.protocol.InvalidValueException;
import org.confero.protocol.LeaveReason;
import org.confero.protocol.MediaState;
import org.confero.protocol.Moderation;
import org.confero.protocol.Participant;
import org.confero.protocol.ParticipantId;
import org.confero.protocol.RequestId;
import org.confero.protocol.Role;
import org.confero.protocol.RoomId;
import org.confero.protocol.RoomTitle;
import org.confero.protocol.ServerMessage;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Rooms that somebody made: they are there before anybody is in them, and end by order or by time. */
class MadeRoomTest {
    private static final RoomId ID = new RoomId("demo");
    private static final RequestId REF = new RequestId("1");
    private static final ParticipantId ADA = new ParticipantId("ada");
    private static final ParticipantId BOB = new ParticipantId("bob");
    private static final ParticipantId CLEO = new ParticipantId("cleo");
    private static final Instant NOON = Instant.parse("2026-11-24T12:00:00Z");
    private static final RoomSettings PLAIN = settings(null, false, true, 16, null);

    @Test
    void itIsKeptWhileNobodyIsInItAndEndsWhenThatTookTooLong() {
        Room room = Room.made(ID, PLAIN, NOON);
        assertThat(room.isNothing()).isFalse();
        assertThat(room.isDue(NOON.plus(Duration.ofMinutes(59)))).isFalse();
        assertThat(room.isDue(NOON.plus(Duration.ofHours(1)))).isTrue();
        assertThat(tick(room, NOON.plus(Duration.ofHours(1))).next().isNothing())
                .isTrue();
    }

    @Test
    void theTimeBeginsAnewWhenTheLastOneHasLeft() {
        Room room = enter(Room.made(ID, PLAIN, NOON), ADA, Proof.NONE);
        Instant later = NOON.plus(Duration.ofHours(5));
        assertThat(room.isDue(later)).isFalse();
        room = leave(room, ADA);
        assertThat(room.isNothing()).isFalse();
        assertThat(room.isDue(later)).isTrue();
        room = tick(room, later).next();
        assertThat(room.isDue(later.plus(Duration.ofMinutes(59)))).isFalse();
        assertThat(tick(room, later.plus(Duration.ofHours(1))).next().isNothing())
                .isTrue();
    }

    @Test
    void whenItsTimeIsOverEverybodyInsideIsTold() {
        Room room = enter(Room.made(ID, settings(null, false, true, 16, NOON.plusSeconds(60)), NOON), ADA, Proof.NONE);
        assertThat(tick(room, NOON.plusSeconds(59)).next()).isEqualTo(room);
        Decision decision = tick(room, NOON.plusSeconds(60));
        assertThat(decision.deliveries())
                .containsExactly(new Delivery(List.of(ADA), new ServerMessage.Ended(0, EndReason.EXPIRED)));
        assertThat(decision.next().isNothing()).isTrue();
    }

    @Test
    void whenItIsDeletedThoseAtTheDoorAreToldToo() {
        Room room = Room.made(ID, settings(null, true, false, 16, null), NOON);
        room = enter(room, ADA, host());
        room = enter(room, BOB, Proof.NONE);
        assertThat(decided(room.handle(new RoomOrder.Delete())).deliveries())
                .containsExactly(new Delivery(List.of(ADA, BOB), new ServerMessage.Ended(0, EndReason.DELETED)));
    }

    @Test
    void whoeverShowsTheRightPasscodeComesInAndNobodyElse() {
        Room room = Room.made(ID, settings("hash", false, true, 16, null), NOON);
        assertThat(failure(room, ADA, Proof.NONE)).isEqualTo(ErrorCode.WRONG_PASSCODE);
        assertThat(failure(room, ADA, new Proof("the hash before", false, List.of())))
                .isEqualTo(ErrorCode.WRONG_PASSCODE);
        assertThat(enter(room, ADA, new Proof("hash", false, List.of())).participants())
                .hasSize(1);
    }

    @Test
    void inAWaitingRoomTheKeyMakesTheHostAndTheOthersWait() {
        Room room = Room.made(ID, settings(null, true, false, 16, null), NOON);
        room = enter(room, BOB, Proof.NONE);
        assertThat(room.participants()).isEmpty();
        Decision decision = room.handle(join(ADA, host()));
        assertThat(decision.next().participants()).extracting(Participant::role).containsExactly(Role.HOST);
        assertThat(decision.deliveries()).anySatisfy(delivery -> {
            assertThat(delivery.to()).containsExactly(ADA);
            assertThat(delivery.message()).isInstanceOf(ServerMessage.Knock.class);
        });
    }

    @Test
    void whereTheRoomDoesNotSaySoNobodyInherits() {
        Room room = Room.made(ID, settings(null, false, false, 16, null), NOON);
        room = enter(enter(room, ADA, host()), BOB, Proof.NONE);
        assertThat(leave(room, ADA).participants())
                .extracting(Participant::role)
                .containsExactly(Role.PARTICIPANT);
    }

    @Test
    void theHostKeyOpensALockedRoom() {
        Room room = changed(Room.made(ID, PLAIN, NOON), PLAIN, true);
        assertThat(failure(room, BOB, Proof.NONE)).isEqualTo(ErrorCode.ROOM_LOCKED);
        assertThat(enter(room, ADA, host()).participants()).hasSize(1);
    }

    @Test
    void whoWasRemovedStaysOutAlsoAfterTheCall() {
        Room room = enter(Room.made(ID, PLAIN, NOON), ADA, host());
        var bob = new Proof(null, false, List.of("session:1", "address:10.0.0.1"));
        room = enter(room, BOB, bob);
        room = room.handle(new RoomCommand.Moderate(REF, ADA, Moderation.REMOVE, BOB))
                .next();
        room = leave(room, ADA);
        room = enter(room, CLEO, new Proof(null, false, List.of("session:2", "address:10.0.0.1")));
        assertThat(room.participants()).isEmpty();
        assertThat(room.visitors()).hasSize(1);
    }

    @Test
    void thoseInsideLearnOfANewTitleOnce() {
        Room room = enter(Room.made(ID, PLAIN, NOON), ADA, Proof.NONE);
        RoomSettings titled =
                new RoomSettings(new RoomTitle("Monday"), null, "key", false, true, 16, Duration.ofHours(1), null);
        Decision decision = decided(room.handle(new RoomOrder.Change(titled, true)));
        assertThat(decision.deliveries())
                .singleElement()
                .extracting(Delivery::message)
                .isEqualTo(new ServerMessage.RoomUpdated(0, decision.next().info(null)));
        assertThat(decision.next().locked()).isTrue();
        assertThat(decided(decision.next().handle(new RoomOrder.Change(titled, true))))
                .isEqualTo(new Decision(decision.next(), List.of()));
    }

    @Test
    void whenNobodyHasToWaitAnyMoreThoseAtTheDoorComeIn() {
        Room room = Room.made(ID, settings(null, true, false, 2, null), NOON);
        room = enter(room, ADA, host());
        room = enter(enter(room, BOB, Proof.NONE), CLEO, Proof.NONE);
        Room open = changed(room, settings(null, false, false, 2, null), false);
        assertThat(open.participants()).extracting(Participant::id).containsExactly(ADA, BOB);
        assertThat(open.visitors()).hasSize(1);
    }

    @Test
    void itCannotBecomeSmallerThanItsCall() {
        Room room = enter(enter(Room.made(ID, PLAIN, NOON), ADA, Proof.NONE), BOB, Proof.NONE);
        assertThat(room.handle(new RoomOrder.Change(settings(null, false, true, 1, null), false)))
                .isInstanceOfSatisfying(
                        Refusal.class, refusal -> assertThat(refusal.code()).isEqualTo(ErrorCode.CONFLICT));
    }

    @Test
    void whereEveryRoomHasToBeMadeNobodyBeginsOneByJoining() {
        assertThat(failure(Room.none(ID), ADA, Proof.NONE)).isEqualTo(ErrorCode.NO_SUCH_ROOM);
    }

    @Test
    void peopleChooseIdsThatCanBeSaidAndTyped() {
        for (String good : new String[] {"abc", "team-7", "0-0", "a".repeat(64)}) {
            assertThat(ChosenId.of(good).value()).isEqualTo(good);
        }
        for (String bad : new String[] {
            "", "a", "ab", "Team", "a_b", "-ab", "ab-", "a".repeat(65), "admin", "api", "assets", "tëam"
        }) {
            assertThatThrownBy(() -> ChosenId.of(bad))
                    .as(bad)
                    .isInstanceOfSatisfying(
                            InvalidValueException.class,
                            refused -> assertThat(refused.code()).isEqualTo(ErrorCode.ROOM_INVALID));
        }
    }

    private static Proof host() {
        return new Proof(null, true, List.of());
    }

    private static RoomCommand.Join join(ParticipantId id, Proof proof) {
        return new RoomCommand.Join(REF, id, new DisplayName(id.value()), MediaState.ON, proof, List.of());
    }

    private static Room enter(Room room, ParticipantId id, Proof proof) {
        return room.handle(join(id, proof)).next();
    }

    private static Room leave(Room room, ParticipantId id) {
        return room.handle(new RoomCommand.Leave(id, LeaveReason.LEFT)).next();
    }

    private static ErrorCode failure(Room room, ParticipantId id, Proof proof) {
        Decision decision = room.handle(join(id, proof));
        assertThat(decision.next()).isEqualTo(room);
        return ((ServerMessage.Failure) decision.deliveries().getFirst().message()).code();
    }

    private static Room changed(Room room, RoomSettings settings, boolean locked) {
        return decided(room.handle(new RoomOrder.Change(settings, locked))).next();
    }

    private static Decision tick(Room room, Instant now) {
        return decided(room.handle(new RoomOrder.Tick(now)));
    }

    private static Decision decided(Ruling ruling) {
        assertThat(ruling).isInstanceOf(Decision.class);
        return (Decision) ruling;
    }

    private static RoomSettings settings(
            @Nullable String passcodeHash,
            boolean waitingRoom,
            boolean hostSuccession,
            int capacity,
            @Nullable Instant expires) {
        return new RoomSettings(
                null, passcodeHash, "key", waitingRoom, hostSuccession, capacity, Duration.ofHours(1), expires);
    }
}

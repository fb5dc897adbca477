package org.confero.server.room;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.confero.protocol.DisplayName;
import org.confero.protocol.ErrorCode;
import org.confero.protocol.IceServer;
import org.confero.protocol.LeaveReason;
import org.confero.protocol.Limits;
import org.confero.protocol.MediaState;
import org.confero.protocol.Moderation;
import org.confero.protocol.Participant;
import org.confero.protocol.ParticipantId;
import org.confero.protocol.Payload;
import org.confero.protocol.Presence;
import org.confero.protocol.RequestId;
import org.confero.protocol.Role;
import org.confero.protocol.RoomId;
import org.confero.protocol.RoomInfo;
import org.confero.protocol.ServerMessage;
import org.junit.jupiter.api.Test;

class RoomTest {
    private static final RequestId REF = new RequestId("1");
    private static final MediaState MUTED = new MediaState(false, true, false, false);
    private static final Participant ADA = participant("ada");
    private static final Participant HOST = ADA.withRole(Role.HOST);
    private static final Participant BOB = participant("bob");
    private static final Participant CLEO = participant("cleo");
    private static final List<IceServer> ICE = List.of(new IceServer(List.of("stun:stun.example.org"), null, null));

    private final Room empty = Room.empty(new RoomId("demo"));

    @Test
    void whoeverGoesOnFromAnotherNodeKeepsThePlaceAndIsToldHowThingsStand() {
        Room room = with(ADA, BOB)
                .handle(new RoomCommand.SetPresence(ADA.id(), Presence.RECONNECTING))
                .next();
        Decision decision = room.handle(new RoomCommand.Move(ADA.id(), ICE));
        assertThat(decision.next().participants()).containsExactly(HOST, BOB);
        assertThat(decision.deliveries())
                .containsExactly(
                        new Delivery(List.of(BOB.id()), new ServerMessage.ParticipantUpdated(0, HOST)),
                        new Delivery(
                                List.of(ADA.id()),
                                new ServerMessage.Joined(null, 0, ADA.id(), room.info(Role.HOST), List.of(BOB), ICE)));
    }

    @Test
    void thatSomebodyHasMovedIsANewVersionEvenIfNobodyElseIsToldAnything() {
        Room room = with(ADA, BOB);
        Decision decision = room.handle(new RoomCommand.Move(ADA.id(), ICE));
        assertThat(decision.next().version()).isGreaterThan(room.version());
        assertThat(decision.deliveries())
                .singleElement()
                .extracting(Delivery::to)
                .isEqualTo(List.of(ADA.id()));
    }

    @Test
    void whoeverHasNoPlaceAnyMoreCannotGoOnAnywhere() {
        Room room = with(ADA);
        Decision decision = room.handle(new RoomCommand.Move(BOB.id(), ICE));
        assertThat(decision.next()).isEqualTo(room);
        assertThat(decision.deliveries())
                .singleElement()
                .satisfies(delivery -> assertThat(delivery.message())
                        .isInstanceOfSatisfying(
                                ServerMessage.Failure.class,
                                failure -> assertThat(failure.code()).isEqualTo(ErrorCode.NOT_JOINED)));
    }

    @Test
    void newcomerIsToldWhoIsThereAndTheOthersAreToldOfTheNewcomer() {
        Decision decision = with(ADA, BOB).handle(join(CLEO));
        assertThat(decision.next().participants()).containsExactly(HOST, BOB, CLEO);
        assertThat(decision.deliveries())
                .containsExactly(
                        new Delivery(
                                List.of(CLEO.id()),
                                new ServerMessage.Joined(
                                        REF,
                                        0,
                                        CLEO.id(),
                                        new RoomInfo(empty.id(), null, false, Limits.ROOM_CAPACITY, Role.PARTICIPANT),
                                        List.of(HOST, BOB),
                                        ICE)),
                        new Delivery(List.of(ADA.id(), BOB.id()), new ServerMessage.ParticipantJoined(0, CLEO)));
    }

    @Test
    void fullRoomRefusesTheNextOneAndStaysAsItIs() {
        Room full = empty;
        for (int i = 0; i < Limits.ROOM_CAPACITY; i++) {
            full = full.handle(join(participant("p" + i))).next();
        }
        Decision decision = full.handle(join(ADA));
        assertThat(decision.next()).isEqualTo(full);
        assertThat(failure(decision, ADA)).isEqualTo(ErrorCode.ROOM_FULL);
        assertThat(((ServerMessage.Failure) decision.deliveries().getFirst().message()).ref())
                .isEqualTo(REF);
    }

    @Test
    void nobodySitsInARoomTwice() {
        Decision decision = with(ADA).handle(join(ADA));
        assertThat(failure(decision, ADA)).isEqualTo(ErrorCode.ALREADY_JOINED);
    }

    @Test
    void whoeverComesBackHasTheOldPlaceAndTheOthersSeeAnotherParticipant() {
        Room locked = with(ADA, BOB)
                .handle(new RoomCommand.Moderate(REF, ADA.id(), Moderation.LOCK, null))
                .next();
        Participant again = new Participant(CLEO.id(), ADA.name(), MUTED, Role.HOST, Presence.CONNECTED);
        Decision decision = locked.handle(new RoomCommand.Return(REF, CLEO.id(), ADA.id(), MUTED, ICE));
        assertThat(decision.next().participants()).containsExactly(again, BOB);
        assertThat(decision.deliveries())
                .containsExactly(
                        new Delivery(
                                List.of(ADA.id(), BOB.id()),
                                new ServerMessage.ParticipantLeft(0, ADA.id(), LeaveReason.LEFT)),
                        new Delivery(
                                List.of(CLEO.id()),
                                new ServerMessage.Joined(
                                        REF,
                                        0,
                                        CLEO.id(),
                                        new RoomInfo(empty.id(), null, true, Limits.ROOM_CAPACITY, Role.HOST),
                                        List.of(BOB),
                                        ICE)),
                        new Delivery(List.of(BOB.id()), new ServerMessage.ParticipantJoined(0, again)));
    }

    @Test
    void whoeverComesBackToNoPlaceIsToldSo() {
        Decision decision = with(BOB).handle(new RoomCommand.Return(REF, CLEO.id(), ADA.id(), MUTED, ICE));
        assertThat(decision.next()).isEqualTo(with(BOB));
        assertThat(failure(decision, CLEO)).isEqualTo(ErrorCode.NOT_JOINED);
    }

    @Test
    void whoeverLeavesIsGoneForTheOthersWithTheReason() {
        Decision decision = with(ADA, BOB).handle(new RoomCommand.Leave(ADA.id(), LeaveReason.LOST));
        assertThat(decision.next().participants()).extracting(Participant::id).containsExactly(BOB.id());
        assertThat(decision.deliveries().getFirst())
                .isEqualTo(new Delivery(
                        List.of(BOB.id()), new ServerMessage.ParticipantLeft(0, ADA.id(), LeaveReason.LOST)));
    }

    @Test
    void theLastOneToLeaveLeavesAnEmptyRoom() {
        assertThat(with(ADA)
                        .handle(new RoomCommand.Leave(ADA.id(), LeaveReason.LEFT))
                        .next()
                        .isEmpty())
                .isTrue();
    }

    @Test
    void leavingTwiceChangesNothingAndTellsNobody() {
        Room room = with(BOB);
        Decision decision = room.handle(new RoomCommand.Leave(ADA.id(), LeaveReason.LEFT));
        assertThat(decision).isEqualTo(new Decision(room, List.of()));
    }

    @Test
    void signalReachesItsRecipientAloneWithItsTrueSender() {
        Room room = with(ADA, BOB, CLEO);
        var data = new Payload("{\"anything\":true}");
        Decision decision = room.handle(new RoomCommand.Signal(ADA.id(), CLEO.id(), data));
        assertThat(decision)
                .isEqualTo(new Decision(
                        room, List.of(new Delivery(List.of(CLEO.id()), new ServerMessage.Signal(0, ADA.id(), data)))));
    }

    @Test
    void signalToAStrangerOrToOneselfIsRefused() {
        Room room = with(ADA);
        var data = new Payload("{}");
        assertThat(failure(room.handle(new RoomCommand.Signal(ADA.id(), BOB.id(), data)), ADA))
                .isEqualTo(ErrorCode.NO_SUCH_PARTICIPANT);
        assertThat(failure(room.handle(new RoomCommand.Signal(ADA.id(), ADA.id(), data)), ADA))
                .isEqualTo(ErrorCode.NO_SUCH_PARTICIPANT);
    }

    @Test
    void strangersCanNeitherSignalIntoARoomNorHaveAStateThere() {
        Room room = with(ADA);
        assertThat(failure(room.handle(new RoomCommand.Signal(BOB.id(), ADA.id(), new Payload("{}"))), BOB))
                .isEqualTo(ErrorCode.NOT_JOINED);
        assertThat(failure(room.handle(new RoomCommand.SetState(BOB.id(), MediaState.ON)), BOB))
                .isEqualTo(ErrorCode.NOT_JOINED);
    }

    @Test
    void theOthersLearnOfANewStateAndLaterJoinersFindIt() {
        MediaState muted = MediaState.ON.withAudio(false);
        Decision decision = with(ADA, BOB).handle(new RoomCommand.SetState(ADA.id(), muted));
        Participant mutedAda = HOST.withState(muted);
        assertThat(decision.deliveries())
                .containsExactly(new Delivery(List.of(BOB.id()), new ServerMessage.ParticipantUpdated(0, mutedAda)));
        assertThat(decision.next().participants()).containsExactly(mutedAda, BOB);
    }

    @Test
    void theSameStateAgainIsNoNews() {
        Room room = with(ADA, BOB);
        assertThat(room.handle(new RoomCommand.SetState(ADA.id(), ADA.state())))
                .isEqualTo(new Decision(room, List.of()));
    }

    @Test
    void everyChangeHasItsOwnVersion() {
        Room room = with(ADA, BOB);
        assertThat(room.version()).isEqualTo(2);
        assertThat(room.handle(new RoomCommand.Leave(BOB.id(), LeaveReason.LEFT))
                        .next()
                        .version())
                .isEqualTo(3);
        assertThat(room.handle(new RoomCommand.SetState(ADA.id(), MediaState.ON.withVideo(false)))
                        .next()
                        .version())
                .isEqualTo(3);
    }

    private Room with(Participant... participants) {
        Room room = empty;
        for (Participant participant : participants) {
            room = room.handle(join(participant)).next();
        }
        return room;
    }

    private static ErrorCode failure(Decision decision, Participant to) {
        assertThat(decision.deliveries()).hasSize(1);
        Delivery only = decision.deliveries().getFirst();
        assertThat(only.to()).containsExactly(to.id());
        return ((ServerMessage.Failure) only.message()).code();
    }

    private static RoomCommand.Join join(Participant newcomer) {
        return new RoomCommand.Join(REF, newcomer.id(), newcomer.name(), newcomer.state(), Proof.NONE, ICE);
    }

    private static Participant participant(String name) {
        return new Participant(
                new ParticipantId(name), new DisplayName(name), MediaState.ON, Role.PARTICIPANT, Presence.CONNECTED);
    }
}

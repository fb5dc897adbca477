package org.confero.server.routing;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.confero.protocol.DisplayName;
import org.confero.protocol.LeaveReason;
import org.confero.protocol.MediaState;
import org.confero.protocol.ParticipantId;
import org.confero.protocol.Payload;
import org.confero.protocol.RequestId;
import org.confero.protocol.Role;
import org.confero.protocol.RoomId;
import org.confero.protocol.ServerMessage;
import org.confero.server.presence.Presence;
import org.confero.server.room.Closing;
import org.confero.server.room.Departure;
import org.confero.server.room.Fact;
import org.confero.server.room.Proof;
import org.confero.server.room.RoomCommand;
import org.junit.jupiter.api.Test;

class RoomsTest {
    private static final RoomId ROOM = new RoomId("demo");
    private static final ParticipantId ADA = new ParticipantId("ada");
    private static final ParticipantId BOB = new ParticipantId("bob");

    private final List<ServerMessage> encoded = new ArrayList<>();
    private final List<Fact> told = new ArrayList<>();
    private final Rooms rooms = new LocalRooms(
            new Presence(true, 10),
            new Router(message -> {
                encoded.add(message);
                return message.getClass().getSimpleName() + " \"seq\":0";
            }),
            (room, facts) -> told.addAll(facts));

    @Test
    void aRoomThatIsOverIsForgotten() {
        var sink = new Heard();
        rooms.submit(ROOM, join(ADA), sink, () -> {});
        assertThat(rooms.count()).isEqualTo(1);
        rooms.submit(ROOM, new RoomCommand.Leave(ADA, LeaveReason.LEFT), sink, () -> {});
        assertThat(rooms.count()).isZero();
        rooms.submit(ROOM, join(BOB), sink, () -> {});
        assertThat(rooms.count()).isEqualTo(1);
    }

    @Test
    void whatHappensIsToldInItsOrderAndWhatIsRelayedIsNot() {
        var sink = new Heard();
        rooms.submit(ROOM, join(ADA), sink, () -> {});
        rooms.submit(ROOM, new RoomCommand.Signal(ADA, BOB, new Payload("{}")), sink, () -> {});
        rooms.submit(ROOM, new RoomCommand.Leave(ADA, LeaveReason.LOST), sink, () -> {});
        assertThat(told)
                .containsExactly(
                        new Fact.RoomOpened(),
                        new Fact.ParticipantJoined(ADA, new DisplayName("ada"), Role.HOST),
                        new Fact.ParticipantLeft(ADA, Departure.LOST),
                        new Fact.RoomClosed(Closing.EMPTY));
    }

    @Test
    void aRefusedCommandLeavesNoRoomBehind() {
        var sink = new Heard();
        rooms.submit(ROOM, new RoomCommand.SetState(ADA, MediaState.ON), sink, () -> {});
        assertThat(sink.dismissed).isEqualTo(1);
        assertThat(rooms.count()).isZero();
    }

    @Test
    void aMessageForManyIsWrittenOnce() {
        var sinks = List.of(new Heard(), new Heard(), new Heard());
        for (int i = 0; i < sinks.size(); i++) {
            rooms.submit(ROOM, join(new ParticipantId("p" + i)), sinks.get(i), () -> {});
        }
        encoded.clear();
        rooms.submit(ROOM, join(ADA), new Heard(), () -> {});
        assertThat(encoded).hasSize(2);
        assertThat(sinks)
                .allSatisfy(sink -> assertThat(sink.frames.getLast())
                        .isEqualTo(new Frame.Numbered("ParticipantJoined \"seq\":", "")));
    }

    @Test
    void aFaultReachesTheOneWhoseCommandItWasAndNobodyElse() {
        var broken = new LocalRooms(
                new Presence(true, 10),
                new Router(message -> {
                    throw new IllegalStateException("broken");
                }),
                (room, facts) -> {});
        var sink = new Heard();
        broken.submit(ROOM, join(ADA), sink, () -> {});
        assertThat(sink.faults)
                .singleElement()
                .extracting(Throwable::getMessage)
                .isEqualTo("broken");
    }

    private static RoomCommand.Join join(ParticipantId id) {
        return new RoomCommand.Join(
                new RequestId("1"), id, new DisplayName(id.value()), MediaState.ON, Proof.NONE, List.of());
    }

    private static final class Heard implements Sink {
        private final List<Frame> frames = new ArrayList<>();
        private final List<RuntimeException> faults = new ArrayList<>();
        private int dismissed;

        @Override
        public void send(Frame frame) {
            frames.add(frame);
        }

        @Override
        public void sendLast(Frame frame) {
            frames.add(frame);
            dismissed++;
        }

        @Override
        public void tellPresence() {
            throw new AssertionError("This room knows");
        }

        @Override
        public void moved() {
            throw new AssertionError("There is no other node");
        }

        @Override
        public void fail(RuntimeException fault) {
            faults.add(fault);
        }
    }
}

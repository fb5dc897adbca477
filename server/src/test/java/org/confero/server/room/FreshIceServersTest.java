package org.confero.server.room;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.confero.protocol.DisplayName;
import org.confero.protocol.IceServer;
import org.confero.protocol.MediaState;
import org.confero.protocol.Moderation;
import org.confero.protocol.ParticipantId;
import org.confero.protocol.RequestId;
import org.confero.protocol.RoomId;
import org.confero.protocol.ServerMessage;
import org.junit.jupiter.api.Test;

/** What becomes of ICE servers that take the place of those told before. */
class FreshIceServersTest {
    private static final RequestId REF = new RequestId("1");
    private static final ParticipantId ADA = new ParticipantId("ada");
    private static final ParticipantId BOB = new ParticipantId("bob");
    private static final ParticipantId AGAIN = new ParticipantId("again");
    private static final List<IceServer> OLD = List.of(new IceServer(List.of("turn:t"), "1:x", "old"));
    private static final List<IceServer> FRESH = List.of(new IceServer(List.of("turn:t"), "2:x", "fresh"));

    private final Room room = Room.empty(new RoomId("demo"))
            .handle(join(ADA, "ada"))
            .next()
            .handle(join(BOB, "bob"))
            .next();

    @Test
    void aParticipantIsToldAndNobodyElse() {
        Decision decision = room.handle(new RoomCommand.UseIceServers(BOB, FRESH));
        assertThat(decision.deliveries())
                .containsExactly(new Delivery(List.of(BOB), new ServerMessage.IceServersChanged(FRESH)));
        assertThat(decision.next()).isEqualTo(room);
    }

    @Test
    void whoWaitsAtTheDoorIsToldTheFreshOnesWhenLetIn() {
        Room waiting = room.handle(moderate(Moderation.REMOVE, BOB))
                .next()
                .handle(join(AGAIN, "bob"))
                .next();
        Decision renewed = waiting.handle(new RoomCommand.UseIceServers(AGAIN, FRESH));
        assertThat(renewed.deliveries()).isEmpty();
        assertThat(renewed.next().handle(moderate(Moderation.ADMIT, AGAIN)).deliveries())
                .filteredOn(delivery -> delivery.to().contains(AGAIN))
                .extracting(Delivery::message)
                .singleElement()
                .isInstanceOfSatisfying(
                        ServerMessage.Joined.class,
                        joined -> assertThat(joined.iceServers()).isEqualTo(FRESH));
    }

    @Test
    void whoIsNotThereAnyMoreIsToldNothing() {
        assertThat(room.handle(new RoomCommand.UseIceServers(AGAIN, FRESH))).isEqualTo(new Decision(room, List.of()));
    }

    private static RoomCommand.Join join(ParticipantId id, String mark) {
        return new RoomCommand.Join(
                REF, id, new DisplayName("N"), MediaState.ON, new Proof(null, false, List.of(mark)), OLD);
    }

    private static RoomCommand.Moderate moderate(Moderation action, ParticipantId target) {
        return new RoomCommand.Moderate(REF, ADA, action, target);
    }
}

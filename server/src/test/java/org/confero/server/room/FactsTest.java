package org.confero.server.room;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.confero.protocol.DisplayName;
import org.confero.protocol.LeaveReason;
import org.confero.protocol.MediaState;
import org.confero.protocol.Moderation;
import org.confero.protocol.ParticipantId;
import org.confero.protocol.Payload;
import org.confero.protocol.Presence;
import org.confero.protocol.RequestId;
import org.confero.protocol.Role;
import org.confero.protocol.RoomId;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What the world is told of a room. */
class FactsTest {
    private static final ParticipantId ADA = new ParticipantId("ada");
    private static final ParticipantId BOB = new ParticipantId("bob");
    private static final ParticipantId CLEO = new ParticipantId("cleo");

    private Room room = Room.empty(new RoomId("demo"));

    @Test
    void theFirstToComeOpensTheRoomAndIsItsHost() {
        assertThat(after(join(ADA))).containsExactly(new Fact.RoomOpened(), joined(ADA, Role.HOST));
        assertThat(after(join(BOB))).containsExactly(joined(BOB, Role.PARTICIPANT));
    }

    @Test
    void theLastToGoClosesIt() {
        after(join(ADA));
        assertThat(after(new RoomCommand.Leave(ADA, LeaveReason.LOST)))
                .containsExactly(new Fact.ParticipantLeft(ADA, Departure.LOST), new Fact.RoomClosed(Closing.EMPTY));
    }

    @Test
    void whoInheritsTheRoomIsSaidAfterTheOneWhoLeftIt() {
        after(join(ADA), join(BOB));
        assertThat(after(new RoomCommand.Leave(ADA, LeaveReason.LEFT)))
                .containsExactly(new Fact.ParticipantLeft(ADA, Departure.LEFT), new Fact.RoleChanged(BOB, Role.HOST));
    }

    @Test
    void aRemovalIsToldAsSuch() {
        after(join(ADA), join(BOB));
        assertThat(after(moderate(Moderation.REMOVE, BOB)))
                .containsExactly(new Fact.ParticipantLeft(BOB, Departure.REMOVED));
    }

    @Test
    void aCallThatAHostEndsIsOverForEverybodyInIt() {
        after(join(ADA), join(BOB), moderate(Moderation.LOCK, null));
        assertThat(after(moderate(Moderation.END, null)))
                .containsExactly(
                        new Fact.ParticipantLeft(ADA, Departure.ENDED),
                        new Fact.ParticipantLeft(BOB, Departure.ENDED),
                        new Fact.RoomClosed(Closing.HOST));
    }

    @Test
    void lockingAndRolesAreTold() {
        after(join(ADA), join(BOB));
        assertThat(after(
                        moderate(Moderation.LOCK, null),
                        moderate(Moderation.LOCK, null),
                        moderate(Moderation.UNLOCK, null),
                        moderate(Moderation.PROMOTE, BOB),
                        moderate(Moderation.DEMOTE, BOB)))
                .containsExactly(
                        new Fact.RoomLocked(),
                        new Fact.RoomUnlocked(),
                        new Fact.RoleChanged(BOB, Role.HOST),
                        new Fact.RoleChanged(BOB, Role.PARTICIPANT));
    }

    @Test
    void whatIsOnlyBetweenParticipantsIsNobodyElsesAffair() {
        after(join(ADA), join(BOB));
        assertThat(after(
                        new RoomCommand.Signal(ADA, BOB, new Payload("{}")),
                        new RoomCommand.SetState(ADA, MediaState.ON.withAudio(false)),
                        new RoomCommand.SetPresence(ADA, Presence.RECONNECTING),
                        new RoomCommand.SetState(CLEO, MediaState.ON),
                        join(ADA)))
                .isEmpty();
    }

    private List<Fact> after(RoomCommand... commands) {
        List<Fact> facts = new ArrayList<>();
        for (RoomCommand command : commands) {
            Decision decision = room.handle(command);
            facts.addAll(Facts.of(room, decision));
            room = decision.next();
        }
        return facts;
    }

    private static RoomCommand join(ParticipantId id) {
        return new RoomCommand.Join(
                new RequestId("1"), id, new DisplayName(id.value()), MediaState.ON, Proof.NONE, List.of());
    }

    private static RoomCommand moderate(Moderation action, @Nullable ParticipantId target) {
        return new RoomCommand.Moderate(new RequestId("2"), ADA, action, target);
    }

    private static Fact joined(ParticipantId id, Role role) {
        return new Fact.ParticipantJoined(id, new DisplayName(id.value()), role);
    }
}

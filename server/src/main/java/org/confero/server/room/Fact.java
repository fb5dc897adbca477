package org.confero.server.room;

import org.confero.protocol.DisplayName;
import org.confero.protocol.LinkQuality;
import org.confero.protocol.ParticipantId;
import org.confero.protocol.Role;

/**
 * Something that has happened in a room and that programs beside the call may want to know of: ids, and a name only where
 * one cannot do without. PROTOCOL.md, "Events".
 */
public sealed interface Fact {
    /** The first one came in: a call begins. */
    record RoomOpened() implements Fact {}

    /** Nobody is in the room any more: the call is over. */
    record RoomClosed(Closing reason) implements Fact {}

    record RoomLocked() implements Fact {}

    record RoomUnlocked() implements Fact {}

    /** With a name, as a history of calls is of no use without. */
    record ParticipantJoined(ParticipantId participant, DisplayName name, Role role) implements Fact {}

    record ParticipantLeft(ParticipantId participant, Departure reason) implements Fact {}

    /** Goes on with its session on another node than before. */
    record ParticipantMoved(ParticipantId participant, String from, String to) implements Fact {}

    record RoleChanged(ParticipantId participant, Role role) implements Fact {}

    /**
     * How a link was, as one side of it saw it.
     *
     * @param participant who says so
     * @param peer the other end
     */
    record CallQuality(ParticipantId participant, ParticipantId peer, LinkQuality quality) implements Fact {}
}

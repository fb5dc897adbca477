package org.confero.server.room;

import java.util.List;
import org.confero.protocol.DisplayName;
import org.confero.protocol.IceServer;
import org.confero.protocol.LeaveReason;
import org.confero.protocol.MediaState;
import org.confero.protocol.Moderation;
import org.confero.protocol.ParticipantId;
import org.confero.protocol.Payload;
import org.confero.protocol.Presence;
import org.confero.protocol.RequestId;
import org.jspecify.annotations.Nullable;

/** What one participant asks of its room. The sender is the server's word, never the client's. */
public sealed interface RoomCommand {
    ParticipantId sender();

    /**
     * Comes in, or to the door.
     *
     * @param proof what was found out about whoever comes
     * @param iceServers what this participant is told to use
     */
    record Join(
            RequestId ref,
            ParticipantId sender,
            DisplayName name,
            MediaState state,
            Proof proof,
            List<IceServer> iceServers)
            implements RoomCommand {
        public Join {
            iceServers = List.copyOf(iceServers);
        }
    }

    /** Goes, from the room or from its door. */
    record Leave(ParticipantId sender, LeaveReason reason) implements RoomCommand {}

    /** For one other participant; nobody looks into the payload. */
    record Signal(ParticipantId sender, ParticipantId to, Payload data) implements RoomCommand {}

    record SetState(ParticipantId sender, MediaState state) implements RoomCommand {}

    /** The sender's socket is gone, or there is one again. */
    record SetPresence(ParticipantId sender, Presence presence) implements RoomCommand {}

    /** A host's word. */
    record Moderate(
            RequestId ref,
            ParticipantId sender,
            Moderation action,
            @Nullable ParticipantId target) implements RoomCommand {}

    /** The sender has missed something: it is told how things stand. */
    record Snapshot(ParticipantId sender, List<IceServer> iceServers) implements RoomCommand {
        public Snapshot {
            iceServers = List.copyOf(iceServers);
        }
    }
}

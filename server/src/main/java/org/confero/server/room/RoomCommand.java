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

    /**
     * Takes over the place that the same session has, as one who knows nothing of it any more: a page that was loaded again.
     * What was found out about it when it came stays true, and so does its name; its links are new, and so is its id.
     *
     * @param was the id that it had
     */
    record Return(RequestId ref, ParticipantId sender, ParticipantId was, MediaState state, List<IceServer> iceServers)
            implements RoomCommand {
        public Return {
            iceServers = List.copyOf(iceServers);
        }
    }

    /**
     * Goes on from another node than before, with nobody knowing what it has missed: it is told how things stand. Its place
     * and its id stay.
     */
    record Move(ParticipantId sender, List<IceServer> iceServers) implements RoomCommand {
        public Move {
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

    /** What the sender was told to use runs out: it is told what to use instead, at the door when it is let in. */
    record UseIceServers(ParticipantId sender, List<IceServer> iceServers) implements RoomCommand {
        public UseIceServers {
            iceServers = List.copyOf(iceServers);
        }
    }

    /** The sender has missed something: it is told how things stand. */
    record Snapshot(ParticipantId sender, List<IceServer> iceServers) implements RoomCommand {
        public Snapshot {
            iceServers = List.copyOf(iceServers);
        }
    }
}

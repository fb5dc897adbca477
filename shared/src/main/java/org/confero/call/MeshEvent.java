package org.confero.call;

import java.util.List;
import org.confero.protocol.ParticipantId;

/** What the server tells of who is in the room. */
public sealed interface MeshEvent {
    /** We are in, as {@code self}; {@code others} were there before, or still are if we were in as the same already. */
    record Joined(ParticipantId self, List<ParticipantId> others) implements MeshEvent {
        public Joined {
            others = List.copyOf(others);
        }
    }

    record PeerJoined(ParticipantId peer) implements MeshEvent {}

    record PeerLeft(ParticipantId peer) implements MeshEvent {}

    /** We are out. */
    record Left() implements MeshEvent {}
}

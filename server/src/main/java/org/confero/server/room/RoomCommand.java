package org.confero.server.room;

import java.util.List;
import org.confero.protocol.IceServer;
import org.confero.protocol.LeaveReason;
import org.confero.protocol.MediaState;
import org.confero.protocol.Participant;
import org.confero.protocol.ParticipantId;
import org.confero.protocol.Payload;
import org.confero.protocol.RequestId;

/** What one participant asks of its room. The sender is the server's word, never the client's. */
public sealed interface RoomCommand {
    ParticipantId sender();

    /** Comes in. {@code iceServers} are what this participant is told to use. */
    record Join(RequestId ref, Participant participant, List<IceServer> iceServers) implements RoomCommand {
        public Join {
            iceServers = List.copyOf(iceServers);
        }

        @Override
        public ParticipantId sender() {
            return participant.id();
        }
    }

    record Leave(ParticipantId sender, LeaveReason reason) implements RoomCommand {}

    /** For one other participant; nobody looks into the payload. */
    record Signal(ParticipantId sender, ParticipantId to, Payload data) implements RoomCommand {}

    record SetState(ParticipantId sender, MediaState state) implements RoomCommand {}
}

package org.confero.protocol;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the server says to a client. {@code seq} counts the messages of a room that a session is sent, from 1 and without
 * gaps. PROTOCOL.md, "From the server".
 */
public sealed interface ServerMessage {
    /** Answers hello. {@code heartbeat} is in milliseconds. */
    record Welcome(SessionId session, WelcomeLimits limits, long heartbeat, ServerInfo server)
            implements ServerMessage {}

    /** Answers join: who was there before, in the order of their joining. */
    record Joined(
            RequestId ref,
            long seq,
            ParticipantId self,
            RoomInfo room,
            List<Participant> participants,
            List<IceServer> iceServers)
            implements ServerMessage {
        public Joined {
            participants = List.copyOf(participants);
            iceServers = List.copyOf(iceServers);
        }
    }

    /** Answers leave. */
    record Left() implements ServerMessage {}

    record ParticipantJoined(long seq, Participant participant) implements ServerMessage {}

    record ParticipantUpdated(long seq, Participant participant) implements ServerMessage {}

    record ParticipantLeft(long seq, ParticipantId id, LeaveReason reason) implements ServerMessage {}

    /** From another participant; {@code from} is the server's word. */
    record Signal(long seq, ParticipantId from, Payload data) implements ServerMessage {}

    /** Answers ping. */
    record Pong() implements ServerMessage {}

    /** A client's mistake; the socket stays. {@code retryAfter} is in milliseconds. */
    record Failure(
            @Nullable RequestId ref,
            ErrorCode code,
            String detail,
            @Nullable Long retryAfter) implements ServerMessage {}
}

package org.confero.protocol;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the server says to a client. {@code seq} counts the messages that a session is sent and may be sent again, from 1
 * and without gaps. PROTOCOL.md, "From the server".
 */
public sealed interface ServerMessage {
    /**
     * Answers hello.
     *
     * @param seq the newest message that the session has been sent, 0 for a new one: after a complete resume those up to
     *     this one follow
     * @param received how many of the client's messages have been taken in this session
     * @param heartbeat in milliseconds
     * @param grace how long the session outlives its socket, in milliseconds
     */
    record Welcome(
            SessionId session,
            SessionSecret secret,
            Resumed resumed,
            long seq,
            long received,
            WelcomeLimits limits,
            long heartbeat,
            long grace,
            ServerInfo server)
            implements ServerMessage {}

    /**
     * Answers join, or an incomplete resume: who was there before, in the order of their joining.
     *
     * @param ref of the join; null when nothing was asked
     */
    record Joined(
            @Nullable RequestId ref,
            long seq,
            ParticipantId self,
            RoomInfo room,
            List<Participant> participants,
            List<IceServer> iceServers)
            implements ServerMessage, Numbered {
        public Joined {
            participants = List.copyOf(participants);
            iceServers = List.copyOf(iceServers);
        }
    }

    /**
     * Answers join, or an incomplete resume: a host has to let one in.
     *
     * @param ref of the join; null when nothing was asked
     */
    record Waiting(@Nullable RequestId ref, long seq, ParticipantId self, RoomId room)
            implements ServerMessage, Numbered {}

    /** Answers leave. */
    record Left() implements ServerMessage {}

    record ParticipantJoined(long seq, Participant participant) implements ServerMessage, Numbered {}

    record ParticipantUpdated(long seq, Participant participant) implements ServerMessage, Numbered {}

    record ParticipantLeft(long seq, ParticipantId id, LeaveReason reason) implements ServerMessage, Numbered {}

    /** From another participant; {@code from} is the server's word. */
    record Signal(long seq, ParticipantId from, Payload data) implements ServerMessage, Numbered {}

    /** To hosts: somebody waits at the door. */
    record Knock(long seq, Visitor visitor) implements ServerMessage, Numbered {}

    /** To hosts: somebody waits no more, whether let in, sent away or gone. */
    record KnockEnded(long seq, ParticipantId id) implements ServerMessage, Numbered {}

    /** To whom a host asks to mute. */
    record MuteRequested(long seq, ParticipantId from) implements ServerMessage, Numbered {}

    record RoomUpdated(long seq, RoomInfo room) implements ServerMessage, Numbered {}

    /** A host has put one out of the room, or sent one away from its door; the socket stays. */
    record Removed(long seq) implements ServerMessage, Numbered {}

    /** The room is over for everybody; the socket stays. */
    record Ended(long seq, EndReason reason) implements ServerMessage, Numbered {}

    /** In the place of those told before, which run out. */
    record IceServersChanged(List<IceServer> iceServers) implements ServerMessage {
        public IceServersChanged {
            iceServers = List.copyOf(iceServers);
        }
    }

    /** Answers moderate. */
    record Done(RequestId ref) implements ServerMessage {}

    /** Answers ping. {@code received} is as in welcome. */
    record Pong(long received) implements ServerMessage {}

    /** The node goes away: come back after {@code reconnectAfter} milliseconds. */
    record Closing(String reason, long reconnectAfter) implements ServerMessage {}

    /** A client's mistake; the socket stays. {@code retryAfter} is in milliseconds. */
    record Failure(
            @Nullable RequestId ref,
            ErrorCode code,
            String detail,
            @Nullable Long retryAfter) implements ServerMessage {}
}

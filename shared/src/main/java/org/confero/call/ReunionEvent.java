package org.confero.call;

import java.util.List;
import org.confero.protocol.ClientKey;
import org.confero.protocol.ParticipantId;

/**
 * What the server and the links tell of who is in the call. {@code now} is in milliseconds of a clock that only moves forward. A
 * link is known by the id that its other side has for us at the moment.
 */
public sealed interface ReunionEvent {
    /** The server's roster: we are in as {@code self}, and these are too. */
    record Joined(ParticipantId self, List<ParticipantId> others, long now) implements ReunionEvent {
        public Joined {
            others = List.copyOf(others);
        }
    }

    record PeerJoined(ParticipantId peer, long now) implements ReunionEvent {}

    /**
     * The server says that somebody is gone.
     *
     * @param lost whether its session ended without a word
     */
    record PeerLeft(ParticipantId peer, boolean lost, long now) implements ReunionEvent {}

    /** A signal came from somebody, by the server's word or a carrier's. Told before the signal is handled. */
    record Signaled(ParticipantId peer) implements ReunionEvent {}

    /** A hello came over the link to {@code peer}: it is this client, and its id now is {@code id}. */
    record Hello(ParticipantId peer, ParticipantId id, ClientKey key) implements ReunionEvent {}

    /** The link works, or does not now. */
    record Working(ParticipantId peer, boolean works, long now) implements ReunionEvent {}

    /** A bye came over the link. */
    record Bye(ParticipantId peer) implements ReunionEvent {}

    /** We leave. */
    record Left() implements ReunionEvent {}

    record Tick(long now) implements ReunionEvent {}
}

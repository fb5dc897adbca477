package org.confero.protocol;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What two ends of a link tell each other through the server (RFC 9429; RFC 8838). */
public sealed interface SignalData {
    /** A session description, RTCSessionDescriptionInit. */
    record Description(Kind kind, String sdp) implements SignalData {
        /** Ids, never content. */
        @Override
        public String toString() {
            return kind + "[" + sdp.length() + " characters]";
        }
    }

    /**
     * An ICE candidate, RTCIceCandidateInit. An empty {@code candidate} says that the sender has no more of them
     * (RFC 8838, section 13).
     */
    record Candidate(
            String candidate,
            @Nullable String sdpMid,
            @Nullable Integer sdpMLineIndex,
            @Nullable String usernameFragment)
            implements SignalData {
        public boolean isEnd() {
            return candidate.isEmpty();
        }

        /** Ids, never content. */
        @Override
        public String toString() {
            return "Candidate[mid=" + sdpMid + "]";
        }
    }

    /** The kinds of description that travel; rollback is a side's own business. */
    enum Kind {
        OFFER,
        ANSWER;

        /** As it stands in messages. */
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}

package org.confero.call;

import org.confero.protocol.ParticipantId;

/** Which side of a link gives way when both offer at once (perfect negotiation, W3C WebRTC, section 10.7). */
public enum Role {
    POLITE,
    IMPOLITE;

    /** The lower id is polite; both sides come to the same answer without a word between them. */
    public static Role of(ParticipantId self, ParticipantId peer) {
        return self.compareTo(peer) < 0 ? POLITE : IMPOLITE;
    }
}

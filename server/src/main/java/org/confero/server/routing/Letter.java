package org.confero.server.routing;

import java.util.List;
import org.confero.protocol.ParticipantId;

/**
 * What is to be said to participants on another node, written already.
 *
 * @param isLast whether they are not in the room: nothing follows
 */
public record Letter(List<ParticipantId> to, String text, boolean isLast) {
    public Letter {
        to = List.copyOf(to);
    }

    /** An SDP is not for logs. */
    @Override
    public String toString() {
        return "Letter" + to;
    }
}

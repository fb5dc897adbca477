package org.confero.server.room;

import java.util.List;
import org.confero.protocol.ParticipantId;
import org.confero.protocol.ServerMessage;

/**
 * One message and whom it is for. Its {@code seq}, where it has one, is 0: every session counts for itself, and the number
 * is put in on the way out.
 */
public record Delivery(List<ParticipantId> to, ServerMessage message) {
    public Delivery {
        to = List.copyOf(to);
    }
}

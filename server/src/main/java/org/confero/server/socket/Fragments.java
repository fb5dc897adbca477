package org.confero.server.socket;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.confero.protocol.Limits;

/** The pieces of a text that has not come to its end; exists only so long. For the container's thread, but for its age. */
final class Fragments {
    private final StringBuilder text = new StringBuilder();
    private final Instant began;
    private int count;
    private int bytes;

    Fragments(Instant began) {
        this.began = began;
    }

    void add(String piece) {
        count++;
        bytes += piece.getBytes(StandardCharsets.UTF_8).length;
        if (!isTooLarge()) {
            text.append(piece);
        }
    }

    boolean isTooLarge() {
        return bytes > Limits.FRAME_BYTES;
    }

    int count() {
        return count;
    }

    Instant began() {
        return began;
    }

    String text() {
        return text.toString();
    }
}

package org.confero.server.socket;

import java.io.ByteArrayOutputStream;
import java.time.Instant;
import org.confero.protocol.Limits;

/** The pieces of a text that has not come to its end; exists only so long. For the container's thread, but for its age. */
final class Fragments {
    private final ByteArrayOutputStream text = new ByteArrayOutputStream();
    private final Instant began;
    private int count;
    private boolean tooLarge;

    Fragments(Instant began) {
        this.began = began;
    }

    void add(byte[] piece) {
        count++;
        tooLarge |= text.size() + piece.length > Limits.FRAME_BYTES;
        if (!tooLarge) {
            text.writeBytes(piece);
        }
    }

    boolean isTooLarge() {
        return tooLarge;
    }

    int count() {
        return count;
    }

    Instant began() {
        return began;
    }

    byte[] text() {
        return text.toByteArray();
    }
}

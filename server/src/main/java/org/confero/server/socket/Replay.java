package org.confero.server.socket;

import java.util.ArrayDeque;
import java.util.List;

/**
 * What a session was sent and its client has not acknowledged, to be sent again on its next socket. Bounded: of too much the
 * oldest goes, and whoever would have needed it is told so. Guarded by its session.
 */
final class Replay {
    private final int mostMessages;
    private final int mostChars;
    private final ArrayDeque<String> kept = new ArrayDeque<>(1);
    private int chars;
    private long newest;

    Replay(int mostMessages, int mostChars) {
        this.mostMessages = mostMessages;
        this.mostChars = mostChars;
    }

    /** The number of the last message, 0 when there was none. */
    long newest() {
        return newest;
    }

    /** The number that the next message has to have. */
    long next() {
        return newest + 1;
    }

    /** Keeps the message of the number {@link #next}. */
    void add(String text) {
        newest++;
        kept.add(text);
        chars += text.length();
        while (kept.size() > mostMessages || chars > mostChars) {
            drop();
        }
    }

    /** The client has everything up to {@code seq}; what cannot be is ignored. */
    void acknowledge(long seq) {
        while (!kept.isEmpty() && newest - kept.size() < seq) {
            drop();
        }
    }

    /** Whether every message after {@code lastSeq} is still here. */
    boolean reachesBackTo(long lastSeq) {
        return lastSeq <= newest && lastSeq >= newest - kept.size();
    }

    /** What follows {@code lastSeq}, in order. */
    List<String> after(long lastSeq) {
        return kept.stream().skip(lastSeq - (newest - kept.size())).toList();
    }

    private void drop() {
        chars -= kept.remove().length();
    }
}

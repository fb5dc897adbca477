package org.confero.server.socket;

import java.util.ArrayDeque;
import java.util.List;

/**
 * What a session was sent and its client has not acknowledged, to be sent again on its next socket. Bounded: of too much the
 * oldest goes, and whoever would have needed it is told so. Guarded by its session.
 */
final class Replay {
    /** What a text takes besides its characters. */
    private static final int BYTES_EACH = 64;

    private final int mostMessages;
    private final int mostChars;
    private final ArrayDeque<String> kept = new ArrayDeque<>(1);
    private int chars;
    private long newest;
    private boolean givenUp;

    /** Goes on from {@code newest}, of which nothing is kept. */
    Replay(int mostMessages, int mostChars, long newest) {
        this.mostMessages = mostMessages;
        this.mostChars = mostChars;
        this.newest = newest;
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
        if (givenUp) {
            return;
        }
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

    /** The most memory that it takes, in bytes. */
    long bytes() {
        return (long) kept.size() * BYTES_EACH + 2L * chars;
    }

    /** Keeps nothing any more, until {@link #goOn} or {@link #beginAnew}: who is to miss something misses all. */
    void giveUp() {
        givenUp = true;
        kept.clear();
        chars = 0;
    }

    /** The client has all that it has missed, or is sent it now. */
    void goOn() {
        givenUp = false;
    }

    /** The client goes on from the newest, whatever it has missed. */
    void beginAnew() {
        givenUp = false;
        acknowledge(newest);
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

package org.confero.server.socket;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How long a session without a socket waits for another one, and how much shorter when its page has said goodbye. What it
 * answers holds while there is no socket. Guarded by its session.
 */
final class Grace {
    /**
     * How long a page that said goodbye may take to come back. From the going of a page to its successor's hello there are
     * the loading of scripts from a cache and three round trips; whoever closed the page should be gone within 2 s.
     */
    private static final Duration COME_BACK = Duration.ofSeconds(1);

    /** A browser closes the sockets of a page that is gone at once; this is a busy machine's time for it. */
    private static final Duration GOODBYE_HOLDS = Duration.ofSeconds(10);

    private final Duration time;
    private Instant detached;
    private @Nullable Instant goodbye;

    Grace(Duration time, Instant now) {
        this.time = time;
        this.detached = now;
    }

    /** The socket is lost. */
    void begin(Instant now) {
        detached = now;
    }

    /** The page is going, perhaps to be loaded again. */
    void sayGoodbye(Instant now) {
        goodbye = now;
    }

    /** There is a socket again: a goodbye said before means nothing any more. */
    void end() {
        goodbye = null;
    }

    /**
     * Whether nobody has come back after a goodbye. The socket may be lost before or after it; one that is lost much later
     * was the socket of a page that had come back before the goodbye was heard.
     */
    boolean hasLeft(Instant now) {
        if (goodbye == null || detached.isAfter(goodbye.plus(GOODBYE_HOLDS))) {
            return false;
        }
        Instant last = detached.isAfter(goodbye) ? detached : goodbye;
        return !now.isBefore(last.plus(COME_BACK));
    }

    /** Whether nobody has come back in all that time. */
    boolean isOver(Instant now) {
        return !now.isBefore(detached.plus(time));
    }
}

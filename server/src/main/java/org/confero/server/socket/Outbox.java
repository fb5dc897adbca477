package org.confero.server.socket;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.thread.Invocable.InvocationType;
import org.jspecify.annotations.Nullable;

/**
 * What waits to be sent on one socket. One send is under way in the container, the rest waits here, up to a bound; putting
 * something in never blocks, however slowly the other end reads. Any thread.
 */
final class Outbox {
    /** What a text takes on the heap besides its bytes; of short ones that is a fifth. */
    static final int PER_TEXT = 64;

    private final BiConsumer<ByteBuffer, Callback> wire;
    private final Consumer<Throwable> onBroken;
    private final InstantSource clock;
    private final long limit;

    // One for all sends: there is never more than one under way.
    private final Callback done = Callback.from(InvocationType.NON_BLOCKING, this::sent, this::broken);
    private final ArrayDeque<ByteBuffer> waiting = new ArrayDeque<>();
    private long waitingBytes;
    private boolean sending;
    private boolean pumping;
    private boolean closed;
    private Instant progress = Instant.MIN;

    /**
     * @param wire sends a text's UTF-8 asynchronously and completes the callback when it is out
     * @param onBroken told once a send has failed
     * @param limit most bytes of memory that may wait, besides those under way: UTF-8, and {@link #PER_TEXT} for each text
     */
    Outbox(BiConsumer<ByteBuffer, Callback> wire, Consumer<Throwable> onBroken, InstantSource clock, long limit) {
        this.wire = wire;
        this.onBroken = onBroken;
        this.clock = clock;
        this.limit = limit;
    }

    /**
     * Puts a text at the end, to be sent by the next {@link #flush}. The two are apart so that a caller can put under a lock
     * of its own and flush outside of it.
     *
     * @return false when the outbox is over its bound; the text is dropped and the socket should be closed
     */
    boolean put(String text) {
        ByteBuffer next = ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
        synchronized (this) {
            if (closed) {
                return true;
            }
            boolean idle = waiting.isEmpty() && !sending;
            if (!idle && waitingBytes + cost(next) > limit) {
                return false;
            }
            waiting.add(next);
            waitingBytes += cost(next);
            return true;
        }
    }

    /** Starts the next send unless one is under way. */
    void flush() {
        synchronized (this) {
            if (pumping) {
                return;
            }
            pumping = true;
        }
        // A loop, not a recursion: the wire may be done with a text before it returns.
        for (ByteBuffer next = begin(); next != null; next = begin()) {
            wire.accept(next, done);
        }
    }

    /** Whether something is under way and has been for {@code limit} without a send coming to its end. */
    synchronized boolean isStalled(Duration limit) {
        return sending && !closed && !clock.instant().isBefore(progress.plus(limit));
    }

    /** Drops what waits; nothing goes out from now on. */
    synchronized void close() {
        closed = true;
        waiting.clear();
        waitingBytes = 0;
    }

    private synchronized @Nullable ByteBuffer begin() {
        if (closed || sending || waiting.isEmpty()) {
            pumping = false;
            return null;
        }
        sending = true;
        progress = clock.instant();
        ByteBuffer next = waiting.remove();
        waitingBytes -= cost(next);
        return next;
    }

    private void sent() {
        synchronized (this) {
            sending = false;
        }
        flush();
    }

    private void broken(Throwable cause) {
        close();
        onBroken.accept(cause);
    }

    private static int cost(ByteBuffer text) {
        return PER_TEXT + text.remaining();
    }
}

package org.confero.server.routing;

import java.util.ArrayDeque;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Tasks of one room, run one at a time in the order of their coming, by whoever brings one while none is under way: no
 * thread waits and none is handed over. Bounded by its users: a session
 * brings a task, and at the end its leaving, only when the one before has run.
 */
final class Mailbox {
    private final ArrayDeque<Runnable> waiting = new ArrayDeque<>();
    private boolean running;
    private boolean closed;

    /**
     * Returns when the task has run or stands behind the one that runs.
     *
     * @param done asked when nothing is waiting: true closes this mailbox
     * @return false when this mailbox is closed: take a new one
     */
    boolean offer(Runnable task, BooleanSupplier done) {
        synchronized (this) {
            if (closed) {
                return false;
            }
            waiting.add(task);
            if (running) {
                return true;
            }
            running = true;
        }
        for (Runnable next = take(done); next != null; next = take(done)) {
            next.run();
        }
        return true;
    }

    private synchronized @Nullable Runnable take(BooleanSupplier done) {
        Runnable next = waiting.poll();
        if (next == null) {
            running = false;
            closed = done.getAsBoolean();
        }
        return next;
    }
}

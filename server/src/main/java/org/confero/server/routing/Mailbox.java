package org.confero.server.routing;

import java.util.ArrayDeque;
import java.util.concurrent.Executor;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Tasks of one room, run one at a time in the order of their coming, by whoever brings one while none is under way: no
 * thread waits and none is handed over. Where tasks may wait, a thread is lent for them. Bounded by its users: a session
 * brings a task, and at the end its leaving, only when the one before has run.
 */
public final class Mailbox {
    private final ArrayDeque<Runnable> waiting = new ArrayDeque<>();
    private boolean running;
    private boolean closed;

    /** What has become of a task. */
    private enum Place {
        FIRST,
        BEHIND,
        NONE
    }

    /**
     * Returns when the task has run or stands behind the one that runs.
     *
     * @param done asked when nothing is waiting: true closes this mailbox
     * @return false when this mailbox is closed: take a new one
     */
    boolean offer(Runnable task, BooleanSupplier done) {
        Place place = add(task);
        if (place == Place.FIRST) {
            drain(done);
        }
        return place != Place.NONE;
    }

    /** The same, returning at once: the tasks run on a thread of {@code lender}. */
    public boolean offer(Runnable task, BooleanSupplier done, Executor lender) {
        Place place = add(task);
        if (place == Place.FIRST) {
            lender.execute(() -> drain(done));
        }
        return place != Place.NONE;
    }

    private synchronized Place add(Runnable task) {
        if (closed) {
            return Place.NONE;
        }
        waiting.add(task);
        if (running) {
            return Place.BEHIND;
        }
        running = true;
        return Place.FIRST;
    }

    private void drain(BooleanSupplier done) {
        for (Runnable next = take(done); next != null; next = take(done)) {
            next.run();
        }
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

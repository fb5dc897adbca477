package org.confero.desktop.conference;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import org.jspecify.annotations.Nullable;

/** The conference's one thread: all of its state is only ever touched there. */
final class Loop extends ScheduledThreadPoolExecutor {
    private static final Logger LOG = System.getLogger(Loop.class.getName());

    Loop() {
        super(1, Thread.ofPlatform().daemon().name("confero-conference").factory(), (task, loop) -> {
            // What comes after the end is of no interest, and native callbacks must not meet an exception.
            LOG.log(Level.DEBUG, "The conference is over");
        });
        setRemoveOnCancelPolicy(true);
        setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
    }

    /** A scheduling executor keeps what its tasks throw to itself. */
    @Override
    protected void afterExecute(Runnable task, @Nullable Throwable thrown) {
        super.afterExecute(task, thrown);
        if (task instanceof Future<?> future && future.state() == Future.State.FAILED) {
            LOG.log(Level.ERROR, "The conference stumbled", future.exceptionNow());
        }
    }
}

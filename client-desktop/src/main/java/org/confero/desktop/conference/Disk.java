package org.confero.desktop.conference;

import java.io.IOException;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Where files are read and written, one thing after another: a disk may take its time, and the call does not wait for it. What
 * comes of it is told on the conference's thread. The methods are called there, too.
 */
final class Disk {
    /** For what has been begun to be deleted at the end. */
    private static final int CLOSE_SECONDS = 1;

    private final ExecutorService thread = new ThreadPoolExecutor(
            1,
            1,
            0,
            TimeUnit.SECONDS,
            // What may be under way bounds it: the windows of all that is taken, and one reading for everybody who is
            // sent to.
            new LinkedBlockingQueue<>(),
            Thread.ofPlatform().daemon().name("confero-disk").factory(),
            // After the end nothing is of interest.
            new ThreadPoolExecutor.DiscardPolicy());

    private final Executor loop;

    Disk(Executor loop) {
        this.loop = loop;
    }

    /** In its turn. */
    <T> void run(Callable<T> work, Consumer<T> done, Consumer<Exception> failed) {
        follow(begin(work, thread), done, failed);
    }

    /** Beside everything else, because it takes long. */
    <T> void runBeside(Callable<T> work, Consumer<T> done, Consumer<Exception> failed) {
        follow(begin(work, task -> Thread.ofVirtual().name("confero-sum").start(task)), done, failed);
    }

    private static <T> CompletableFuture<T> begin(Callable<T> work, Executor where) {
        return CompletableFuture.supplyAsync(
                () -> {
                    try {
                        return work.call();
                    } catch (Exception e) {
                        throw new CompletionException(e);
                    }
                },
                where);
    }

    private <T> void follow(CompletableFuture<T> work, Consumer<T> done, Consumer<Exception> failed) {
        var _ = work.whenComplete((result, failure) -> loop.execute(() -> {
            if (failure == null) {
                done.accept(result);
            } else {
                failed.accept(reason(failure));
            }
        }));
    }

    private static Exception reason(Throwable failure) {
        @Nullable Throwable cause = failure.getCause();
        return cause instanceof Exception reason ? reason : new IOException(failure);
    }

    /** Takes nothing more; done when all that was asked for has been done, or does not end. */
    CompletableFuture<Void> close() {
        thread.shutdown();
        CompletableFuture<Void> closed = new CompletableFuture<>();
        Thread.ofVirtual().start(() -> {
            try {
                var _ = thread.awaitTermination(CLOSE_SECONDS, TimeUnit.SECONDS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            closed.complete(null);
        });
        return closed;
    }
}

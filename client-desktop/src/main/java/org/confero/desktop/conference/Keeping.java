package org.confero.desktop.conference;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.confero.desktop.returning.KeptStay;
import org.confero.desktop.returning.StayFile;
import org.jspecify.annotations.Nullable;

/**
 * Has what a process needs that comes back after this one was killed on disk, and away from there when it is of no use any more: when
 * we leave, and when the session has been without the server for its grace time. All methods on the conference's thread; the disk is waited for by another one.
 */
final class Keeping {
    /** A process that comes back reckons the session's time from the last sign of it, so late at most. */
    private static final int SIGN_SECONDS = 2;

    private final @Nullable StayFile file;
    private final Disk disk;
    private @Nullable KeptStay kept;
    private long seen = System.nanoTime();

    /**
     * @param file null where nothing is kept
     * @param hasServer whether the session has its socket
     */
    Keeping(@Nullable StayFile file, Loop loop, Supplier<Boolean> hasServer) {
        this.file = file;
        this.disk = new Disk(loop);
        if (file != null) {
            var _ = loop.scheduleWithFixedDelay(
                    () -> look(file, hasServer.get()), SIGN_SECONDS, SIGN_SECONDS, TimeUnit.SECONDS);
        }
    }

    /** From now on, in the place of what there was; null for nothing. */
    void keep(@Nullable KeptStay stay) {
        StayFile to = file;
        if (to == null || (stay != null && stay.equals(kept))) {
            return;
        }
        kept = stay;
        seen = System.nanoTime();
        if (stay == null) {
            onDisk(to::forget);
        } else {
            onDisk(() -> to.keep(stay));
        }
    }

    private void look(StayFile to, boolean hasServer) {
        KeptStay now = kept;
        if (now == null) {
            return;
        }
        if (hasServer) {
            seen = System.nanoTime();
            onDisk(to::stillThere);
        } else if (System.nanoTime() - seen > now.grace().toNanos()) {
            keep(null);
        }
    }

    private void onDisk(Runnable work) {
        disk.run(
                () -> {
                    work.run();
                    return true;
                },
                done -> {},
                failed -> {});
    }

    /** There is nothing to come back to; done when it is gone from the disk. */
    CompletableFuture<Void> end() {
        StayFile to = file;
        if (to != null) {
            onDisk(to::forget);
        }
        return disk.close();
    }
}

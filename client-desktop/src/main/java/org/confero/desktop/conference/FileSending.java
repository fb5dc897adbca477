package org.confero.desktop.conference;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.IntConsumer;
import java.util.function.IntFunction;
import java.util.function.Predicate;
import org.confero.desktop.files.SourceFile;
import org.jspecify.annotations.Nullable;

/**
 * Reads pieces and sends them to one other client, one after another and no faster than its link takes them: there is never more
 * than one of them in memory here. All methods on the conference's thread.
 */
final class FileSending {
    private record Piece(int file, long offset, int length) {}

    /**
     * In milliseconds. A link says nothing when it can take more: a fast one is asked so often that it is never without work, a slow
     * one ever more seldom.
     */
    private static final long SOONEST = 1;

    private static final long LATEST = 10;

    private final Disk disk;
    private final ScheduledExecutorService loop;
    private final IntFunction<@Nullable SourceFile> sources;
    private final IntConsumer failed;

    /** At most the windows of all files. */
    private final Deque<Piece> queue = new ArrayDeque<>();

    private @Nullable Predicate<byte[]> way;
    private boolean busy;
    private long again = SOONEST;

    /**
     * @param loop the conference's thread
     * @param sources the file of this number
     * @param failed is told of a file that cannot be read
     */
    FileSending(
            Disk disk, ScheduledExecutorService loop, IntFunction<@Nullable SourceFile> sources, IntConsumer failed) {
        this.disk = disk;
        this.loop = loop;
        this.sources = sources;
        this.failed = failed;
    }

    /** This way from now on, which says whether it has taken a piece; null for none. */
    void use(@Nullable Predicate<byte[]> now) {
        way = now;
    }

    void add(int file, long offset, int length) {
        queue.addLast(new Piece(file, offset, length));
        goOn();
    }

    /** What is on its way already stays so, and is of no harm. */
    void forget(int file) {
        queue.removeIf(piece -> piece.file() == file);
    }

    private void goOn() {
        while (!busy && !queue.isEmpty()) {
            Piece piece = queue.removeFirst();
            SourceFile source = sources.apply(piece.file());
            if (source != null) {
                busy = true;
                disk.run(() -> source.piece(piece.file(), piece.offset(), piece.length()), this::send, reason -> {
                    busy = false;
                    failed.accept(piece.file());
                    goOn();
                });
            }
        }
    }

    private void send(byte[] piece) {
        Predicate<byte[]> now = way;
        if (now != null && !now.test(piece)) {
            var _ = loop.schedule(() -> send(piece), again, TimeUnit.MILLISECONDS);
            again = Math.min(2 * again, LATEST);
            return;
        }
        again = SOONEST;
        busy = false;
        goOn();
    }
}

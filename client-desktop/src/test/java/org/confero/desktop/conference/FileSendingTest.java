package org.confero.desktop.conference;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.confero.desktop.files.SourceFile;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileSendingTest {
    /** In seconds. */
    private static final int PATIENCE = 20;

    /** Remembers how long it was asked to wait, and does not wait. */
    private static final class Hurried extends ScheduledThreadPoolExecutor {
        private final List<Long> waits = new ArrayList<>();

        private Hurried() {
            super(1);
        }

        @Override
        public ScheduledFuture<?> schedule(Runnable task, long delay, TimeUnit unit) {
            if (delay > 0) {
                waits.add(unit.toMillis(delay));
            }
            return super.schedule(task, 0, unit);
        }
    }

    private final Hurried loop = new Hurried();
    private final Disk disk = new Disk(loop);

    @AfterEach
    void end() {
        disk.close().join();
        loop.shutdownNow();
    }

    @Test
    void aFastLinkIsNeverLeftWithoutWorkAndASlowOneIsAskedEverLessOften(@TempDir Path folder) throws IOException {
        Path file = Files.write(folder.resolve("two.bin"), new byte[] {1, 2});
        Patience link = new Patience(6, 2);
        try (SourceFile source = SourceFile.open(file)) {
            FileSending sending = new FileSending(disk, loop, number -> source, number -> link.done.complete(null));
            sending.use(link::take);
            loop.execute(() -> {
                sending.add(1, 0, 1);
                sending.add(1, 1, 1);
            });
            link.done.orTimeout(PATIENCE, TimeUnit.SECONDS).join();
        }
        assertThat(link.taken).containsExactly((byte) 1, (byte) 2);
        assertThat(loop.waits).containsExactly(1L, 2L, 4L, 8L, 10L, 10L, 1L, 2L);
    }

    @Test
    void theNextPiecesAreReadWhileOneWaitsAndNoMoreOfThemThanStayInMemory(@TempDir Path folder) throws IOException {
        Path file = Files.write(folder.resolve("long.bin"), new byte[100]);
        AtomicInteger reads = new AtomicInteger();
        CompletableFuture<Integer> readMeanwhile = new CompletableFuture<>();
        AtomicBoolean waiting = new AtomicBoolean();
        try (SourceFile source = SourceFile.open(file)) {
            IntFunction<SourceFile> sources = number -> {
                reads.incrementAndGet();
                return source;
            };
            FileSending sending = new FileSending(disk, loop, sources, number -> {});
            sending.use(piece -> {
                if (waiting.compareAndSet(false, true)) {
                    afterWhatIsBeingRead(() -> readMeanwhile.complete(reads.get()));
                }
                return false;
            });
            loop.execute(() -> IntStream.range(0, 100).forEach(at -> sending.add(1, at, 1)));
            assertThat(readMeanwhile.orTimeout(PATIENCE, TimeUnit.SECONDS).join())
                    .isEqualTo(2);
        }
    }

    @Test
    void whatIsForgottenIsNotSentAnyMore(@TempDir Path folder) throws IOException {
        Path file = Files.write(folder.resolve("three.bin"), new byte[] {1, 2, 3});
        List<Byte> taken = new ArrayList<>();
        CompletableFuture<Void> done = new CompletableFuture<>();
        AtomicBoolean waiting = new AtomicBoolean();
        AtomicBoolean open = new AtomicBoolean();
        try (SourceFile source = SourceFile.open(file)) {
            FileSending sending = new FileSending(disk, loop, number -> source, number -> {});
            sending.use(piece -> {
                if (waiting.compareAndSet(false, true)) {
                    afterWhatIsBeingRead(() -> {
                        sending.forget(1);
                        sending.add(2, 2, 1);
                        open.set(true);
                    });
                }
                if (!open.get()) {
                    return false;
                }
                taken.add(piece[piece.length - 1]);
                done.complete(null);
                return true;
            });
            loop.execute(() -> {
                sending.add(1, 0, 1);
                sending.add(1, 1, 1);
            });
            done.orTimeout(PATIENCE, TimeUnit.SECONDS).join();
        }
        assertThat(taken).containsExactly((byte) 3);
    }

    /** The disk does one thing after another, and tells of it on the loop in the same order. */
    private void afterWhatIsBeingRead(Runnable task) {
        disk.run(() -> task, Runnable::run, reason -> {});
    }

    /** A link that refuses each piece so many times before it takes it. */
    private static final class Patience {
        private final Deque<Integer> refusals = new ArrayDeque<>();
        private final List<Byte> taken = new ArrayList<>();
        private final CompletableFuture<Void> done = new CompletableFuture<>();

        private Patience(Integer... refusals) {
            this.refusals.addAll(List.of(refusals));
        }

        private boolean take(byte[] piece) {
            int left = refusals.removeFirst();
            if (left > 0) {
                refusals.addFirst(left - 1);
                return false;
            }
            taken.add(piece[piece.length - 1]);
            if (refusals.isEmpty()) {
                done.complete(null);
            }
            return true;
        }
    }
}

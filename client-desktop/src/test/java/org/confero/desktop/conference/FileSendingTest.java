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
import org.confero.desktop.files.SourceFile;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(30)
class FileSendingTest {
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
            link.done.join();
        }
        assertThat(link.taken).containsExactly((byte) 1, (byte) 2);
        assertThat(loop.waits).containsExactly(1L, 2L, 4L, 8L, 10L, 10L, 1L, 2L);
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

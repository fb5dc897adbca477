package org.confero.desktop.conference;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.IntConsumer;
import java.util.function.IntFunction;
import java.util.function.Predicate;
import org.confero.desktop.files.SourceFile;
import org.jspecify.annotations.Nullable;

/**
 * Reads pieces and sends them to one other client, one after another and no faster than its link takes them. The next are read while
 * one is sent, so that a link does not wait for the disk; no more of them are in memory here than can be read in two turns. All
 * methods on the conference's thread.
 */
final class FileSending {
    private record Piece(int file, long offset, int length) {}

    /** One that is read: header and all. */
    private static final class Read {
        private final int file;
        private final byte[] piece;

        private Read(int file, byte[] piece) {
            this.file = file;
            this.piece = piece;
        }
    }

    /** Pieces of a file that are read in one turn of the disk; the next turn begins when fewer are left to be sent. */
    private static final int AT_ONCE = 4;

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

    private final Deque<Read> ready = new ArrayDeque<>();
    private @Nullable Predicate<byte[]> way;
    private boolean reading;
    private boolean sending;
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
        read();
    }

    /** What is on its way already stays so, and is of no harm. */
    void forget(int file) {
        queue.removeIf(piece -> piece.file() == file);
        ready.removeIf(read -> read.file == file);
    }

    private void read() {
        while (!reading && ready.size() < AT_ONCE && !queue.isEmpty()) {
            List<Piece> turn = nextTurn();
            int file = turn.getFirst().file();
            SourceFile source = sources.apply(file);
            if (source != null) {
                reading = true;
                disk.run(() -> read(source, turn), this::send, reason -> {
                    reading = false;
                    failed.accept(file);
                    read();
                });
            }
        }
    }

    /** The first ones of the queue, as far as they are of one file. */
    private List<Piece> nextTurn() {
        List<Piece> turn = new ArrayList<>();
        int file = queue.getFirst().file();
        while (turn.size() < AT_ONCE && !queue.isEmpty() && queue.getFirst().file() == file) {
            turn.add(queue.removeFirst());
        }
        return turn;
    }

    /** On the disk's thread. */
    private static List<Read> read(SourceFile source, List<Piece> turn) throws IOException {
        List<Read> pieces = new ArrayList<>();
        for (Piece piece : turn) {
            pieces.add(new Read(piece.file(), source.piece(piece.file(), piece.offset(), piece.length())));
        }
        return pieces;
    }

    private void send(List<Read> pieces) {
        reading = false;
        ready.addAll(pieces);
        read();
        if (!sending) {
            sendNext();
        }
    }

    /** One in each turn of the thread: handing it over takes the link's time, and other things have to be done, too. */
    private void sendNext() {
        Read next = ready.peekFirst();
        sending = next != null;
        if (next == null) {
            return;
        }
        Predicate<byte[]> now = way;
        if (now != null && !now.test(next.piece)) {
            var _ = loop.schedule(this::sendNext, again, TimeUnit.MILLISECONDS);
            again = Math.min(2 * again, LATEST);
            return;
        }
        again = SOONEST;
        ready.removeFirst();
        read();
        loop.execute(this::sendNext);
    }
}

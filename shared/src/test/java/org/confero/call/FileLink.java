package org.confero.call;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.function.Consumer;
import org.confero.Seeded;
import org.confero.protocol.FileName;
import org.confero.protocol.FileRefusal;
import org.confero.protocol.Limits;

/**
 * Somebody who sends files and somebody who takes them, over a link that breaks: its two channels keep order each and not with each
 * other, what is on its way when it breaks is lost, and disks and sums take their time.
 */
final class FileLink {
    /** {@link FilesOut#step}, or the same with a fault planted in it. */
    interface OutStepper {
        FilesOut.Step step(FilesOut.State state, FilesOutEvent event);
    }

    /** {@link FilesIn#step}, or the same with a fault planted in it. */
    interface InStepper {
        FilesIn.Step step(FilesIn.State state, FilesInEvent event);
    }

    private static final FileName NAME = new FileName("plan.pdf");
    private static final String SHA = "5".repeat(64);

    /** What is written when other bytes than those that were to come are. */
    private static final String WRONG = "6".repeat(64);

    /** No run takes longer, or it never ends. */
    private static final int MOST_DELIVERIES = 20_000;

    private record Piece(int file, long offset, int length) {}

    private final Random random;
    private final OutStepper outStepper;
    private final InStepper inStepper;
    private FilesOut.State out = FilesOut.State.NONE;
    private FilesIn.State in = FilesIn.State.NONE;
    private boolean outUp;
    private boolean inUp;
    private final Deque<FilesInEvent> toIn = new ArrayDeque<>();
    private final Deque<FilesOutEvent> toOut = new ArrayDeque<>();

    /** Asked for and not sent: the sender's own queue. */
    private final Deque<Piece> unsent = new ArrayDeque<>();

    private final Deque<Piece> pieces = new ArrayDeque<>();
    private final Deque<FilesInEvent> disk = new ArrayDeque<>();
    private final Deque<FilesOutEvent> sums = new ArrayDeque<>();
    private final Map<Integer, Long> sizes = new HashMap<>();
    private final Map<Integer, Long> written = new HashMap<>();
    private final Set<Integer> mixedUp = new HashSet<>();
    private final Map<Integer, FileStage> sender = new HashMap<>();
    private final Map<Integer, FileStage> receiver = new HashMap<>();
    private Piece coming = new Piece(0, 0, 0);
    private int offered;

    FileLink(Random random, OutStepper outStepper, InStepper inStepper) {
        this.random = random;
        this.outStepper = outStepper;
        this.inStepper = inStepper;
    }

    /** Files are offered, taken, broken off and broken; then the link is up and stays so until nothing moves. */
    void live(int happenings) {
        for (int i = 0; i < happenings; i++) {
            happen();
        }
        up();
        settle();
        for (int file = 1; file <= offered; file++) {
            feed(new FilesInEvent.Accept(file));
        }
        settle();
    }

    /** Both sides agree on how each file ended, and each that is done is whole. */
    void check() {
        for (int file = 1; file <= offered; file++) {
            FileStage sent = stage(sender, file);
            FileStage taken = stage(receiver, file);
            assertThat(sent.isOver())
                    .as("sender's %s of %s: %s/%s", sent, file, out, in)
                    .isTrue();
            if (receiver.containsKey(file)) {
                assertThat(taken.isOver())
                        .as("receiver's %s of %s", taken, file)
                        .isTrue();
            }
            // What the sender breaks off may have ended otherwise before the receiver heard of it.
            if (sent != FileStage.CANCELLED_HERE && sent != FileStage.FAILED_HERE && receiver.containsKey(file)) {
                assertThat(taken)
                        .as("what became of %s, %s to its sender", file, sent)
                        .isEqualTo(other(sent));
            }
            assertThat(taken).as("nothing damages %s on its way", file).isNotEqualTo(FileStage.DAMAGED);
            if (taken == FileStage.DONE) {
                assertThat(written.get(file)).isEqualTo(sizes.get(file));
            }
        }
        assertThat(out.files()).isEmpty();
        assertThat(in.files()).isEmpty();
    }

    long done() {
        return receiver.values().stream()
                .filter(stage -> stage == FileStage.DONE)
                .count();
    }

    private static FileStage stage(Map<Integer, FileStage> stages, int file) {
        return stages.getOrDefault(file, FileStage.OFFERED);
    }

    private static FileStage other(FileStage stage) {
        return switch (stage) {
            case CANCELLED_THERE -> FileStage.CANCELLED_HERE;
            case FAILED_THERE -> FileStage.FAILED_HERE;
            default -> stage;
        };
    }

    private void happen() {
        int file = 1 + random.nextInt(Math.max(1, offered));
        switch (random.nextInt(40)) {
            case 0, 1 -> offer();
            case 2 -> feed(random.nextBoolean() ? new FilesOutEvent.Cancel(file) : new FilesOutEvent.Failed(file));
            case 3 -> feed(random.nextInt(3) == 0 ? new FilesInEvent.Failed(file) : new FilesInEvent.Decline(file));
            case 4, 5, 6, 7 -> feed(new FilesInEvent.Accept(file));
            case 8 -> cut();
            case 9, 10, 11, 12 -> up();
            default -> move();
        }
    }

    private void offer() {
        offered++;
        long size = Seeded.oneOf(random, List.of(0L, 1L, (long) FilesOut.PIECE, 300_000L, 1_048_576L, 3_000_000L));
        sizes.put(offered, size);
        feed(new FilesOutEvent.Offer(offered, NAME, size));
    }

    /** The link breaks, and each side learns of it at a moment of its own. */
    private void cut() {
        toIn.clear();
        toOut.clear();
        // Those that wait on the other side may be looked at later.
        if (random.nextBoolean()) {
            pieces.clear();
        }
        if (outUp) {
            outUp = false;
            feed(new FilesOutEvent.Closed());
        }
        if (inUp) {
            inUp = false;
            feed(new FilesInEvent.Closed());
        }
    }

    private void up() {
        if (!outUp && !inUp) {
            outUp = true;
            inUp = true;
            feed(new FilesOutEvent.Opened());
            feed(new FilesInEvent.Opened());
        }
    }

    private void settle() {
        for (int i = 0; moves(); i++) {
            assertThat(i).as("it ends").isLessThan(MOST_DELIVERIES);
            move();
        }
    }

    private boolean moves() {
        return !(toIn.isEmpty()
                && toOut.isEmpty()
                && unsent.isEmpty()
                && pieces.isEmpty()
                && disk.isEmpty()
                && sums.isEmpty());
    }

    private void move() {
        switch (random.nextInt(6)) {
            case 0 -> next(toIn, this::feed);
            case 1 -> next(toOut, this::feed);
            case 2 ->
                next(unsent, piece -> {
                    if (outUp) {
                        pieces.addLast(piece);
                    }
                });
            case 3 ->
                next(pieces, piece -> {
                    coming = piece;
                    feed(new FilesInEvent.Piece(piece.file(), piece.offset(), piece.length()));
                });
            case 4 -> next(disk, this::feed);
            default -> next(sums, this::feed);
        }
    }

    private static <T> void next(Deque<T> queue, Consumer<T> consumer) {
        if (!queue.isEmpty()) {
            consumer.accept(queue.removeFirst());
        }
    }

    private void feed(FilesOutEvent event) {
        FilesOut.Step step = outStepper.step(out, event);
        out = step.next();
        assertThat(out.files()).hasSizeLessThanOrEqualTo(Limits.FILES_PER_LINK);
        for (FilesOutEffect effect : step.effects()) {
            switch (effect) {
                case FilesOutEffect.SendOffer(var file, var name, var size) ->
                    say(toIn, outUp, new FilesInEvent.Offered(file, name, size));
                case FilesOutEffect.SendDone(var file, var sha256) ->
                    say(toIn, outUp, new FilesInEvent.Done(file, sha256));
                case FilesOutEffect.SendCancel(var file) -> say(toIn, outUp, new FilesInEvent.Cancelled(file));
                case FilesOutEffect.SendPiece(var file, var offset, var length) -> {
                    assertThat(length).isBetween(1, FilesOut.PIECE);
                    unsent.addLast(new Piece(file, offset, length));
                }
                case FilesOutEffect.Forget(var file) -> unsent.removeIf(piece -> piece.file() == file);
                case FilesOutEffect.Hash(var file) -> sums.addLast(new FilesOutEvent.Hashed(file, SHA));
                case FilesOutEffect.Show(var file, var stage, var bytes) -> show(sender, file, stage, bytes);
            }
        }
        out.files()
                .forEach((number, file) -> assertThat(file.sent() - file.has())
                        .as("under way of %s", number)
                        .isLessThanOrEqualTo(Limits.FILE_WINDOW_BYTES));
    }

    private void feed(FilesInEvent event) {
        FilesIn.Step step = inStepper.step(in, event);
        in = step.next();
        assertThat(in.files()).hasSizeLessThanOrEqualTo(Limits.FILES_PER_LINK);
        assertThat(in.over()).hasSizeLessThanOrEqualTo(Limits.FILES_PER_LINK);
        for (FilesInEffect effect : step.effects()) {
            switch (effect) {
                case FilesInEffect.SendAccept(var file, var offset) ->
                    say(toOut, inUp, new FilesOutEvent.Accepted(file, offset));
                case FilesInEffect.SendProgress(var file, var offset) ->
                    say(toOut, inUp, new FilesOutEvent.Progressed(file, offset));
                case FilesInEffect.SendRefuse(var file, FileRefusal reason) ->
                    say(toOut, inUp, new FilesOutEvent.Refused(file, reason));
                case FilesInEffect.Begin(var file) ->
                    assertThat(written.put(file, 0L)).as("begun before").isNull();
                case FilesInEffect.Write(var file) -> write(file);
                case FilesInEffect.Finish(var file, var sha256) ->
                    disk.addLast(
                            sha256.equals(mixedUp.contains(file) ? WRONG : SHA)
                                    ? new FilesInEvent.Kept(file)
                                    : new FilesInEvent.Damaged(file));
                case FilesInEffect.Discard(var file) ->
                    assertThat(written.remove(file)).as("nothing to discard").isNotNull();
                case FilesInEffect.Show(var file, var stage, var bytes) -> show(receiver, file, stage, bytes);
            }
        }
    }

    private void write(int file) {
        assertThat(coming.file()).isEqualTo(file);
        Long before = written.get(file);
        assertThat(before).as("written to nowhere").isNotNull();
        if (before != null) {
            if (coming.offset() != before) {
                mixedUp.add(file);
            }
            long now = before + coming.length();
            written.put(file, now);
            disk.addLast(new FilesInEvent.Written(file, now));
        }
    }

    private static <T> void say(Deque<T> way, boolean up, T event) {
        assertThat(up).as("said over a channel that is down: %s", event).isTrue();
        way.addLast(event);
    }

    private void show(Map<Integer, FileStage> shown, int file, FileStage stage, long bytes) {
        FileStage before = shown.put(file, stage);
        assertThat(before == null || !before.isOver())
                .as("%s after %s", stage, before)
                .isTrue();
        assertThat(bytes).isBetween(0L, sizes.getOrDefault(file, 0L));
    }
}

package org.confero.conformance;

import java.util.List;
import java.util.NavigableMap;
import java.util.Random;
import org.confero.Seeded;
import org.confero.call.FilesIn;
import org.confero.call.FilesInEvent;
import org.confero.call.FilesOut;
import org.confero.call.FilesOutEvent;
import org.confero.protocol.FileName;
import org.confero.protocol.FileRefusal;
import org.confero.protocol.Limits;
import org.jspecify.annotations.Nullable;

/** Files between two of whom each says and claims anything at any time. */
final class FileTraces {
    private static final FileName NAME = new FileName("plan.pdf");
    private static final List<Long> SIZES = List.of(0L, 1L, (long) FilesOut.PIECE, 200_000L, 3_000_000L);
    private static final String SHA = "5".repeat(64);

    record Nothing() {}

    static final StepTraces<FilesOut.State, FilesOutEvent> OUT = new StepTraces<>(
            "files-out",
            40,
            60,
            random -> new StepTraces.Start<>(new Nothing(), FilesOut.State.NONE),
            FileTraces::out,
            (state, event) -> {
                FilesOut.Step step = FilesOut.step(state, event);
                return new StepTraces.Taken<>(step.next(), step.effects());
            });

    static final StepTraces<FilesIn.State, FilesInEvent> IN = new StepTraces<>(
            "files-in",
            40,
            60,
            random -> new StepTraces.Start<>(new Nothing(), FilesIn.State.NONE),
            FileTraces::in,
            (state, event) -> {
                FilesIn.Step step = FilesIn.step(state, event);
                return new StepTraces.Taken<>(step.next(), step.effects());
            });

    static final List<StepTraces<?, ?>> ALL = List.of(OUT, IN);

    private FileTraces() {}

    private static FilesOutEvent out(Random random, FilesOut.State state) {
        int number = known(random, state.files());
        FilesOut.File file = state.files().get(number);
        if (goesOnOffering(random, state.files().size())) {
            return new FilesOutEvent.Offer(1 + random.nextInt(40), NAME, 1);
        }
        return switch (random.nextInt(24)) {
            case 0, 1 -> new FilesOutEvent.Offer(number(random), NAME, Seeded.oneOf(random, SIZES));
            case 2 -> random.nextBoolean() ? new FilesOutEvent.Cancel(number) : new FilesOutEvent.Failed(number);
            case 3, 4 -> new FilesOutEvent.Hashed(number, SHA);
            case 5, 6, 7 -> new FilesOutEvent.Opened();
            case 8 -> random.nextInt(4) == 0 ? new FilesOutEvent.Gone() : new FilesOutEvent.Closed();
            case 9 -> new FilesOutEvent.Refused(number, Seeded.oneOf(random, List.of(FileRefusal.values())));
            case 10, 11, 12, 13 -> new FilesOutEvent.Accepted(number, position(random, file == null ? 0 : file.has()));
            case 14, 15, 16 -> new FilesOutEvent.Progressed(number, file == null ? 0 : file.size());
            default -> new FilesOutEvent.Progressed(number, position(random, file == null ? 0 : file.sent()));
        };
    }

    private static FilesInEvent in(Random random, FilesIn.State state) {
        int number = known(random, state.files());
        FilesIn.File file = state.files().get(number);
        if (goesOnOffering(random, state.files().size())) {
            return new FilesInEvent.Offered(1 + random.nextInt(40), NAME, 1);
        }
        long came = position(random, file == null ? 0 : file.came());
        return switch (random.nextInt(32)) {
            case 0, 1, 2 -> new FilesInEvent.Offered(number(random), NAME, Seeded.oneOf(random, SIZES));
            case 3, 4, 5 -> new FilesInEvent.Done(number, SHA);
            case 6 -> random.nextBoolean() ? new FilesInEvent.Cancelled(number) : new FilesInEvent.Decline(number);
            case 7, 8, 9, 10, 11, 12, 13, 14, 15 -> new FilesInEvent.Piece(number, came, length(random, file));
            case 16, 17, 18, 19 -> new FilesInEvent.Accept(number);
            case 20, 21, 22, 23, 24 -> new FilesInEvent.Written(number, came);
            case 25 -> random.nextBoolean() ? new FilesInEvent.Failed(number) : new FilesInEvent.Damaged(number);
            case 26 -> new FilesInEvent.Kept(number);
            case 27 -> random.nextInt(4) == 0 ? new FilesInEvent.Gone() : new FilesInEvent.Closed();
            default -> new FilesInEvent.Opened();
        };
    }

    /** Who has offered many goes on, until they are too many. */
    private static boolean goesOnOffering(Random random, int files) {
        return files > 3 && random.nextInt(4) > 0;
    }

    /** Mostly one that there is. */
    private static int known(Random random, NavigableMap<Integer, ?> files) {
        return files.isEmpty() || random.nextInt(8) == 0
                ? number(random)
                : Seeded.oneOf(random, List.copyOf(files.keySet()));
    }

    private static int number(Random random) {
        return 1 + random.nextInt(random.nextInt(8) == 0 ? 6 : 2);
    }

    /** Mostly the one that fits. */
    private static long position(Random random, long fitting) {
        return switch (random.nextInt(8)) {
            case 0 -> Seeded.oneOf(random, SIZES);
            case 1 -> Math.max(0, fitting - FilesOut.PIECE);
            default -> fitting;
        };
    }

    private static int length(Random random, FilesIn.@Nullable File file) {
        return switch (random.nextInt(6)) {
            case 0 -> random.nextInt(3);
            case 1 -> Limits.FILE_WINDOW_BYTES;
            case 2 -> 4 * FilesOut.PIECE;
            default -> file == null ? FilesOut.PIECE : Math.toIntExact(Math.min(FilesOut.PIECE, file.size()));
        };
    }
}

package org.confero.desktop.ui.call;

import static java.util.stream.Collectors.joining;

import java.nio.file.Path;
import java.util.Locale;
import org.confero.desktop.conference.FileLine;

/** What is said of a file that is offered: what has happened to it, and what the person can do. */
final class FileWords {
    private static final String[] UNITS = {"bytes", "kB", "MB", "GB"};

    private FileWords() {}

    /** Who offers it. */
    static String sender(FileLine line) {
        return line.own() || line.shares().isEmpty()
                ? "You"
                : line.shares().getFirst().name().value();
    }

    /** How it stands, in a line for everybody that it is about. */
    static String status(FileLine line) {
        if (line.shares().isEmpty()) {
            return "Nobody here can take it. Offer it again when somebody has joined.";
        }
        return line.shares().stream()
                .map(share -> line.own() ? sent(line, share) : taken(line, share))
                .collect(joining("\n"));
    }

    /** From 0 to 1, of all that is wanted; for what is not over. */
    static double progress(FileLine line) {
        long taken = line.shares().stream()
                .filter(FileWords::moves)
                .mapToLong(FileLine.Share::bytes)
                .sum();
        long wanted =
                line.size() * line.shares().stream().filter(FileWords::moves).count();
        return wanted == 0 ? 0 : (double) taken / wanted;
    }

    static boolean moves(FileLine.Share share) {
        return share.stage() == FileLine.Stage.MOVING || share.stage() == FileLine.Stage.WAITING;
    }

    /** In the units that people know it in, of a thousand each. */
    static String size(long bytes) {
        double amount = bytes;
        int unit = 0;
        while (amount >= 999.5 && unit < UNITS.length - 1) {
            amount /= 1000;
            unit++;
        }
        String form = unit == 0 || amount >= 99.5 ? "%.0f %s" : "%.1f %s";
        return bytes == 1 ? "1 byte" : String.format(Locale.ROOT, form, amount, UNITS[unit]);
    }

    private static String percent(FileLine line, FileLine.Share share) {
        return (line.size() == 0 ? 0 : 100 * share.bytes() / line.size()) + " %";
    }

    private static String sent(FileLine line, FileLine.Share share) {
        String name = share.name().value();
        return switch (share.stage()) {
            case OFFERED -> name + " has not answered yet";
            case MOVING -> name + ": " + percent(line, share);
            case WAITING -> name + ": " + percent(line, share) + ", goes on when the connection is back";
            case DONE -> name + " has it";
            case DECLINED -> name + " does not want it";
            case CANCELLED_HERE -> "You cancelled it: " + name + " does not have it";
            case CANCELLED_THERE -> name + " has cancelled it";
            case FAILED_HERE -> name + " does not have it: the file cannot be read any more. Choose it again.";
            case FAILED_THERE -> name + " could not save it: there may be no space. Offer it again later.";
            case DAMAGED -> "It was damaged on its way to " + name + ". Offer it again.";
            case GONE -> name + " left before having it";
            case TOO_MANY ->
                "Too many files are offered to " + name + ". Wait until some are done, and offer it again.";
        };
    }

    private static String taken(FileLine line, FileLine.Share share) {
        String name = share.name().value();
        Path saved = line.saved();
        return switch (share.stage()) {
            case OFFERED -> "Do you want it?";
            case MOVING -> percent(line, share);
            case WAITING -> percent(line, share) + ", goes on when the connection is back";
            case DONE -> saved == null ? "Saved" : "Saved to " + saved;
            case DECLINED -> "You declined it";
            case CANCELLED_HERE -> "You cancelled it: nothing of it was kept";
            case CANCELLED_THERE, FAILED_THERE, TOO_MANY -> name + " has taken it back: nothing of it was kept";
            case FAILED_HERE ->
                "It could not be saved. Look whether there is space left, and ask " + name + " to offer it again.";
            case DAMAGED -> "What came was damaged and has been deleted. Ask " + name + " to offer it again.";
            case GONE -> name + " left before it was complete: nothing of it was kept";
        };
    }
}

package org.confero.server.room;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import org.confero.protocol.LeaveReason;

/** Why somebody is not in a room any more. */
public enum Departure {
    LEFT,
    LOST,
    REMOVED,
    /** The call was ended for everybody. */
    ENDED;

    private final String word = name().toLowerCase(Locale.ROOT);

    /** As it stands in events. */
    public String word() {
        return word;
    }

    public static Optional<Departure> ofWord(String word) {
        return Arrays.stream(values()).filter(one -> one.word.equals(word)).findFirst();
    }

    static Departure of(LeaveReason reason) {
        return switch (reason) {
            case LEFT -> LEFT;
            case LOST -> LOST;
            case REMOVED -> REMOVED;
        };
    }
}

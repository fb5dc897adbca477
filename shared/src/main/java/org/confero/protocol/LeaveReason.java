package org.confero.protocol;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** Why a participant is gone. */
public enum LeaveReason {
    /** It said so. */
    LEFT,
    /** Its socket was lost and no other came in time. */
    LOST,
    /** A host put it out. */
    REMOVED;

    private final String word = name().toLowerCase(Locale.ROOT);

    /** As it stands in messages. */
    public String word() {
        return word;
    }

    public static Optional<LeaveReason> ofWord(String word) {
        return Arrays.stream(values())
                .filter(reason -> reason.word.equals(word))
                .findFirst();
    }
}

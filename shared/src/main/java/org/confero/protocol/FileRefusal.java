package org.confero.protocol;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** Why a receiver takes no more of a file. */
public enum FileRefusal {
    /** The person does not want it. */
    DECLINED,
    /** The person wanted it, and no longer does. */
    CANCELLED,
    /** It cannot be kept: no space, or no right to write. */
    FAILED,
    /** All of it came, and its SHA-256 is another one. */
    DAMAGED;

    private final String word = name().toLowerCase(Locale.ROOT);

    /** As it stands in messages. */
    public String word() {
        return word;
    }

    public static Optional<FileRefusal> ofWord(String word) {
        return Arrays.stream(values())
                .filter(reason -> reason.word.equals(word))
                .findFirst();
    }
}

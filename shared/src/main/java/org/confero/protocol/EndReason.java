package org.confero.protocol;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** Why a room is over for everybody in it. */
public enum EndReason {
    /** A host said so. */
    HOST,
    /** It was deleted over HTTP. */
    DELETED,
    /** Its time was over. */
    EXPIRED;

    private final String word = name().toLowerCase(Locale.ROOT);

    /** As it stands in messages. */
    public String word() {
        return word;
    }

    public static Optional<EndReason> ofWord(String word) {
        return Arrays.stream(values())
                .filter(reason -> reason.word.equals(word))
                .findFirst();
    }
}

package org.confero.server.room;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import org.confero.protocol.EndReason;

/** Why a call is over. */
public enum Closing {
    /** The last one went. */
    EMPTY,
    HOST,
    DELETED,
    EXPIRED;

    private final String word = name().toLowerCase(Locale.ROOT);

    /** As it stands in events. */
    public String word() {
        return word;
    }

    public static Optional<Closing> ofWord(String word) {
        return Arrays.stream(values()).filter(one -> one.word.equals(word)).findFirst();
    }

    static Closing of(EndReason reason) {
        return switch (reason) {
            case HOST -> HOST;
            case DELETED -> DELETED;
            case EXPIRED -> EXPIRED;
        };
    }
}

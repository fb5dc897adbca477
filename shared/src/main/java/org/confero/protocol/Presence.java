package org.confero.protocol;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** How a participant stands with the server. Says nothing of the links to it. */
public enum Presence {
    /** Its session has a socket. */
    CONNECTED,
    /** Its socket is gone, and its session waits for another one. */
    RECONNECTING;

    private final String word = name().toLowerCase(Locale.ROOT);

    /** As it stands in messages. */
    public String word() {
        return word;
    }

    public static Optional<Presence> ofWord(String word) {
        return Arrays.stream(values())
                .filter(presence -> presence.word.equals(word))
                .findFirst();
    }
}

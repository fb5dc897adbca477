package org.confero.protocol;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What became of the wish to go on with an earlier session. */
public enum Resumed {
    /** Nothing: the session is a new one, because no other was asked for or that one is over. */
    NONE,
    /** It goes on, and every message that was missed follows, in order and once. */
    COMPLETE,
    /** It goes on, but messages are lost: a fresh joined follows when it is in a room. */
    INCOMPLETE;

    private final String word = name().toLowerCase(Locale.ROOT);

    /** As it stands in messages. */
    public String word() {
        return word;
    }

    public static Optional<Resumed> ofWord(String word) {
        return Arrays.stream(values())
                .filter(resumed -> resumed.word.equals(word))
                .findFirst();
    }
}

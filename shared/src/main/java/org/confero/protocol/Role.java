package org.confero.protocol;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What a participant may do in its room. */
public enum Role {
    /** Everything, also to others. */
    HOST,
    PARTICIPANT;

    private final String word = name().toLowerCase(Locale.ROOT);

    /** As it stands in messages. */
    public String word() {
        return word;
    }

    public static Optional<Role> ofWord(String word) {
        return Arrays.stream(values()).filter(role -> role.word.equals(word)).findFirst();
    }
}

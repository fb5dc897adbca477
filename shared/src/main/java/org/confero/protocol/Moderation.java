package org.confero.protocol;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What a host may do. PROTOCOL.md, "Hosts". */
public enum Moderation {
    /** Lets somebody in who waits. */
    ADMIT(true),
    /** Sends somebody away who waits. */
    DENY(true),
    /** Puts somebody out of the room. */
    REMOVE(true),
    /** Asks somebody to mute the microphone; nobody can do it for them. */
    MUTE(true),
    /** Nobody comes in from now on. */
    LOCK(false),
    UNLOCK(false),
    /** Makes somebody a host. */
    PROMOTE(true),
    /** Makes a host a participant like the others. */
    DEMOTE(true),
    /** Ends the call for everybody. */
    END(false);

    private final boolean needsTarget;
    private final String word = name().toLowerCase(Locale.ROOT);

    Moderation(boolean needsTarget) {
        this.needsTarget = needsTarget;
    }

    /** Whether it is done to one participant. */
    public boolean needsTarget() {
        return needsTarget;
    }

    /** As it stands in messages. */
    public String word() {
        return word;
    }

    public static Optional<Moderation> ofWord(String word) {
        return Arrays.stream(values())
                .filter(action -> action.word.equals(word))
                .findFirst();
    }
}

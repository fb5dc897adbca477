package org.confero.protocol;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** Stable words for what went wrong, the same over the socket and over HTTP. PROTOCOL.md says when each is sent. */
public enum ErrorCode {
    BAD_MESSAGE,
    UNKNOWN_TYPE,
    TOO_LARGE,
    HELLO_EXPECTED,
    ALREADY_JOINED,
    NOT_JOINED,
    NO_SUCH_PARTICIPANT,
    ROOM_INVALID,
    NO_SUCH_ROOM,
    NAME_INVALID,
    ROOM_FULL,
    ROOM_LOCKED,
    WRONG_PASSCODE,
    UNAUTHORIZED,
    NOT_ALLOWED,
    CONFLICT,
    NOT_FOUND,
    TOO_MANY_REQUESTS,
    UNAVAILABLE,
    INTERNAL;

    private final String word = name().toLowerCase(Locale.ROOT).replace('_', '-');

    /** As it stands in messages: kebab-case. */
    public String word() {
        return word;
    }

    public static Optional<ErrorCode> ofWord(String word) {
        return Arrays.stream(values()).filter(code -> code.word.equals(word)).findFirst();
    }
}

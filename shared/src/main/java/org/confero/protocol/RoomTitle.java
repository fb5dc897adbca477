package org.confero.protocol;

import java.util.regex.Pattern;

/**
 * What a room is called, beside its id: Unicode, trimmed, on one line.
 *
 * Throws {@link InvalidValueException} with {@link ErrorCode#BAD_MESSAGE} when it is empty, longer than
 *     {@link Limits#TITLE_CODE_POINTS}, or has control or direction-changing characters
 */
public record RoomTitle(String value) {
    private static final Pattern FORBIDDEN =
            Pattern.compile("[\\p{Cc}\\p{Zl}\\p{Zp}\\p{Cs}\\x{202A}-\\x{202E}\\x{2066}-\\x{2069}]");

    public RoomTitle {
        value = value.strip();
        int length = value.codePointCount(0, value.length());
        if (length == 0 || length > Limits.TITLE_CODE_POINTS) {
            throw new InvalidValueException(
                    ErrorCode.BAD_MESSAGE, "A title has 1 to " + Limits.TITLE_CODE_POINTS + " characters");
        }
        if (FORBIDDEN.matcher(value).find()) {
            throw new InvalidValueException(
                    ErrorCode.BAD_MESSAGE, "A title has no control or direction-changing characters");
        }
    }
}

package org.confero.protocol;

import java.util.regex.Pattern;

/**
 * What a file is called by whoever offers it. It says nothing about where it may be kept: no separators of paths, no control or
 * direction-changing characters, not {@code .} or {@code ..}; the receiver makes it safe for its own system besides.
 *
 * Throws {@link InvalidValueException} with {@link ErrorCode#BAD_MESSAGE} for anything else, and unless it has 1 to
 *     {@link Limits#FILE_NAME_CHARS} characters
 */
public record FileName(String value) {
    private static final Pattern FORBIDDEN =
            Pattern.compile("[/\\\\\\p{Cc}\\p{Zl}\\p{Zp}\\p{Cs}\\x{202A}-\\x{202E}\\x{2066}-\\x{2069}]|^\\.\\.?$");

    public FileName {
        if (value.isEmpty()
                || value.length() > Limits.FILE_NAME_CHARS
                || FORBIDDEN.matcher(value).find()) {
            throw new InvalidValueException(
                    ErrorCode.BAD_MESSAGE,
                    "A file's name has 1 to " + Limits.FILE_NAME_CHARS
                            + " characters, none of them a separator or control character");
        }
    }

    /** Ids, never content. */
    @Override
    public String toString() {
        return "FileName[" + value.length() + " characters]";
    }
}

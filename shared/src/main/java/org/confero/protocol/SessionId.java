package org.confero.protocol;

import java.util.regex.Pattern;

/**
 * The server's random name for one session.
 *
 * Throws {@link InvalidValueException} with {@link ErrorCode#BAD_MESSAGE} for anything but 1 to 64 ASCII letters, digits,
 *     {@code -} or {@code _}
 */
public record SessionId(String value) {
    private static final Pattern FORM = Pattern.compile("[A-Za-z0-9_-]{1,64}");

    public SessionId {
        if (!FORM.matcher(value).matches()) {
            throw new InvalidValueException(ErrorCode.BAD_MESSAGE, "Not a session id");
        }
    }

    @Override
    public String toString() {
        return value;
    }
}

package org.confero.protocol;

import java.util.regex.Pattern;

/**
 * What proves that a socket belongs to a session: random, made by the server, good for resuming that session and nothing
 * else. Never logged.
 *
 * Throws {@link InvalidValueException} with {@link ErrorCode#BAD_MESSAGE} for anything but 1 to 64 ASCII letters, digits,
 *     {@code -} or {@code _}
 */
public record SessionSecret(String value) {
    private static final Pattern FORM = Pattern.compile("[A-Za-z0-9_-]{1,64}");

    public SessionSecret {
        if (!FORM.matcher(value).matches()) {
            throw new InvalidValueException(ErrorCode.BAD_MESSAGE, "Not a session's secret");
        }
    }

    @Override
    public String toString() {
        return "SessionSecret[hidden]";
    }
}

package org.confero.protocol;

import java.util.regex.Pattern;

/**
 * A client's own random name for itself, made when it enters a call and kept as long as its links live: a new session
 * gives it a new {@link ParticipantId}, and by its key the others know it again. It is no secret and proves nothing by itself;
 * whose it is, is known from the link that it came over.
 *
 * Throws {@link InvalidValueException} with {@link ErrorCode#BAD_MESSAGE} for anything but 1 to
 *     {@link Limits#CLIENT_KEY_CHARS} ASCII letters, digits, {@code -} or {@code _}
 */
public record ClientKey(String value) implements Comparable<ClientKey> {
    private static final Pattern FORM = Pattern.compile("[A-Za-z0-9_-]{1," + Limits.CLIENT_KEY_CHARS + "}");

    public ClientKey {
        if (!FORM.matcher(value).matches()) {
            throw new InvalidValueException(ErrorCode.BAD_MESSAGE, "Not a client's key");
        }
    }

    @Override
    public int compareTo(ClientKey other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}

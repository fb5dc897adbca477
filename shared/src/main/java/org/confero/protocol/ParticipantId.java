package org.confero.protocol;

import java.util.regex.Pattern;

/**
 * The server's random name for one participant of one room. Ids compare as strings; of two, the lower one is the polite
 * side of their link.
 *
 * Throws {@link InvalidValueException} with {@link ErrorCode#BAD_MESSAGE} for anything but 1 to
 *     {@link Limits#PARTICIPANT_ID_CHARS} ASCII letters, digits, {@code -} or {@code _}
 */
public record ParticipantId(String value) implements Comparable<ParticipantId> {
    private static final Pattern FORM = Pattern.compile("[A-Za-z0-9_-]{1," + Limits.PARTICIPANT_ID_CHARS + "}");

    public ParticipantId {
        if (!FORM.matcher(value).matches()) {
            throw new InvalidValueException(ErrorCode.BAD_MESSAGE, "Not a participant id");
        }
    }

    @Override
    public int compareTo(ParticipantId other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}

package org.confero.protocol;

/**
 * The server's random name for one participant of one room. Ids compare as strings; of two, the lower one is the polite
 * side of their link.
 *
 * Throws {@link InvalidValueException} with {@link ErrorCode#BAD_MESSAGE} for anything but 1 to
 *     {@link Limits#PARTICIPANT_ID_CHARS} ASCII letters, digits, {@code -} or {@code _}
 */
public record ParticipantId(String value) implements Comparable<ParticipantId> {
    public ParticipantId {
        if (!isId(value, 0, value.length())) {
            throw new InvalidValueException(ErrorCode.BAD_MESSAGE, "Not a participant id");
        }
    }

    /** Whether the characters from {@code start} to before {@code end} are one. Asked for every signal, so without a pattern. */
    public static boolean isId(String text, int start, int end) {
        for (int i = start; i < end; i++) {
            char c = text.charAt(i);
            boolean isLetter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
            if (!isLetter && (c < '0' || c > '9') && c != '-' && c != '_') {
                return false;
            }
        }
        return end > start && end - start <= Limits.PARTICIPANT_ID_CHARS;
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

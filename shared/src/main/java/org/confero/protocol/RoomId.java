package org.confero.protocol;

import java.util.Set;
import java.util.regex.Pattern;

/**
 * The id of a room, as it stands in the room's link: ASCII letters, digits, {@code -} and {@code _}, 1 to
 * {@link Limits#ROOM_ID_CHARS} of them, the first a letter or a digit. Case matters.
 *
 * Throws {@link InvalidValueException} with {@link ErrorCode#ROOM_INVALID} for anything else
 */
public record RoomId(String value) {
    private static final Pattern FORM =
            Pattern.compile("[A-Za-z0-9][A-Za-z0-9_-]{0," + (Limits.ROOM_ID_CHARS - 1) + "}");

    /** First path segments that the server itself answers, so that no room's link can hide them. */
    private static final Set<String> RESERVED = Set.of("api", "ws", "actuator", "error");

    public RoomId {
        if (!FORM.matcher(value).matches()) {
            throw new InvalidValueException(
                    ErrorCode.ROOM_INVALID,
                    "A room id is 1 to " + Limits.ROOM_ID_CHARS
                            + " letters, digits, '-' or '_', and begins with a letter or digit");
        }
        if (RESERVED.contains(value)) {
            throw new InvalidValueException(ErrorCode.ROOM_INVALID, "This room id is reserved");
        }
    }

    @Override
    public String toString() {
        return value;
    }
}

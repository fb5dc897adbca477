package org.confero.server.room;

import java.util.Set;
import java.util.regex.Pattern;
import org.confero.protocol.ErrorCode;
import org.confero.protocol.InvalidValueException;
import org.confero.protocol.Limits;
import org.confero.protocol.RoomId;

/**
 * The room ids that people choose for rooms that they make. People say and type them, so they are more narrow than a
 * {@link RoomId}: lower case only, as {@code Demo} and {@code demo} would be two rooms.
 */
public final class ChosenId {
    private static final Pattern FORM =
            Pattern.compile("[a-z0-9](?:[a-z0-9-]{1," + (Limits.ROOM_ID_CHARS - 2) + "})[a-z0-9]");

    /** Would be taken for a word of the server's own in a link. */
    private static final Set<String> RESERVED = Set.of(
            "about",
            "actuator",
            "admin",
            "api",
            "assets",
            "call",
            "confero",
            "error",
            "favicon",
            "health",
            "help",
            "host",
            "index",
            "join",
            "login",
            "logout",
            "meet",
            "new",
            "null",
            "room",
            "rooms",
            "settings",
            "static",
            "support",
            "test",
            "undefined",
            "webhooks",
            "www");

    private ChosenId() {}

    /** Throws {@link InvalidValueException} with {@link ErrorCode#ROOM_INVALID} for what nobody may choose. */
    public static RoomId of(String text) {
        if (!FORM.matcher(text).matches()) {
            throw new InvalidValueException(
                    ErrorCode.ROOM_INVALID,
                    "A chosen room id is 3 to " + Limits.ROOM_ID_CHARS
                            + " lower-case letters, digits or '-', and begins and ends with a letter or digit");
        }
        if (RESERVED.contains(text)) {
            throw new InvalidValueException(ErrorCode.ROOM_INVALID, "This room id is reserved");
        }
        return new RoomId(text);
    }
}

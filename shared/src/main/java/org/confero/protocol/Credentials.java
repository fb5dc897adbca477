package org.confero.protocol;

import org.jspecify.annotations.Nullable;

/**
 * What a person shows at a room's door, each where the room or the server asks for it. Never logged.
 *
 * @param passcode as the people of the room know it
 * @param key the host key that whoever made the room was given
 * @param token a signed one of the operator's identity provider, a JWT
 */
public record Credentials(
        @Nullable String passcode,
        @Nullable String key,
        @Nullable String token) {
    public static final Credentials NONE = new Credentials(null, null, null);

    public Credentials {
        bounded("passcode", passcode, Limits.PASSCODE_CHARS);
        bounded("key", key, Limits.HOST_KEY_CHARS);
        bounded("token", token, Limits.TOKEN_CHARS);
    }

    private static void bounded(String name, @Nullable String value, int most) {
        if (value != null && (value.isEmpty() || value.length() > most)) {
            throw new InvalidValueException(ErrorCode.BAD_MESSAGE, "'" + name + "' has 1 to " + most + " characters");
        }
    }

    @Override
    public String toString() {
        return "Credentials[hidden]";
    }
}

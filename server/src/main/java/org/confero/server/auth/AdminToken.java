package org.confero.server.auth;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import org.jspecify.annotations.Nullable;

/**
 * What whoever runs the server shows to be let at what is nobody else's.
 *
 * @param token null when there is nothing to be let at
 */
public record AdminToken(@Nullable String token) {
    /** Shortest token, in characters: it is guessed over the network. */
    private static final int LEAST = 16;

    public AdminToken {
        if (token != null && token.length() < LEAST) {
            throw new IllegalArgumentException("admin: the token has " + LEAST + " characters at least");
        }
    }

    public boolean isSet() {
        return token != null;
    }

    /** In a time that says nothing of where the two differ. */
    public boolean fits(@Nullable String shown) {
        return token != null
                && shown != null
                && MessageDigest.isEqual(
                        shown.getBytes(StandardCharsets.UTF_8), token.getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public String toString() {
        return "AdminToken[" + (isSet() ? "set" : "not set") + "]";
    }
}

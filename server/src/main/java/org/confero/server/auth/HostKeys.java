package org.confero.server.auth;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/** Host keys are random and long, so one round of SHA-256 keeps what is stored from being of use to a thief. */
public final class HostKeys {
    private HostKeys() {}

    /** In hex, as it stands in {@link org.confero.server.room.RoomSettings}. */
    public static String hash(String key) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(key.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has SHA-256", e);
        }
    }

    /** Whether the stored hash is this key's, in a time that says nothing of where the two differ. */
    public static boolean fits(String key, @Nullable String stored) {
        return stored != null
                && MessageDigest.isEqual(
                        hash(key).getBytes(StandardCharsets.US_ASCII), stored.getBytes(StandardCharsets.US_ASCII));
    }
}

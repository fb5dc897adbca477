package org.confero.server.room;

import java.time.Duration;
import java.time.Instant;
import org.confero.protocol.Limits;
import org.confero.protocol.RoomTitle;
import org.jspecify.annotations.Nullable;

/**
 * What whoever makes a room wants it to be.
 *
 * @param passcodeHash of a slow hash function; null when none is asked for
 * @param hostKeyHash SHA-256 of the host key, in hex; null for a room that nobody made
 * @param waitingRoom whether hosts let people in one by one
 * @param hostSuccession whether the room is never without a host: the first to come is one, and when the last one leaves,
 *     whoever has been there longest
 * @param emptyFor how long the room is kept while nobody is in it
 * @param expires when it ends at the latest, whoever is in it; null for never
 */
public record RoomSettings(
        @Nullable RoomTitle title,
        @Nullable String passcodeHash,
        @Nullable String hostKeyHash,
        boolean waitingRoom,
        boolean hostSuccession,
        int capacity,
        Duration emptyFor,
        @Nullable Instant expires) {
    /** Of a room that nobody made: whoever knows its id comes in, and it is gone with the last one. */
    public static final RoomSettings AD_HOC =
            new RoomSettings(null, null, null, false, true, Limits.ROOM_CAPACITY, Duration.ZERO, null);

    /** Of a room that is not there and that nobody can begin by joining it. */
    public static final RoomSettings NONE = new RoomSettings(null, null, null, false, false, 0, Duration.ZERO, null);

    /** Whether somebody made it, who was given the host key; otherwise it is there because people are in it. */
    public boolean isMade() {
        return hostKeyHash != null;
    }

    public boolean isNone() {
        return equals(NONE);
    }

    /** Hashes are not for logs. */
    @Override
    public String toString() {
        return "RoomSettings[capacity=" + capacity + ", waitingRoom=" + waitingRoom + "]";
    }
}

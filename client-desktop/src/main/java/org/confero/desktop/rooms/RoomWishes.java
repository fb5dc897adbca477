package org.confero.desktop.rooms;

import org.confero.protocol.RoomTitle;
import org.jspecify.annotations.Nullable;

/**
 * What a new room should be like.
 *
 * @param passcode null for none
 * @param waitingRoom whether hosts let people in one by one
 */
public record RoomWishes(
        @Nullable RoomTitle title, @Nullable String passcode, boolean waitingRoom) {
    /** Whoever knows its id comes in. */
    public static final RoomWishes NONE = new RoomWishes(null, null, false);

    /** A passcode is not for logs. */
    @Override
    public String toString() {
        return "RoomWishes[waitingRoom=" + waitingRoom + "]";
    }
}

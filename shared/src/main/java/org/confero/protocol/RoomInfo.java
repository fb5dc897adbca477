package org.confero.protocol;

import org.jspecify.annotations.Nullable;

/**
 * What a participant is told of the room that it is in.
 *
 * @param role one's own, in joined; null in room-updated, which says the same to everybody
 */
public record RoomInfo(
        RoomId id,
        @Nullable RoomTitle title,
        boolean locked,
        int capacity,
        @Nullable Role role) {}

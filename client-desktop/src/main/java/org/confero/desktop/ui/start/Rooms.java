package org.confero.desktop.ui.start;

import java.net.URI;
import java.util.concurrent.CompletableFuture;
import org.confero.desktop.rooms.NewRoom;
import org.confero.desktop.rooms.RoomWishes;
import org.jspecify.annotations.Nullable;

/** Makes a room on a server; never completes exceptionally. */
public interface Rooms {
    /**
     * Asks for one and completes when it is there or refused.
     *
     * @param token of the identity provider, where we were given one for that server
     */
    CompletableFuture<NewRoom> make(URI server, RoomWishes wishes, @Nullable String token);
}

package org.confero.server.presence;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.confero.protocol.RoomId;
import org.confero.server.room.Room;

/** The current value of every room in which somebody is. Any thread. */
public final class Presence {
    private final Map<RoomId, Room> rooms = new ConcurrentHashMap<>();

    /** The room as it is now; an empty one where nobody is. */
    public Room find(RoomId id) {
        return rooms.getOrDefault(id, Room.empty(id));
    }

    /**
     * Puts {@code after} in the place of {@code before}; an empty room is forgotten.
     *
     * @return false, and nothing has changed, when the room is not {@code before} any more: decide again on the newer one
     */
    public boolean replace(Room before, Room after) {
        if (before.isEmpty()) {
            return after.isEmpty() || rooms.putIfAbsent(after.id(), after) == null;
        }
        return after.isEmpty() ? rooms.remove(before.id(), before) : rooms.replace(before.id(), before, after);
    }
}

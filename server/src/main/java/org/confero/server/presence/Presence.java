package org.confero.server.presence;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.confero.protocol.RoomId;
import org.confero.server.room.Room;

/** The current value of every room in which somebody is or that somebody made. Any thread. */
public final class Presence {
    /** What became of the wish for a room. */
    public enum Making {
        MADE,
        /** There is a room of this id. */
        TAKEN,
        /** There are as many made rooms as the server keeps. */
        TOO_MANY
    }

    private final Map<RoomId, Room> rooms = new ConcurrentHashMap<>();
    private final AtomicInteger made = new AtomicInteger();
    private final boolean adHoc;
    private final int mostMade;

    /**
     * @param adHoc whether a join begins a room that nobody made
     * @param mostMade how many made rooms are kept at most; of the others there are no more than people
     */
    public Presence(boolean adHoc, int mostMade) {
        this.adHoc = adHoc;
        this.mostMade = mostMade;
    }

    /** The room as it is now; an empty one, or none, where nobody is. */
    public Room find(RoomId id) {
        Room room = rooms.get(id);
        return room != null ? room : nothing(id);
    }

    /** Keeps a made room, from now until its end. */
    public Making make(Room room) {
        if (made.incrementAndGet() > mostMade) {
            made.decrementAndGet();
            return Making.TOO_MANY;
        }
        if (rooms.putIfAbsent(room.id(), room) != null) {
            made.decrementAndGet();
            return Making.TAKEN;
        }
        return Making.MADE;
    }

    /**
     * Puts {@code after} in the place of {@code before}; one of which there is nothing to keep is forgotten.
     *
     * @return false, and nothing has changed, when the room is not {@code before} any more: decide again on the newer one
     */
    public boolean replace(Room before, Room after) {
        if (before.isNothing()) {
            return after.isNothing() || rooms.putIfAbsent(after.id(), after) == null;
        }
        boolean isDone =
                after.isNothing() ? rooms.remove(before.id(), before) : rooms.replace(before.id(), before, after);
        if (isDone && before.settings().isMade() && !after.settings().isMade()) {
            made.decrementAndGet();
        }
        return isDone;
    }

    /** Those for which it is time to do something. */
    public List<RoomId> due(Instant now) {
        return rooms.values().stream()
                .filter(room -> room.isDue(now))
                .map(Room::id)
                .toList();
    }

    /** How many made rooms there are. */
    public int made() {
        return made.get();
    }

    private Room nothing(RoomId id) {
        return adHoc ? Room.empty(id) : Room.none(id);
    }
}

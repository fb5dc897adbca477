package org.confero.server.calls;

import java.util.function.UnaryOperator;
import org.confero.protocol.RoomId;

/** Keeps the calls of rooms, and forgets rooms of which nothing was heard for as long as histories are kept. Any thread. */
public interface CallStore {
    Calls find(RoomId room);

    /** Puts what {@code next} makes of a room's calls into their place; may ask it more than once. */
    void change(RoomId room, UnaryOperator<Calls> next);
}

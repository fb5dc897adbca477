package org.confero.desktop.rooms;

import org.confero.desktop.conference.Problem;
import org.confero.protocol.RoomId;

/** What came of asking for a new room. */
public sealed interface NewRoom {
    record Made(RoomId id) implements NewRoom {}

    /** {@code detail} is for the log and the curious; the problem is what a screen puts into words. */
    record Failed(Problem problem, String detail) implements NewRoom {}
}

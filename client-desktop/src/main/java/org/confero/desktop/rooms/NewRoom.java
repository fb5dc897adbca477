package org.confero.desktop.rooms;

import org.confero.desktop.conference.Problem;
import org.confero.protocol.ErrorCode;
import org.confero.protocol.RoomId;
import org.jspecify.annotations.Nullable;

/** What came of asking for a new room. */
public sealed interface NewRoom {
    /** {@code hostKey} makes whoever shows it a host; null when the server gave none. */
    record Made(RoomId id, @Nullable String hostKey) implements NewRoom {
        /** A key is not for logs. */
        @Override
        public String toString() {
            return "Made[" + id + "]";
        }
    }

    /** The problem, and the server's code where it said no, is what a screen puts into words; {@code detail} is for the curious. */
    record Failed(Problem problem, @Nullable ErrorCode code, String detail) implements NewRoom {
        public Failed(Problem problem, String detail) {
            this(problem, null, detail);
        }
    }
}

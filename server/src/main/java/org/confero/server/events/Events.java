package org.confero.server.events;

import java.util.List;
import org.confero.protocol.RoomId;
import org.confero.server.room.Fact;

/** Where rooms' facts leave signaling, in a process that shares its rooms with nobody. Never waits for anything; any thread, for one room one at a time. */
public final class Events {
    private final Stamp stamp;
    private final MemoryLog log;
    private final EventMeters meters;

    public Events(Stamp stamp, MemoryLog log, EventMeters meters) {
        this.stamp = stamp;
        this.log = log;
        this.meters = meters;
    }

    public void tell(RoomId room, List<Fact> facts) {
        if (!facts.isEmpty()) {
            meters.told(facts.size());
            log.append(stamp.stamp(room, facts));
        }
    }
}

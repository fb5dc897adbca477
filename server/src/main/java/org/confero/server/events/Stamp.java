package org.confero.server.events;

import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.confero.protocol.RoomId;
import org.confero.server.room.Fact;

/**
 * Makes events of facts. An id is this process's own word and a count: unique without asking anybody, also when a node is
 * started again under its old name. Any thread.
 */
public final class Stamp {
    private final String process;
    private final String node;
    private final InstantSource clock;
    private final AtomicLong count = new AtomicLong();

    /**
     * @param process random, of this run of the process
     * @param node its name
     */
    public Stamp(String process, String node, InstantSource clock) {
        this.process = process;
        this.node = node;
        this.clock = clock;
    }

    /** One event for each fact, in their order, of this moment. */
    public List<Event> stamp(RoomId room, List<Fact> facts) {
        // Milliseconds are what the protocol has everywhere.
        var now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        return facts.stream()
                .map(fact -> new Event(process + "-" + count.incrementAndGet(), now, node, room, fact))
                .toList();
    }
}

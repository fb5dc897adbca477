package org.confero.server.events;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;

/** What is counted of events. Nothing here names a room or a person. Any thread. */
public final class EventMeters {
    private final Counter told;
    private final Counter droppedQuality;
    private final Counter dropped;
    private final Counter carried;
    private final Counter failures;

    public EventMeters(MeterRegistry registry) {
        told = registry.counter("confero.events");
        droppedQuality = registry.counter("confero.events.dropped", "kind", "quality");
        dropped = registry.counter("confero.events.dropped", "kind", "other");
        carried = registry.counter("confero.events.carried");
        failures = registry.counter("confero.events.failures");
    }

    void told(int events) {
        told.increment(events);
    }

    void dropped(Event event) {
        (event.isExpendable() ? droppedQuality : dropped).increment();
    }

    void carried(int events) {
        carried.increment(events);
    }

    /** A try to carry some has failed, and is made again. */
    void failed() {
        failures.increment();
    }
}

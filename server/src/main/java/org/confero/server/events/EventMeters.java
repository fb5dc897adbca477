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

    /** So many have happened. */
    public void told(int events) {
        told.increment(events);
    }

    /** So many were lost, as too many waited. */
    public void dropped(int quality, int other) {
        droppedQuality.increment(quality);
        dropped.increment(other);
    }

    void dropped(Event event) {
        dropped(event.isExpendable() ? 1 : 0, event.isExpendable() ? 0 : 1);
    }

    void carried(int events) {
        carried.increment(events);
    }

    /** A try to carry some has failed, and is made again. */
    void failed() {
        failures.increment();
    }
}

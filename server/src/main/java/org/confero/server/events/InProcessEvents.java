package org.confero.server.events;

import java.util.List;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Gives events to the consumers in this process, one after another. */
public final class InProcessEvents implements Carrier {
    private static final Logger LOG = LoggerFactory.getLogger(InProcessEvents.class);

    private final List<EventConsumer> consumers;

    public InProcessEvents(List<EventConsumer> consumers) {
        this.consumers = List.copyOf(consumers);
    }

    @Override
    public void carry(List<Event> events, Consumer<List<Event>> done) {
        for (Event event : events) {
            consumers.forEach(consumer -> give(event, consumer));
        }
        done.accept(events);
    }

    // A consumer that cannot take an event must not keep the others from it, nor from the next.
    private static void give(Event event, EventConsumer consumer) {
        try {
            consumer.accept(event);
        } catch (RuntimeException fault) {
            LOG.error(
                    "Event {} was not taken by {}",
                    event.id(),
                    consumer.getClass().getSimpleName(),
                    fault);
        }
    }
}

package org.confero.server.events;

/** Does something with every event: at least once, in the order of each room. What it has had before it knows by its id. */
public interface EventConsumer {
    void accept(Event event);
}

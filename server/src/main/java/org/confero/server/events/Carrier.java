package org.confero.server.events;

import java.util.List;
import java.util.function.Consumer;

/** Brings events to those who want them: in this process, or to the broker. */
public interface Carrier {
    /**
     * Returns when all have arrived; tells {@code done} of each part as it does. May wait.
     *
     * @throws CarryingFailedException when the rest has not arrived, and should be tried again later
     */
    void carry(List<Event> events, Consumer<List<Event>> done) throws InterruptedException;
}

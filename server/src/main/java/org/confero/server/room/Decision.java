package org.confero.server.room;

import java.util.List;

/** What a room makes of a command: itself as it is from now on, and what is to be said, in this order. */
public record Decision(Room next, List<Delivery> deliveries) implements Ruling {
    public Decision {
        deliveries = List.copyOf(deliveries);
    }
}

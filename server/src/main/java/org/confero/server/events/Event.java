package org.confero.server.events;

import java.time.Instant;
import org.confero.protocol.RoomId;
import org.confero.server.room.Fact;

/**
 * A fact, and what anybody needs to put it in its place.
 *
 * @param id never twice; who gets an event again knows it by this
 * @param source the node that says so
 */
public record Event(String id, Instant time, String source, RoomId room, Fact fact) {
    /** What it is about in two words, as {@code participant.joined}: the routing key, and the end of the type. */
    public String topic() {
        return Topics.of(fact);
    }

    /** The same, but of another moment. */
    public Event at(Instant moment) {
        return new Event(id, moment, source, room, fact);
    }

    /** Whether it may go first where there is no room for all: who comes and goes must be right, how well it went need not. */
    public boolean isExpendable() {
        return fact instanceof Fact.CallQuality;
    }
}

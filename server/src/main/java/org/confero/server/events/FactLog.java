package org.confero.server.events;

import java.util.List;

/**
 * The outbox as those see it who carry events away: what has happened and has not arrived yet, in the order of each room. One
 * reads. What is read stays until it is done, so that whoever fails on the way begins again with the same.
 */
public interface FactLog {
    /** The oldest that are not done, at most so many, in the order of each room; waits for the first one. */
    List<Event> next(int most) throws InterruptedException;

    /** These have arrived and are forgotten; they are of the last {@link #next}. */
    void done(List<Event> events);

    /** How many are not done, about. Any thread. */
    int size();
}

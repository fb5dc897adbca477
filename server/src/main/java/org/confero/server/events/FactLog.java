package org.confero.server.events;

import java.util.List;

/**
 * The outbox: events that have happened and have not arrived yet, in order. Many threads append; one reads. What is
 * read stays until it is done, so that whoever fails on the way begins again with the same.
 */
public interface FactLog {
    /** Never blocks. Bounded: when it is full, expendable events go first. */
    void append(List<Event> events);

    /** The oldest that are not done, at most so many, in their order; waits for the first one. */
    List<Event> next(int most) throws InterruptedException;

    /** These have arrived and are forgotten; they are of the last {@link #next}. */
    void done(List<Event> events);

    /** How many are not done. */
    int size();
}

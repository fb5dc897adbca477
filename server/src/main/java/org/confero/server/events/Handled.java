package org.confero.server.events;

/**
 * Remembers what consumers have had, whichever process they ran in: of what comes at least once, each is done once, but for
 * what one did in the moment of its death. Any thread.
 */
public interface Handled {
    /** False also when nobody knows now: better twice than never. May wait. */
    boolean isHandled(String consumer, Event event);

    /** This one has had it. Never waits. */
    void handled(String consumer, Event event);
}

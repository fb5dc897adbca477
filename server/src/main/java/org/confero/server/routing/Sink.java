package org.confero.server.routing;

/**
 * Where messages for one participant go. Called by the room's mailbox, one call at a time, in the order of the room's
 * decisions; must not block.
 */
public interface Sink {
    void send(Frame frame);

    /** This one is not in the room: refused, removed, or there is no room any more. Nothing follows. */
    void dismiss();

    /** Our own fault: a command of this participant could not be carried out. */
    void fail(RuntimeException fault);
}

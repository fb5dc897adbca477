package org.confero.server.routing;

/**
 * Where messages for one participant go. Called by the room's mailbox, one call at a time, in the order of the room's
 * decisions; must not block.
 */
public interface Sink {
    void send(Frame frame);

    /** The answer to a command from somebody who is not in the room, as when a join is refused. */
    void refuse(Frame frame);

    /** Our own fault: a command of this participant could not be carried out. */
    void fail(RuntimeException fault);
}

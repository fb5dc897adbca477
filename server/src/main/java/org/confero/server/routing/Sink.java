package org.confero.server.routing;

/**
 * Where messages for one participant go. Called by the room's mailbox, one call at a time, in the order of the room's
 * decisions; where many nodes share a room, by other threads too, with what others signal. Must not block.
 */
public interface Sink {
    void send(Frame frame);

    /** This one is not in the room: refused, removed, or there is no room any more. Nothing follows. */
    void sendLast(Frame frame);

    /** The room may not know how this one stands with the server: it is to be told again. */
    void tellPresence();

    /** This one goes on by another sink, or by way of another node: what is here of it gives way. Nothing follows. */
    void moved();

    /** Our own fault: a command of this participant could not be carried out. */
    void fail(RuntimeException fault);
}

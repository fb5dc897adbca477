package org.confero.protocol;

/**
 * What makes a link's signals arrive in order and once over whatever ways they take, and tells apart the connections that one
 * link has had. It stands beside the description or candidate; PROTOCOL.md, "Delivery of signals".
 *
 * @param connection the number of the link's connection that this belongs to, the same on both sides; the next one of the same
 *     link has a higher number
 * @param seq counts the sender's signals of this connection from 1; 0 for one that only acknowledges
 * @param ack up to here the receiver's signals have arrived
 */
public record LinkStamp(long connection, long seq, long ack) {
    public LinkStamp {
        Limits.requireCount("connection", connection);
        Limits.requireCount("seq", seq);
        Limits.requireCount("ack", ack);
    }
}

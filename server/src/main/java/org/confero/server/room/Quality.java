package org.confero.server.room;

/**
 * How a link was, in short.
 *
 * @param connectedMs how long it was connected
 * @param roundTripMs on average
 * @param lossPermille of the packets that should have come, how many of 1000 did not
 * @param frozenMs how long its video stood still in all
 * @param relayed whether it went over a TURN server
 */
public record Quality(long connectedMs, long roundTripMs, int lossPermille, long frozenMs, boolean relayed) {
    public Quality {
        if (connectedMs < 0 || roundTripMs < 0 || lossPermille < 0 || lossPermille > 1000 || frozenMs < 0) {
            throw new IllegalArgumentException("Times are 0 or more, and loss is 0 to 1000");
        }
    }
}

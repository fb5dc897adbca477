package org.confero.protocol;

/**
 * How a link was, in short.
 *
 * Throws {@link InvalidValueException} with {@link ErrorCode#BAD_MESSAGE} unless times are 0 or more and loss is 0 to 1000
 *
 * @param connectedMs how long it was connected
 * @param roundTripMs on average
 * @param lossPermille of the packets that should have come, how many of 1000 did not
 * @param frozenMs how long its video stood still in all
 * @param relayed whether it went over a TURN server
 */
public record LinkQuality(long connectedMs, long roundTripMs, int lossPermille, long frozenMs, boolean relayed) {
    private static final int ALL = 1000;

    public LinkQuality {
        Limits.requireCount("connectedMs", connectedMs);
        Limits.requireCount("roundTripMs", roundTripMs);
        Limits.requireCount("frozenMs", frozenMs);
        if (lossPermille < 0 || lossPermille > ALL) {
            throw new InvalidValueException(ErrorCode.BAD_MESSAGE, "'lossPermille' is 0 to 1000");
        }
    }
}

package org.confero.call;

import org.confero.protocol.LinkQuality;
import org.jspecify.annotations.Nullable;

/**
 * How a link has been, over all connections that it had one after another. A value; {@code tally.js} is the same.
 *
 * @param connectedMs how long it was connected before {@code since}
 * @param since since when it is, in milliseconds; -1 while it is not
 * @param trips how many round trips were measured
 * @param tripMs how long all of them took
 * @param past what was counted on earlier connections
 * @param counts what was counted on this one
 * @param relayed whether it has gone over a TURN server
 */
public record Tally(
        long connectedMs, long since, long trips, long tripMs, Counts past, Counts counts, boolean relayed) {
    /**
     * Counted by the library since a connection began (W3C WebRTC stats, RTCReceivedRtpStreamStats and RTCInboundRtpStreamStats).
     *
     * @param received packets of sound and video
     * @param lost packets of both that did not come
     * @param frozenMs how long video stood still
     */
    public record Counts(long received, long lost, long frozenMs) {
        private static final Counts NONE = new Counts(0, 0, 0);

        private Counts plus(Counts other) {
            return new Counts(received + other.received, lost + other.lost, frozenMs + other.frozenMs);
        }
    }

    public static final Tally NOTHING = new Tally(0, -1, 0, 0, Counts.NONE, Counts.NONE, false);

    private static final int ALL = 1000;

    /** Its connection works from now on, or does not. */
    public Tally works(boolean now, long millis) {
        if (now == since >= 0) {
            return this;
        }
        return now
                ? new Tally(connectedMs, millis, trips, tripMs, past, counts, relayed)
                : new Tally(connectedMs + millis - since, -1, trips, tripMs, past, counts, relayed);
    }

    /**
     * After statistics were asked for.
     *
     * @param roundTripMs null when none was measured
     */
    public Tally measured(Counts now, @Nullable Long roundTripMs, boolean isRelayed) {
        boolean isAnother = now.received() < counts.received();
        return new Tally(
                connectedMs,
                since,
                roundTripMs == null ? trips : trips + 1,
                roundTripMs == null ? tripMs : tripMs + roundTripMs,
                isAnother ? past.plus(counts) : past,
                now,
                relayed || isRelayed);
    }

    /** What there is to say of it; null when it never was connected. */
    public @Nullable LinkQuality quality(long millis) {
        long connected = works(false, millis).connectedMs();
        if (connected == 0) {
            return null;
        }
        Counts all = past.plus(counts);
        // Packets that come twice are counted as lost less than nothing (RFC 3550, section 6.4.1).
        long lost = Math.max(0, all.lost());
        long sent = all.received() + lost;
        return new LinkQuality(
                connected,
                trips == 0 ? 0 : tripMs / trips,
                sent == 0 ? 0 : (int) (lost * ALL / sent),
                all.frozenMs(),
                relayed);
    }
}

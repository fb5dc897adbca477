package org.confero.call;

import org.confero.protocol.PictureSize;
import org.jspecify.annotations.Nullable;

/**
 * Whether this machine keeps up with one picture that it receives. One that decodes more slowly than frames come shows them later and
 * later, as nothing drops them; it then wants a smaller picture and fewer frames, which begins with a whole one, and with that what
 * has piled up is gone. A value for one link; {@code pace.js} is the same.
 *
 * @param level how much less than shown is wanted: 0 for nothing less, to 4
 * @param last what was counted when it was last measured
 * @param lateSince since when frames have come out late, -1 while they do not
 * @param judgedFrom what is measured before this, in milliseconds, is still of the level before
 * @param calmSince since when frames have been in time, -1 while they are not
 * @param patience how long they have to be in time before more is tried, in milliseconds
 */
public record Pace(int level, Counts last, long lateSince, long judgedFrom, long calmSince, long patience) {
    /**
     * Counted by the library since the connection began (W3C WebRTC stats, RTCInboundRtpStreamStats).
     *
     * @param received {@code framesReceived}
     * @param emitted {@code jitterBufferEmittedCount}
     * @param delay {@code jitterBufferDelay}, in milliseconds
     */
    public record Counts(long received, long emitted, long delay) {}

    /** Frames that wait longer than so many milliseconds are late; networks alone have them wait some hundred. */
    private static final long LATE = 1000;

    /** So long they have to be late: what stood still for a moment catches up. */
    private static final long BEHIND = 2000;

    /** So long another level takes to be seen in what is measured. */
    private static final long SETTLE = 4000;

    private static final long FIRST_PATIENCE = 20_000;

    /** Each time that more was tried the next one waits twice as long, up to this. */
    private static final long MOST_PATIENCE = 320_000;

    private static final double[] SIZES = {1, 0.7, 0.5, 0.35, 0.25};
    private static final int[] RATES = {240, 25, 20, 15, 10};

    public static final Pace FULL = new Pace(0, new Counts(0, 0, 0), -1, 0, -1, FIRST_PATIENCE);

    /** After what was counted up to {@code now}; has to be called about once a second. */
    public Pace measure(Counts counts, long now) {
        long emitted = counts.emitted() - last.emitted();
        if (counts.received() <= last.received() || emitted < 0) {
            // Nothing came, or it is another connection.
            return new Pace(level, counts, -1, judgedFrom, calmSince, patience);
        }
        boolean late = emitted == 0 || counts.delay() - last.delay() >= LATE * emitted;
        return now < judgedFrom
                ? new Pace(level, counts, -1, judgedFrom, -1, patience)
                : late ? late(counts, now) : inTime(counts, now);
    }

    private Pace late(Counts counts, long now) {
        long since = lateSince < 0 ? now : lateSince;
        return now - since < BEHIND || level == SIZES.length - 1
                ? new Pace(level, counts, since, judgedFrom, -1, patience)
                : new Pace(level + 1, counts, -1, now + SETTLE, -1, patience);
    }

    private Pace inTime(Counts counts, long now) {
        long since = calmSince < 0 ? now : calmSince;
        return level == 0 || now - since < patience
                ? new Pace(level, counts, -1, judgedFrom, since, patience)
                : new Pace(level - 1, counts, -1, now + SETTLE, -1, Math.min(2 * patience, MOST_PATIENCE));
    }

    /** What is wanted of a picture that is shown in this size. */
    public @Nullable PictureSize of(@Nullable PictureSize shown) {
        return shown == null
                ? null
                : new PictureSize(
                        scaled(shown.width()), scaled(shown.height()), Math.min(shown.framesPerSecond(), RATES[level]));
    }

    private int scaled(int pixels) {
        return Math.max(1, (int) (pixels * SIZES[level]));
    }
}

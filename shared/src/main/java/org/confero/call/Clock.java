package org.confero.call;

import org.jspecify.annotations.Nullable;

/**
 * By how much the clock of somebody at the other end of a link is ahead of ours, as a value. It asks now and then, at first more often,
 * and goes by the answer that can be wrong by the least, which is the one that took the least time (as NTP does, RFC 5905). {@code clock.js}
 * is the same. {@code now} is in milliseconds of a clock that only moves forward, {@code date} in milliseconds since 1970 by the one on our wall.
 *
 * @param wakeAt when to ask next
 * @param pause how long after that again
 * @param asked what we are waiting for an answer to, and since when; null for nothing
 * @param offset null while nothing is known
 */
public record Clock(
        long wakeAt,
        long pause,
        @Nullable Asked asked,
        @Nullable Offset offset) {
    /** After the first question, in milliseconds; twice as long after each, up to the longest. */
    public static final long FIRST_WAIT = 1000;

    public static final long LONGEST_WAIT = 60_000;

    /** What takes longer says nothing of a clock that is worth having. */
    public static final long LONGEST_ROUND_TRIP = 10_000;

    /** Two clocks that run do not come apart by so much in a round trip, and no time in the chat is shown more finely. */
    public static final long LARGEST_DIFFERENCE = 1000;

    /** A question: the date that it carries. */
    public record Asked(long date, long since) {}

    /** It is ahead of ours by so many milliseconds, more or less so many. */
    public record Offset(long millis, long error) {}

    /** Of somebody to whom a channel has opened just now. */
    public static Clock begun(long now) {
        return new Clock(now, FIRST_WAIT, null, null);
    }

    /** The same channel, or another one to them, has opened: what is known of them is kept. */
    public Clock opened(long now) {
        return new Clock(now, FIRST_WAIT, null, offset);
    }

    /** Whether it is time to ask: then with {@code date}, and {@link #ask} has to follow. */
    public boolean isDue(long now) {
        return now >= wakeAt;
    }

    public Clock ask(long now, long date) {
        return new Clock(now + pause, Math.min(LONGEST_WAIT, 2 * pause), new Asked(date, now), offset);
    }

    /**
     * An answer has come; one that was not asked for, or late, is not heeded. Nor is one to a question from before our clock was set
     * or the machine slept, while {@code now} stands still: by the two clocks it has taken different times.
     *
     * @param date that the question carried
     * @param theirs by their clock as they answered
     * @param today by the clock on our wall
     */
    public Clock answered(long date, long theirs, long now, long today) {
        Asked question = asked;
        if (question == null || question.date() != date || now - question.since() > LONGEST_ROUND_TRIP) {
            return this;
        }
        long roundTrip = now - question.since();
        if (Math.abs(today - date - roundTrip) > LARGEST_DIFFERENCE) {
            return this;
        }
        Offset heard = new Offset(theirs - (date + roundTrip / 2), (roundTrip + 1) / 2);
        return new Clock(wakeAt, pause, null, offset == null || isBetter(heard, offset) ? heard : offset);
    }

    /** A clock that has been set, or drifts, is out of what was possible. */
    private static boolean isBetter(Offset heard, Offset known) {
        return heard.error() < known.error()
                || Math.abs(heard.millis() - known.millis()) > heard.error() + known.error();
    }

    /**
     * What was the time by our clock when it was this by theirs, to a second, so that it is not another one with every answer; the
     * same as long as nothing is known.
     */
    public long toOurs(long date) {
        return offset == null ? date : Math.max(0, date - Math.floorDiv(offset.millis() + 500, 1000L) * 1000);
    }
}

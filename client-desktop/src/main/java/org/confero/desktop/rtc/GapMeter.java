package org.confero.desktop.rtc;

/**
 * The longest time between two signs of life. Time without is counted from the first sign on, to the newest sign or to
 * the moment of asking, whichever is longer; time in which none is expected (a camera that is off) is left out.
 * Times are nanoseconds of {@link System#nanoTime}. Any thread.
 */
final class GapMeter {
    private boolean begun;
    private boolean expected = true;
    private long last;
    private long longest;

    synchronized void sign(long now) {
        settle(now);
        begun = true;
        last = now;
    }

    /** Whether signs are expected from now on. */
    synchronized void expect(boolean signs, long now) {
        if (signs == expected) {
            return;
        }
        settle(now);
        expected = signs;
        last = now;
    }

    /** In whole milliseconds. */
    synchronized long longestMillis(long now) {
        settle(now);
        return longest / 1_000_000;
    }

    private void settle(long now) {
        if (begun && expected) {
            longest = Math.max(longest, now - last);
        }
    }
}

package org.confero.desktop.rtc;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * The longest times between two signs of life, of all and of a period. Time without is counted from the first sign on, to the newest sign or to
 * the moment of asking, whichever is longer; time in which none is expected (a camera that is off) is left out.
 * Times are nanoseconds of {@link System#nanoTime}. Any thread.
 */
final class GapMeter {
    /** Of so many gaps of a period it is told when they were: the longest. */
    static final int MOST_TOLD = 32;

    private final long worthTelling;
    private final List<Gap> gaps = new ArrayList<>();
    private boolean begun;
    private boolean expected = true;
    private long last;
    private long longest;

    /** @param worthTelling from how many nanoseconds on it is told when a gap was */
    GapMeter(long worthTelling) {
        this.worthTelling = worthTelling;
    }

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

    /** A period begins: of gaps that were over before it is no longer told when they were. */
    synchronized void beginPeriod() {
        gaps.clear();
    }

    /** Since the first sign, in whole milliseconds. */
    synchronized long longestMillis(long now) {
        return Math.max(longest, since(now)) / 1_000_000;
    }

    /** The longest gaps of the period that are worth it, in their order, the one that goes on among them. */
    synchronized List<Gap> gaps(long now) {
        List<Gap> all = new ArrayList<>(gaps);
        if (since(now) >= worthTelling) {
            all.add(new Gap(last, now, false));
        }
        return List.copyOf(all);
    }

    private void settle(long now) {
        long gap = since(now);
        longest = Math.max(longest, gap);
        if (gap >= worthTelling) {
            gaps.add(new Gap(last, now, true));
            if (gaps.size() > MOST_TOLD) {
                gaps.remove(
                        gaps.stream().min(Comparator.comparingLong(Gap::nanos)).orElseThrow());
            }
        }
    }

    private long since(long now) {
        return begun && expected ? now - last : 0;
    }
}

package org.confero.server.events;

import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * How long to wait before the next try: twice as long each time, up to a bound, and by chance up to half of it less, so
 * that those who failed together do not come back together.
 *
 * @param first after the first failure
 * @param longest never more
 */
public record Waits(Duration first, Duration longest, RandomGenerator random) {
    /** 2 to this power times the first wait is more than any bound. */
    private static final int MOST_DOUBLINGS = 30;

    public Duration after(int failures) {
        long doubled = first.toMillis() << Math.min(failures - 1, MOST_DOUBLINGS);
        long bound = Math.clamp(doubled, 1, longest.toMillis());
        return Duration.ofMillis(bound - random.nextLong(bound / 2 + 1));
    }
}

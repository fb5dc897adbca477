package org.confero.desktop.signaling;

import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * How long to wait before each next try: twice as long every time, up to a bound, and each time something between half and
 * the whole of that, so that the clients of a server that restarts do not all come at once.
 */
public final class Backoff {
    private static final Duration FIRST = Duration.ofMillis(500);
    private static final Duration LONGEST = Duration.ofSeconds(10);

    private final RandomGenerator random;
    private Duration next = FIRST;

    public Backoff(RandomGenerator random) {
        this.random = random;
    }

    public Duration next() {
        Duration whole = next;
        Duration doubled = whole.multipliedBy(2);
        next = doubled.compareTo(LONGEST) < 0 ? doubled : LONGEST;
        long half = whole.toMillis() / 2;
        return Duration.ofMillis(half + random.nextLong(half + 1));
    }

    /** It worked: the next failure begins anew. */
    public void reset() {
        next = FIRST;
    }
}

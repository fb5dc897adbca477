package org.confero.server.benchmark;

import java.util.Arrays;

/** Times from when a message was meant to be sent to its coming, in nanoseconds: so a server that stalls cannot hide it. */
final class Latencies {
    private long[] times = new long[1 << 16];
    private int count;

    void add(long nanos) {
        if (count == times.length) {
            times = Arrays.copyOf(times, 2 * count);
        }
        times[count++] = nanos;
    }

    void addAll(Latencies others) {
        for (int i = 0; i < others.count; i++) {
            add(others.times[i]);
        }
    }

    /** In milliseconds; {@code share} of the times are no longer than this. */
    double percentile(double share) {
        if (count == 0) {
            return Double.NaN;
        }
        Arrays.sort(times, 0, count);
        return times[Math.clamp((int) Math.ceil(share * count) - 1, 0, count - 1)] / 1e6;
    }
}

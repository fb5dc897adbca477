package org.confero.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/** Time that passes when a test says so, and lets it wait until the server's pulse has seen the new time. */
final class ManualClock implements InstantSource {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private Instant now = Instant.parse("2026-01-01T00:00:00Z");
    private int beats;

    @Override
    public synchronized Instant instant() {
        if ("pulse".equals(Thread.currentThread().getName())) {
            beats++;
            notifyAll();
        }
        return now;
    }

    /** As time goes by: step by step, and the server's pulse with it. */
    void pass(Duration time) {
        // A beat that is 2 s late is a standstill.
        Duration step = Duration.ofMillis(1900);
        for (Duration left = time; left.isPositive(); left = left.minus(step)) {
            jump(left.compareTo(step) < 0 ? left : step);
        }
    }

    /** As after a standstill of the whole process: in one leap. Returns when two beats have begun since, so that one is done. */
    synchronized void jump(Duration time) {
        now = now.plus(time);
        int seen = beats;
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        try {
            while (beats < seen + 2) {
                assertThat(System.nanoTime()).as("the server's pulse goes").isLessThan(deadline);
                wait(100);
            }
        } catch (InterruptedException e) {
            throw new AssertionError("Interrupted", e);
        }
    }
}

package org.confero.desktop.signaling;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class BackoffTest {
    private final Backoff backoff = new Backoff(new SplittableRandom(1));

    @Test
    void waitsLongerAndLongerUpToABound() {
        Duration[] whole = {millis(500), millis(1000), millis(2000), millis(4000), millis(8000), millis(10_000)};
        for (Duration most : whole) {
            assertThat(backoff.next()).isBetween(most.dividedBy(2), most);
        }
        for (int i = 0; i < 100; i++) {
            assertThat(backoff.next()).isBetween(millis(5000), millis(10_000));
        }
    }

    @Test
    void beginsAnewOnceItWorked() {
        backoff.next();
        backoff.next();
        backoff.reset();
        assertThat(backoff.next()).isLessThanOrEqualTo(millis(500));
    }

    @Test
    void twoClientsDoNotComeAtTheSameTime() {
        assertThat(new Backoff(new SplittableRandom(1)).next())
                .isNotEqualTo(new Backoff(new SplittableRandom(2)).next());
    }

    private static Duration millis(long millis) {
        return Duration.ofMillis(millis);
    }
}

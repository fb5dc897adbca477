package org.confero.desktop.rtc;

/**
 * A time without a sign of life, in nanoseconds of {@link System#nanoTime}.
 *
 * @param over whether there was a sign at its end, or none was expected any more; otherwise it goes on
 */
public record Gap(long from, long to, boolean over) {
    long nanos() {
        return to - from;
    }
}

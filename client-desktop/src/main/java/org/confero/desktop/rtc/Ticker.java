package org.confero.desktop.rtc;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/** Calls something at a fixed rate on a thread of its own. Beats that come too late are left out, not made up for. */
final class Ticker {
    private static final Logger LOG = System.getLogger(Ticker.class.getName());

    /** Beats that may be made up for, so that a pause of the scheduler leaves no hole in a sound. */
    private static final int LATE_BEATS = 5;

    private final long period;
    private final Runnable beat;
    private final Thread thread;
    private volatile boolean stopped;

    private Ticker(String name, Duration period, Runnable beat) {
        this.period = period.toNanos();
        this.beat = beat;
        this.thread = Thread.ofPlatform().daemon().name(name).unstarted(this::run);
    }

    static Ticker start(String name, Duration period, Runnable beat) {
        Ticker ticker = new Ticker(name, period, beat);
        ticker.thread.start();
        return ticker;
    }

    /** No beat begins after this, and when it returns none is under way. Not from within a beat. */
    void stop() {
        stopped = true;
        LockSupport.unpark(thread);
        boolean interrupted = false;
        while (true) {
            try {
                thread.join();
                break;
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private void run() {
        long next = System.nanoTime();
        while (!stopped) {
            long wait = next - System.nanoTime();
            if (wait > 0) {
                LockSupport.parkNanos(wait);
                continue;
            }
            next = -wait > LATE_BEATS * period ? System.nanoTime() + period : next + period;
            try {
                beat.run();
            } catch (RuntimeException | Error e) {
                LOG.log(Level.WARNING, "A source of test media ends", e);
                return;
            }
        }
    }
}

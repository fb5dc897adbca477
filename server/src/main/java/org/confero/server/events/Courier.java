package org.confero.server.events;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Takes events from the outbox to the carrier, on a thread of its own, and begins again where that fails. */
public final class Courier implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Courier.class);

    /** Some 100 kB of a broker's memory. */
    private static final int BATCH = 256;

    /** What is still on its way when the process ends gets so long; events are not worth a slow stop. */
    private static final Duration LAST_TRY = Duration.ofSeconds(2);

    private final FactLog log;
    private final Carrier carrier;
    private final EventMeters meters;
    private final Waits waits;
    private final CountDownLatch closing = new CountDownLatch(1);
    private final Thread thread = Thread.ofVirtual().name("events").unstarted(this::run);

    public Courier(FactLog log, Carrier carrier, EventMeters meters, Waits waits) {
        this.log = log;
        this.carrier = carrier;
        this.meters = meters;
        this.waits = waits;
    }

    public void start() {
        thread.start();
    }

    @Override
    public void close() {
        closing.countDown();
        long patience = System.nanoTime() + LAST_TRY.toNanos();
        try {
            while (log.size() > 0 && thread.isAlive() && System.nanoTime() < patience) {
                thread.join(Duration.ofMillis(20));
            }
            thread.interrupt();
            thread.join(LAST_TRY);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void run() {
        int failures = 0;
        try {
            while (!Thread.interrupted()) {
                List<Event> batch = log.next(BATCH);
                failures = carry(batch) ? 0 : failures + 1;
                if (failures > 0 && closing.await(waits.after(failures).toMillis(), TimeUnit.MILLISECONDS)) {
                    return;
                }
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    private boolean carry(List<Event> batch) throws InterruptedException {
        try {
            carrier.carry(batch, events -> {
                log.done(events);
                meters.carried(events.size());
            });
            return true;
        } catch (CarryingFailedException e) {
            meters.failed();
            LOG.warn("{} events wait: {}", log.size(), e.getMessage());
        } catch (RuntimeException fault) {
            meters.failed();
            LOG.error("{} events wait", log.size(), fault);
        }
        return false;
    }
}

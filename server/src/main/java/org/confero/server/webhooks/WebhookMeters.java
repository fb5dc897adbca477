package org.confero.server.webhooks;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;

/** What is counted of webhooks. Any thread. */
public final class WebhookMeters {
    private final Counter delivered;
    private final Counter failed;
    private final Counter dead;

    public WebhookMeters(MeterRegistry registry) {
        delivered = registry.counter("confero.webhooks", "result", "delivered");
        failed = registry.counter("confero.webhooks", "result", "failed");
        dead = registry.counter("confero.webhooks", "result", "dead");
    }

    void delivered() {
        delivered.increment();
    }

    /** One try. */
    void failed() {
        failed.increment();
    }

    void dead() {
        dead.increment();
    }
}

package org.confero.server.webhooks;

import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import org.confero.server.events.Waits;

/** Makes the endpoints of webhooks, with what all of them share. */
public final class Endpoints implements AutoCloseable {
    private final WebhookSettings settings;
    private final Sender sender;
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(
            Thread.ofVirtual().name("webhooks").factory());
    private final Waits waits;
    private final WebhookMeters meters;

    public Endpoints(WebhookSettings settings, Sender sender, Waits waits, WebhookMeters meters) {
        this.settings = settings;
        this.sender = sender;
        this.waits = waits;
        this.meters = meters;
    }

    public Endpoint of(Webhook webhook) {
        return new Endpoint(webhook, settings, sender, timer, waits, meters);
    }

    @Override
    public void close() {
        timer.shutdownNow();
    }
}

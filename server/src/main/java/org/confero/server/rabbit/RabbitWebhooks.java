package org.confero.server.rabbit;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.confero.server.events.Handled;
import org.confero.server.webhooks.Endpoints;
import org.confero.server.webhooks.Webhook;
import org.confero.server.webhooks.WebhookSettings;
import org.confero.server.webhooks.WebhookStore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.amqp.core.AmqpAdmin;
import org.springframework.amqp.core.Queue;
import org.springframework.amqp.rabbit.connection.ConnectionFactory;

/**
 * Gives every webhook a queue of its own, so that an endpoint that is slow or away holds up nobody else, and reads them all.
 * Looks every now and then which webhooks there are: they are made on any node.
 */
public final class RabbitWebhooks implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(RabbitWebhooks.class);
    private static final Duration EVERY = Duration.ofSeconds(1);
    private static final Duration LAST_LOOK = Duration.ofSeconds(5);

    private final WebhookStore store;
    private final Endpoints endpoints;
    private final WebhookSettings settings;
    private final AmqpAdmin admin;
    private final ConnectionFactory connections;
    private final Handled handled;
    private final Map<String, WebhookQueue> open = new HashMap<>();
    private final CountDownLatch closing = new CountDownLatch(1);
    private final Thread thread = Thread.ofVirtual().name("webhook-queues").unstarted(this::run);

    public RabbitWebhooks(
            WebhookStore store,
            Endpoints endpoints,
            WebhookSettings settings,
            AmqpAdmin admin,
            ConnectionFactory connections,
            Handled handled) {
        this.store = store;
        this.endpoints = endpoints;
        this.settings = settings;
        this.admin = admin;
        this.connections = connections;
        this.handled = handled;
    }

    public void start() {
        thread.start();
    }

    @Override
    public void close() {
        closing.countDown();
        try {
            thread.join(LAST_LOOK);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        thread.interrupt();
    }

    private void run() {
        boolean isWell = true;
        try {
            do {
                boolean wasWell = isWell;
                isWell = look(wasWell);
            } while (!closing.await(EVERY.toMillis(), TimeUnit.MILLISECONDS));
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
        open.values().forEach(WebhookQueue::stop);
    }

    private boolean look(boolean wasWell) {
        try {
            List<Webhook> wanted = store.all();
            for (Webhook webhook : wanted) {
                if (!open.containsKey(webhook.id())) {
                    open.put(webhook.id(), open(webhook));
                }
            }
            List<String> gone = open.keySet().stream()
                    .filter(id ->
                            wanted.stream().noneMatch(webhook -> webhook.id().equals(id)))
                    .toList();
            gone.forEach(this::remove);
            return true;
        } catch (RuntimeException e) {
            // Said once, not every second; the broker or the store is away, and both are waited for.
            if (wasWell) {
                LOG.warn("Webhooks wait ({})", e.getClass().getSimpleName());
            }
            return false;
        }
    }

    private WebhookQueue open(Webhook webhook) {
        Queue queue = Topology.queue(webhook, settings.waiting());
        admin.declareQueue(queue);
        Topology.bindings(webhook, queue).forEach(admin::declareBinding);
        var reader =
                new WebhookQueue(endpoints.of(webhook), queue.getName(), settings.inFlight(), connections, handled);
        reader.start();
        return reader;
    }

    private void remove(String id) {
        WebhookQueue queue = open.remove(id);
        if (queue != null) {
            queue.stop();
            admin.deleteQueue(Topology.nameOf(id));
        }
    }
}

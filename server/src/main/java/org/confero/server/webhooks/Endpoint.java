package org.confero.server.webhooks;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.confero.server.events.CloudEvents;
import org.confero.server.events.Event;
import org.confero.server.events.Waits;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One webhook's deliveries. Rooms are spread over as many lanes as there may be requests at once; a lane sends one event,
 * and tries it again, before the next: so the order of each room holds, and a room whose event does not get through holds up
 * its lane only. Nothing here waits on a thread. Any thread.
 */
public final class Endpoint {
    private static final Logger LOG = LoggerFactory.getLogger(Endpoint.class);

    private final Webhook webhook;
    private final WebhookSettings settings;
    private final Sender sender;
    private final ScheduledExecutorService timer;
    private final Waits waits;
    private final WebhookMeters meters;
    private final List<Lane> lanes = new ArrayList<>();
    private volatile boolean closed;

    Endpoint(
            Webhook webhook,
            WebhookSettings settings,
            Sender sender,
            ScheduledExecutorService timer,
            Waits waits,
            WebhookMeters meters) {
        this.webhook = webhook;
        this.settings = settings;
        this.sender = sender;
        this.timer = timer;
        this.waits = waits;
        this.meters = meters;
        for (int i = 0; i < settings.inFlight(); i++) {
            lanes.add(new Lane());
        }
    }

    public Webhook webhook() {
        return webhook;
    }

    /**
     * Delivers an event when its turn has come, unless nobody wants it. Never blocks.
     *
     * @param ended told once, on any thread: null for delivered or not wanted, otherwise why it is a dead letter
     */
    public void offer(Event event, Consumer<@Nullable String> ended) {
        if (!webhook.wants(event)) {
            ended.accept(null);
            return;
        }
        lanes.get(Math.floorMod(event.room().hashCode(), lanes.size())).add(new Delivery(event, ended));
    }

    /** Sends nothing more, and tells nobody of what is left. */
    public void close() {
        closed = true;
    }

    private record Delivery(Event event, Consumer<@Nullable String> ended) {}

    private final class Lane {
        private final ArrayDeque<Delivery> waiting = new ArrayDeque<>();
        private boolean busy;

        void add(Delivery delivery) {
            Delivery tooMany;
            Delivery first;
            synchronized (this) {
                waiting.add(delivery);
                tooMany = waiting.size() > settings.waiting() / settings.inFlight() + 1 ? waiting.poll() : null;
                first = take();
            }
            if (tooMany != null) {
                end(tooMany, "too-many-wait");
            }
            if (first != null) {
                attempt(first, 1);
            }
        }

        private @Nullable Delivery take() {
            if (busy) {
                return null;
            }
            Delivery next = waiting.poll();
            busy = next != null;
            return next;
        }

        private void attempt(Delivery delivery, int number) {
            if (!closed) {
                sender.send(webhook, CloudEvents.encode(delivery.event()), failure -> {
                    if (failure == null) {
                        meters.delivered();
                        endAndGoOn(delivery, null);
                    } else {
                        failed(delivery, number, failure);
                    }
                });
            }
        }

        private void failed(Delivery delivery, int number, String failure) {
            meters.failed();
            if (closed || timer.isShutdown()) {
                return;
            }
            if (number >= settings.attempts()) {
                endAndGoOn(delivery, failure);
            } else {
                Runnable again = () -> attempt(delivery, number + 1);
                var _ = timer.schedule(again, waits.after(number).toMillis(), TimeUnit.MILLISECONDS);
            }
        }

        private void endAndGoOn(Delivery delivery, @Nullable String failure) {
            end(delivery, failure);
            Delivery next;
            synchronized (this) {
                busy = false;
                next = take();
            }
            if (next != null && !timer.isShutdown()) {
                // Not from within the last one's answer: the stack would grow with the queue.
                timer.execute(() -> attempt(next, 1));
            }
        }
    }

    private void end(Delivery delivery, @Nullable String failure) {
        if (failure != null) {
            meters.dead();
            LOG.warn(
                    "Event {} is a dead letter of webhook {}: {}",
                    delivery.event().id(),
                    webhook.id(),
                    failure);
        }
        try {
            delivery.ended().accept(failure);
        } catch (RuntimeException e) {
            // Whoever that is, the next of this lane have their turn.
            LOG.error("Nobody has learned how event {} ended", delivery.event().id(), e);
        }
    }
}

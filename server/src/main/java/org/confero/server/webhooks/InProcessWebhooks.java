package org.confero.server.webhooks;

import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.confero.server.events.Event;
import org.confero.server.events.EventConsumer;

/** Every event to every webhook, out of this process's memory. Takes one event at a time; read by any thread. */
public final class InProcessWebhooks implements EventConsumer {
    /** Most dead letters that are kept to be looked at; of more the oldest go. */
    private static final int MOST_DEAD = 1000;

    private final WebhookStore store;
    private final Endpoints endpoints;
    private final InstantSource clock;
    private final Map<String, Endpoint> open = new HashMap<>();
    private final ArrayDeque<DeadLetter> dead = new ArrayDeque<>();

    public InProcessWebhooks(WebhookStore store, Endpoints endpoints, InstantSource clock) {
        this.store = store;
        this.endpoints = endpoints;
        this.clock = clock;
    }

    @Override
    public void accept(Event event) {
        Set<String> ids = new HashSet<>();
        for (Webhook webhook : store.all()) {
            ids.add(webhook.id());
            open.computeIfAbsent(webhook.id(), id -> endpoints.of(webhook)).offer(event, failure -> {
                if (failure != null) {
                    bury(new DeadLetter(webhook.id(), event, clock.instant(), failure));
                }
            });
        }
        open.entrySet().removeIf(entry -> {
            boolean isGone = !ids.contains(entry.getKey());
            if (isGone) {
                entry.getValue().close();
            }
            return isGone;
        });
    }

    /** The oldest first. */
    public List<DeadLetter> deadLetters() {
        synchronized (dead) {
            return List.copyOf(dead);
        }
    }

    private void bury(DeadLetter letter) {
        synchronized (dead) {
            dead.add(letter);
            if (dead.size() > MOST_DEAD) {
                dead.remove();
            }
        }
    }
}

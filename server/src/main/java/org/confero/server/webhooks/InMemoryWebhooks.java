package org.confero.server.webhooks;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** In this process's memory, and gone with it. */
public final class InMemoryWebhooks implements WebhookStore {
    private final List<Webhook> webhooks = new CopyOnWriteArrayList<>();

    @Override
    public List<Webhook> all() {
        return List.copyOf(webhooks);
    }

    @Override
    public synchronized boolean add(Webhook webhook) {
        return webhooks.size() < MOST && webhooks.add(webhook);
    }

    @Override
    public boolean remove(String id) {
        return webhooks.removeIf(webhook -> webhook.id().equals(id));
    }
}

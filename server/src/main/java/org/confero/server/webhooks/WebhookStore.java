package org.confero.server.webhooks;

import java.util.List;

/** Keeps the webhooks. Any thread. */
public interface WebhookStore {
    /** Most webhooks: each has its own queue and its own tries. */
    int MOST = 32;

    /** In the order of their making. */
    List<Webhook> all();

    /** False, and it is not kept, when there are {@link #MOST} already. */
    boolean add(Webhook webhook);

    /** False when there is none of this id. */
    boolean remove(String id);
}

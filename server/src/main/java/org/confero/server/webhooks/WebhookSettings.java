package org.confero.server.webhooks;

import java.time.Duration;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How events are delivered.
 *
 * @param allowPrivate whether addresses inside of the operator's own network may be called, and plain http
 * @param inFlight most requests to one endpoint at a time
 * @param waiting most events that wait for one endpoint; of more the oldest are dead letters
 * @param attempts how often an event is tried before it is a dead letter
 * @param timeout for one try, from the looking up of the name to the answer
 * @param firstWait before the second try; twice as long before each one after it
 * @param longestWait between two tries
 */
public record WebhookSettings(
        @DefaultValue("false") boolean allowPrivate,
        @DefaultValue("4") int inFlight,
        @DefaultValue("10000") int waiting,
        @DefaultValue("10") int attempts,
        @DefaultValue("10s") Duration timeout,
        @DefaultValue("1s") Duration firstWait,
        @DefaultValue("5m") Duration longestWait) {
    public WebhookSettings {
        check(inFlight > 0 && inFlight <= 64, "in-flight is 1 to 64");
        check(waiting > 0 && attempts > 0, "waiting and attempts must be positive");
        check(timeout.isPositive() && firstWait.isPositive(), "timeout and first-wait must be positive");
        check(longestWait.compareTo(firstWait) >= 0, "longest-wait must not be shorter than first-wait");
    }

    /** Whether it is of a kind that may be called at all; where its name leads to is looked at each time. */
    boolean allows(Webhook webhook) {
        return allowPrivate || Webhook.isSecure(webhook.url());
    }

    private static void check(boolean holds, String rule) {
        if (!holds) {
            throw new IllegalArgumentException("webhooks: " + rule);
        }
    }
}

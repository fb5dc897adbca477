package org.confero.server.webhooks;

import java.time.Instant;
import org.confero.server.events.Event;

/**
 * An event that could not be delivered.
 *
 * @param reason in a word
 */
public record DeadLetter(String webhook, Event event, Instant since, String reason) {}

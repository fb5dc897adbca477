package org.confero.server.rabbit;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.confero.server.events.CloudEvents;
import org.confero.server.events.Event;
import org.confero.server.events.InvalidEventException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.amqp.AmqpRejectAndDontRequeueException;
import org.springframework.amqp.core.Message;

/** Events out of the broker's messages. */
final class Incoming {
    private static final Logger LOG = LoggerFactory.getLogger(Incoming.class);

    private Incoming() {}

    /** Empty for one that a newer node says. Throws {@link AmqpRejectAndDontRequeueException}: a dead letter. */
    static Optional<Event> event(Message message) {
        try {
            return CloudEvents.decode(new String(message.getBody(), StandardCharsets.UTF_8));
        } catch (InvalidEventException e) {
            LOG.warn(
                    "A message of {} is a dead letter: {}",
                    message.getMessageProperties().getConsumerQueue(),
                    e.getMessage());
            throw new AmqpRejectAndDontRequeueException("Not an event", e);
        }
    }
}

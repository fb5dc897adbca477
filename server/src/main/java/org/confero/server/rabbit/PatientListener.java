package org.confero.server.rabbit;

import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.confero.server.events.Event;
import org.confero.server.events.EventConsumer;
import org.confero.server.events.Handled;
import org.confero.server.events.Waits;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.amqp.core.Message;
import org.springframework.amqp.core.MessageListener;

/**
 * Gives events to a consumer one after another, each once, and waits with the one that cannot be taken now: a store that is
 * away comes back, and to go on with the next would break the order.
 */
public final class PatientListener implements MessageListener, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(PatientListener.class);

    private final String name;
    private final EventConsumer consumer;
    private final Handled handled;
    private final Waits waits;
    private final CountDownLatch closing = new CountDownLatch(1);

    /** @param name by which its events are remembered */
    public PatientListener(String name, EventConsumer consumer, Handled handled, Waits waits) {
        this.name = name;
        this.consumer = consumer;
        this.handled = handled;
        this.waits = waits;
    }

    @Override
    public void onMessage(Message message) {
        Optional<Event> event = Incoming.event(message);
        for (int failures = 1; event.isPresent() && !isTaken(event.get()); failures++) {
            if (isClosing(failures)) {
                throw new IllegalStateException(
                        "Stopped while event " + event.get().id() + " waits");
            }
        }
    }

    @Override
    public void close() {
        closing.countDown();
    }

    private boolean isTaken(Event event) {
        try {
            if (!handled.isHandled(name, event)) {
                consumer.accept(event);
                handled.handled(name, event);
            }
            return true;
        } catch (RuntimeException e) {
            LOG.warn("Event {} waits for {}", event.id(), consumer.getClass().getSimpleName(), e);
            return false;
        }
    }

    private boolean isClosing(int failures) {
        try {
            return closing.await(waits.after(failures).toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return true;
        }
    }
}

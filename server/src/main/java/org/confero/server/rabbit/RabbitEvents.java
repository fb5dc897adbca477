package org.confero.server.rabbit;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.confero.protocol.RoomId;
import org.confero.server.events.Carrier;
import org.confero.server.events.CarryingFailedException;
import org.confero.server.events.CloudEvents;
import org.confero.server.events.Event;
import org.jspecify.annotations.Nullable;
import org.springframework.amqp.AmqpException;
import org.springframework.amqp.core.Message;
import org.springframework.amqp.core.MessageBuilder;
import org.springframework.amqp.core.MessageDeliveryMode;
import org.springframework.amqp.rabbit.connection.CorrelationData;
import org.springframework.amqp.rabbit.core.RabbitOperations;

/**
 * Brings events to the broker. Of each room the next event goes only when the broker has confirmed the one before: whatever
 * fails in between, no event can overtake another of its room. Different rooms go together, so this costs little.
 */
public final class RabbitEvents implements Carrier {
    /** A broker confirms in some ms; one that is busy writing to its disk may need seconds. */
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final RabbitOperations rabbit;
    private final Counter unroutable;

    public RabbitEvents(RabbitOperations rabbit, MeterRegistry registry) {
        this.rabbit = rabbit;
        unroutable = registry.counter("confero.events.unroutable");
    }

    @Override
    public void carry(List<Event> events, Consumer<List<Event>> done) throws InterruptedException {
        Map<RoomId, ArrayDeque<Event>> rooms = new LinkedHashMap<>();
        events.forEach(event ->
                rooms.computeIfAbsent(event.room(), room -> new ArrayDeque<>()).add(event));
        while (!rooms.isEmpty()) {
            List<Event> wave = rooms.values().stream().map(ArrayDeque::remove).toList();
            rooms.values().removeIf(ArrayDeque::isEmpty);
            carryTogether(wave, done);
        }
    }

    private void carryTogether(List<Event> wave, Consumer<List<Event>> done) throws InterruptedException {
        List<Event> confirmed = new ArrayList<>();
        try {
            Map<Event, CorrelationData> sent = new LinkedHashMap<>();
            AmqpException broken = send(wave, sent);
            long end = System.nanoTime() + PATIENCE.toNanos();
            for (Map.Entry<Event, CorrelationData> one : sent.entrySet()) {
                if (isConfirmed(one.getValue(), end)) {
                    confirmed.add(one.getKey());
                }
            }
            if (broken != null) {
                throw broken;
            }
            if (confirmed.size() < wave.size()) {
                throw new CarryingFailedException("the broker has not confirmed all of them", null);
            }
        } catch (AmqpException e) {
            throw new CarryingFailedException(
                    "the broker cannot be reached (" + e.getClass().getSimpleName() + ")", e);
        } finally {
            done.accept(confirmed);
        }
    }

    /** What stopped it, if anything did: those before it may still be confirmed. */
    private @Nullable AmqpException send(List<Event> wave, Map<Event, CorrelationData> sent) {
        try {
            for (Event event : wave) {
                var confirmation = new CorrelationData(event.id());
                rabbit.send(Topology.EVENTS, event.topic(), message(event), confirmation);
                sent.put(event, confirmation);
            }
            return null;
        } catch (AmqpException e) {
            return e;
        }
    }

    private boolean isConfirmed(CorrelationData confirmation, long end) throws InterruptedException {
        try {
            long left = Math.max(0, end - System.nanoTime());
            boolean isTaken =
                    confirmation.getFuture().get(left, TimeUnit.NANOSECONDS).ack();
            if (isTaken && confirmation.getReturned() != null) {
                unroutable.increment();
            }
            return isTaken;
        } catch (ExecutionException | TimeoutException e) {
            return false;
        }
    }

    private static Message message(Event event) {
        return MessageBuilder.withBody(CloudEvents.encode(event).getBytes(StandardCharsets.UTF_8))
                .setContentType(CloudEvents.MEDIA_TYPE)
                .setMessageId(event.id())
                .setTimestamp(Date.from(event.time()))
                .setDeliveryMode(MessageDeliveryMode.PERSISTENT)
                .build();
    }
}

package org.confero.server.rabbit;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.confero.server.webhooks.Webhook;
import org.springframework.amqp.core.Binding;
import org.springframework.amqp.core.BindingBuilder;
import org.springframework.amqp.core.Declarable;
import org.springframework.amqp.core.Declarables;
import org.springframework.amqp.core.FanoutExchange;
import org.springframework.amqp.core.Queue;
import org.springframework.amqp.core.QueueBuilder;
import org.springframework.amqp.core.TopicExchange;

/**
 * What is on the broker. All queues are quorum queues, as others lose what they hold with the broker's node, and each is
 * read by one consumer at a time, as only so the order of a room holds. OPERATIONS.md, "RabbitMQ".
 */
public final class Topology {
    /** Where all events go in. */
    public static final String EVENTS = "confero.events";

    /** From where call history is written. */
    public static final String CALLS = "confero.calls";

    /** What nobody could take, for people to look at. */
    public static final String DEAD = "confero.dead";

    private static final String WEBHOOK = "confero.webhook.";
    private static final String ALL = "#";

    /** Some 500 MB. With more, the broker takes no more events, and the nodes keep them. */
    private static final int MOST_CALLS_EVENTS = 1_000_000;

    private static final int MOST_DEAD = 100_000;

    /** An event that ends its reader as often as this is not tried again. */
    private static final int MOST_DELIVERIES = 20;

    /** A webhook's queue that nobody has read for so long belongs to one that is gone. */
    private static final Duration UNUSED = Duration.ofDays(7);

    private static final TopicExchange EXCHANGE = new TopicExchange(EVENTS);

    private Topology() {}

    /** What every node wants to find. */
    public static Declarables common(boolean withHistory) {
        var deadExchange = new FanoutExchange(DEAD);
        Queue dead = QueueBuilder.durable(DEAD)
                .quorum()
                .maxLength(MOST_DEAD)
                .overflow(QueueBuilder.Overflow.dropHead)
                .build();
        List<Declarable> all = new ArrayList<>(
                List.of(EXCHANGE, deadExchange, dead, BindingBuilder.bind(dead).to(deadExchange)));
        if (withHistory) {
            Queue calls = inOrder(CALLS)
                    .maxLength(MOST_CALLS_EVENTS)
                    .overflow(QueueBuilder.Overflow.rejectPublish)
                    .build();
            all.add(calls);
            all.add(BindingBuilder.bind(calls).to(EXCHANGE).with(ALL));
        }
        return new Declarables(all);
    }

    static String nameOf(String webhook) {
        return WEBHOOK + webhook;
    }

    static Queue queue(Webhook webhook, int most) {
        return inOrder(nameOf(webhook.id()))
                .maxLength(most)
                .overflow(QueueBuilder.Overflow.dropHead)
                .expires(Math.toIntExact(UNUSED.toMillis()))
                .build();
    }

    static List<Binding> bindings(Webhook webhook, Queue queue) {
        Set<String> topics = webhook.topics().isEmpty() ? Set.of(ALL) : webhook.topics();
        return topics.stream()
                .map(topic -> BindingBuilder.bind(queue).to(EXCHANGE).with(topic))
                .toList();
    }

    private static QueueBuilder inOrder(String name) {
        return QueueBuilder.durable(name)
                .quorum()
                .singleActiveConsumer()
                .deliveryLimit(MOST_DELIVERIES)
                .deadLetterExchange(DEAD);
    }
}

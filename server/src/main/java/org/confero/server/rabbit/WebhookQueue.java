package org.confero.server.rabbit;

import com.rabbitmq.client.AlreadyClosedException;
import com.rabbitmq.client.Channel;
import java.io.IOException;
import java.util.Optional;
import org.confero.server.events.Event;
import org.confero.server.events.Handled;
import org.confero.server.webhooks.Endpoint;
import org.jspecify.annotations.Nullable;
import org.springframework.amqp.AmqpException;
import org.springframework.amqp.AmqpRejectAndDontRequeueException;
import org.springframework.amqp.core.AcknowledgeMode;
import org.springframework.amqp.core.Message;
import org.springframework.amqp.rabbit.connection.ConnectionFactory;
import org.springframework.amqp.rabbit.listener.SimpleMessageListenerContainer;
import org.springframework.amqp.rabbit.listener.api.ChannelAwareMessageListener;
import org.springframework.core.task.SimpleAsyncTaskExecutor;

/** From one webhook's queue to its endpoint; a message stays on the broker until its delivery has ended one way or other. */
final class WebhookQueue implements ChannelAwareMessageListener {
    /** Enough that no lane of the endpoint waits for the broker. */
    private static final int PREFETCH_PER_LANE = 4;

    private final Endpoint endpoint;
    private final SimpleMessageListenerContainer container;
    private final Handled handled;
    private final String name;

    WebhookQueue(Endpoint endpoint, String queue, int lanes, ConnectionFactory connections, Handled handled) {
        this.endpoint = endpoint;
        this.handled = handled;
        this.name = queue;
        container = new SimpleMessageListenerContainer(connections);
        container.setQueueNames(queue);
        container.setPrefetchCount(lanes * PREFETCH_PER_LANE);
        container.setAcknowledgeMode(AcknowledgeMode.MANUAL);
        container.setMissingQueuesFatal(false);
        container.setAutoDeclare(false);
        container.setMessageListener(this);
        container.setTaskExecutor(executor(queue));
        container.afterPropertiesSet();
    }

    void start() {
        container.start();
    }

    void stop() {
        endpoint.close();
        container.stop();
    }

    @Override
    public void onMessage(Message message, @Nullable Channel channel) throws Exception {
        long tag = message.getMessageProperties().getDeliveryTag();
        Optional<Event> event;
        try {
            event = Incoming.event(message);
        } catch (AmqpRejectAndDontRequeueException e) {
            end(channel, tag, false);
            return;
        }
        if (event.isEmpty() || handled.isHandled(name, event.get())) {
            end(channel, tag, true);
            return;
        }
        endpoint.offer(event.get(), failure -> {
            if (failure == null) {
                handled.handled(name, event.get());
            }
            end(channel, tag, failure == null);
        });
    }

    private static void end(@Nullable Channel channel, long tag, boolean isDelivered) {
        if (channel == null) {
            return;
        }
        try {
            if (isDelivered) {
                channel.basicAck(tag, false);
            } else {
                channel.basicReject(tag, false);
            }
        } catch (IOException | AlreadyClosedException | AmqpException e) {
            // The broker is away and gives it to somebody again: whether it has been delivered is remembered.
        }
    }

    private static SimpleAsyncTaskExecutor executor(String queue) {
        var executor = new SimpleAsyncTaskExecutor(queue + "-");
        executor.setVirtualThreads(true);
        return executor;
    }
}

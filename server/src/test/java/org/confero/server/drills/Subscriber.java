package org.confero.server.drills;

import com.rabbitmq.client.CancelCallback;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.ConnectionFactory;
import com.rabbitmq.client.DeliverCallback;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;

/** A program that reads all events out of a queue of its own on the broker, and comes back whenever that has been away. */
final class Subscriber implements AutoCloseable {
    private static final String QUEUE = "drills";
    private static final Duration AGAIN = Duration.ofMillis(200);
    private static final int PREFETCH = 100;

    private final ConnectionFactory factory = new ConnectionFactory();
    private final Consumer<String> heard;
    private final CountDownLatch closing = new CountDownLatch(1);
    private final CountDownLatch reads = new CountDownLatch(1);
    private final Thread thread = Thread.ofVirtual().unstarted(this::run);

    /** Returns when it reads. */
    Subscriber(int port, Consumer<String> heard) {
        this.heard = heard;
        factory.setHost("127.0.0.1");
        factory.setPort(port);
        factory.setAutomaticRecoveryEnabled(false);
        thread.start();
        try {
            reads.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private void run() {
        try {
            do {
                read();
            } while (!closing.await(AGAIN.toMillis(), TimeUnit.MILLISECONDS));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void read() throws InterruptedException {
        var broken = new CountDownLatch(1);
        try (Connection connection = factory.newConnection();
                Channel channel = connection.createChannel()) {
            connection.addShutdownListener(cause -> broken.countDown());
            channel.exchangeDeclare("confero.events", "topic", true);
            channel.queueDeclare(QUEUE, true, false, false, Map.of("x-queue-type", "quorum"));
            channel.queueBind(QUEUE, "confero.events", "#");
            channel.basicQos(PREFETCH);
            DeliverCallback take = (tag, message) -> {
                heard.accept(new String(message.getBody(), StandardCharsets.UTF_8));
                channel.basicAck(message.getEnvelope().getDeliveryTag(), false);
            };
            CancelCallback cancelled = tag -> broken.countDown();
            channel.basicConsume(QUEUE, false, take, cancelled);
            reads.countDown();
            while (broken.getCount() > 0 && closing.getCount() > 0) {
                boolean _ = broken.await(AGAIN.toMillis(), TimeUnit.MILLISECONDS);
            }
        } catch (IOException | TimeoutException | RuntimeException away) {
            // The broker is not there, or has just gone.
            return;
        }
    }

    @Override
    public void close() {
        closing.countDown();
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}

package org.confero.server.redis;

import java.io.ByteArrayOutputStream;
import java.util.ArrayDeque;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Brings mail to other nodes' channels: in its order, with one message on the way to each node and what comes meanwhile
 * together in the next one, which is several times cheaper than one for each. Never waits; any thread.
 */
final class Postman {
    /** What waits for one node, in bytes: two seconds of a busy node. Of more nothing is taken. */
    private static final int MOST_WAITING = 8 * 1024 * 1024;

    /** Redis is held up by larger messages. */
    private static final int MOST_AT_ONCE = 256 * 1024;

    private final Publisher publisher;
    private final Map<String, Bag> bags = new ConcurrentHashMap<>();

    /** Sends a message to a channel, and says when it has been taken; null when there is no way. Never waits. */
    interface Publisher {
        @Nullable
        CompletionStage<Long> publish(byte[] channel, byte[] message);
    }

    Postman(RedisLink link) {
        this((channel, message) -> link.send(redis -> redis.publish(channel, message)));
    }

    Postman(Publisher publisher) {
        this.publisher = publisher;
    }

    /** Whether it is on its way; false when there is no way, or when too much waits. */
    boolean send(String node, Mail mail) {
        Bag bag = bags.computeIfAbsent(node, Bag::new);
        byte[] bytes = mail.bytes();
        synchronized (bag) {
            if (bag.size + bytes.length > MOST_WAITING) {
                return false;
            }
            bag.put(bytes);
            return bag.isOnTheWay || bag.go();
        }
    }

    /** Nothing is for this node any more. */
    void forget(String node) {
        bags.remove(node);
    }

    /** What waits for one node. Guarded by itself. */
    private final class Bag {
        private final byte[] channel;
        private final ArrayDeque<byte[]> waiting = new ArrayDeque<>();
        private int size;
        private boolean isOnTheWay;

        Bag(String node) {
            this.channel = RedisLink.bytes(RoomStore.channel(node));
        }

        void put(byte[] bytes) {
            waiting.add(bytes);
            size += bytes.length;
        }

        boolean go() {
            byte[] message = take();
            CompletionStage<Long> sent = publisher.publish(channel, message);
            isOnTheWay = sent != null;
            if (sent == null) {
                return false;
            }
            // It may have arrived by now, and the next one may be on its way.
            var _ = sent.whenComplete((heard, failure) -> arrived());
            return true;
        }

        private synchronized void arrived() {
            isOnTheWay = false;
            if (!waiting.isEmpty()) {
                go();
            }
        }

        private byte[] take() {
            byte[] first = waiting.remove();
            size -= first.length;
            if (waiting.isEmpty()) {
                return first;
            }
            var all = new ByteArrayOutputStream();
            all.writeBytes(first);
            while (!waiting.isEmpty() && all.size() + waiting.element().length <= MOST_AT_ONCE) {
                byte[] next = waiting.remove();
                size -= next.length;
                all.writeBytes(next);
            }
            return all.toByteArray();
        }
    }
}

package org.confero.server.redis;

import io.lettuce.core.AbstractRedisClient;
import io.lettuce.core.ClientOptions;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisFuture;
import io.lettuce.core.api.StatefulConnection;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.cluster.ClusterClientOptions;
import io.lettuce.core.cluster.RedisClusterClient;
import io.lettuce.core.cluster.api.StatefulRedisClusterConnection;
import io.lettuce.core.cluster.api.async.RedisClusterAsyncCommands;
import io.lettuce.core.codec.ByteArrayCodec;
import io.lettuce.core.pubsub.RedisPubSubAdapter;
import io.lettuce.core.pubsub.StatefulRedisPubSubConnection;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.function.Function;
import org.confero.server.routing.UnavailableException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * This node's connections to Redis, or to a cluster of them: one for commands, which many threads share, and one that hears
 * the node's own channel. A Redis that is not there yet is waited for; one that goes is found again. Any thread.
 */
public final class RedisLink implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(RedisLink.class);

    /** A Redis that needs longer is as good as away: who waits for it holds up a room. */
    static final Duration PATIENCE = Duration.ofSeconds(2);

    private static final Duration NEXT_TRY = Duration.ofMillis(500);

    /** A node that says that it is ready should be, where there is a Redis; one that takes longer is waited for by whoever needs it. */
    private static final Duration FIRST = Duration.ofSeconds(5);

    private final AbstractRedisClient client;
    private volatile @Nullable RedisClusterAsyncCommands<byte[], byte[]> commands;
    private volatile @Nullable StatefulConnection<byte[], byte[]> connection;
    private volatile @Nullable StatefulRedisPubSubConnection<byte[], byte[]> hearing;
    private volatile boolean closed;

    /** {@code client} is configured and started; whoever made it ends it. */
    public RedisLink(AbstractRedisClient client) {
        this.client = client;
        // What was under way when a connection broke is not sent again by itself: it might be done after all by then.
        ClientOptions.Builder options = client.getOptions()
                .mutate()
                .disconnectedBehavior(ClientOptions.DisconnectedBehavior.REJECT_COMMANDS)
                .replayFilter(command -> true);
        switch (client) {
            case RedisClient one -> one.setOptions(options.build());
            case RedisClusterClient many -> many.setOptions((ClusterClientOptions) options.build());
            default -> throw new IllegalArgumentException("A client of one Redis or of a cluster");
        }
    }

    /**
     * Begins to connect, and returns when that is done, or goes on with it in the background after {@link #FIRST}.
     *
     * @param heard is given what comes on the channel, on a thread that must not be held up
     * @param subscribed is told each time that the channel is heard from now on: what was said on it before may be lost
     */
    void start(String channel, Consumer<byte[]> heard, Runnable subscribed) {
        Thread connecting = Thread.ofVirtual().name("redis-link").start(() -> {
            boolean isSaid = false;
            while (!closed && !isConnected(channel, heard, subscribed, !isSaid)) {
                isSaid = true;
                LockSupport.parkNanos(NEXT_TRY.toNanos());
            }
        });
        try {
            connecting.join(FIRST);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private boolean isConnected(String channel, Consumer<byte[]> heard, Runnable subscribed, boolean isFirst) {
        try {
            connect(channel, heard, subscribed);
            return true;
        } catch (RuntimeException away) {
            if (isFirst) {
                LOG.warn("Redis cannot be reached: {}", away.toString());
            }
            return false;
        }
    }

    // The ear first: whoever can decide has to hear what the others decide.
    private void connect(String channel, Consumer<byte[]> heard, Runnable subscribed) {
        if (hearing == null) {
            hearing = listen(channel, heard, subscribed);
        }
        switch (client) {
            case RedisClient one -> {
                StatefulRedisConnection<byte[], byte[]> open = one.connect(ByteArrayCodec.INSTANCE);
                commands = open.async();
                connection = open;
            }
            case RedisClusterClient many -> {
                StatefulRedisClusterConnection<byte[], byte[]> open = many.connect(ByteArrayCodec.INSTANCE);
                commands = open.async();
                connection = open;
            }
            default -> throw new IllegalStateException();
        }
    }

    private StatefulRedisPubSubConnection<byte[], byte[]> listen(
            String channel, Consumer<byte[]> heard, Runnable subscribed) {
        StatefulRedisPubSubConnection<byte[], byte[]> ear = switch (client) {
            case RedisClient one -> one.connectPubSub(ByteArrayCodec.INSTANCE);
            case RedisClusterClient many -> many.connectPubSub(ByteArrayCodec.INSTANCE);
            default -> throw new IllegalStateException();
        };
        ear.addListener(new RedisPubSubAdapter<>() {
            @Override
            public void message(byte[] from, byte[] message) {
                heard.accept(message);
            }

            @Override
            public void subscribed(byte[] to, long count) {
                subscribed.run();
            }
        });
        try {
            await(ear.async().subscribe(bytes(channel)));
            return ear;
        } catch (UnavailableException e) {
            ear.close();
            throw e;
        }
    }

    /** Sends a command; nothing when there is no connection. Never waits. */
    <T> @Nullable RedisFuture<T> send(Function<RedisClusterAsyncCommands<byte[], byte[]>, RedisFuture<T>> command) {
        RedisClusterAsyncCommands<byte[], byte[]> to = commands;
        StatefulConnection<byte[], byte[]> over = connection;
        return to == null || over == null || !over.isOpen() ? null : command.apply(to);
    }

    /** Sends a command and waits for its answer; throws {@link UnavailableException} when none comes: done or not. */
    <T> @Nullable T await(Function<RedisClusterAsyncCommands<byte[], byte[]>, RedisFuture<T>> command) {
        return await(send(command));
    }

    /** The same for what is on its way, or is not for want of a connection. */
    <T> @Nullable T await(@Nullable RedisFuture<T> answer) {
        if (answer == null) {
            throw new UnavailableException("There is no connection to Redis");
        }
        try {
            return answer.get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException | ExecutionException | CancellationException e) {
            answer.cancel(true);
            throw new UnavailableException("Redis has not answered", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new UnavailableException("Interrupted", e);
        }
    }

    boolean isOpen() {
        StatefulConnection<byte[], byte[]> over = connection;
        return over != null && over.isOpen();
    }

    @Override
    public void close() {
        closed = true;
        StatefulConnection<byte[], byte[]> open = connection;
        if (open != null) {
            open.close();
        }
        StatefulRedisPubSubConnection<byte[], byte[]> ear = hearing;
        if (ear != null) {
            ear.close();
        }
    }

    static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }
}

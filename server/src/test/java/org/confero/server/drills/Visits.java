package org.confero.server.drills;

import java.net.URI;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.confero.codec.Codec;
import org.confero.codec.Decoded;
import org.confero.protocol.ClientInfo;
import org.confero.protocol.ClientMessage;
import org.confero.protocol.Credentials;
import org.confero.protocol.DisplayName;
import org.confero.protocol.MediaState;
import org.confero.protocol.RequestId;
import org.confero.protocol.RoomId;
import org.confero.protocol.ServerMessage;
import org.confero.server.soak.Line;
import org.jspecify.annotations.Nullable;

/** People who come into rooms and leave again all the time, by any node. What they were told of it, events have to tell, too. */
final class Visits implements AutoCloseable {
    private static final int VISITORS = 4;
    private static final int ROOMS = 6;
    private static final Duration BETWEEN = Duration.ofMillis(200);
    private static final Duration PATIENCE = Duration.ofSeconds(3);

    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(PATIENCE).build();
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final Set<String> told = ConcurrentHashMap.newKeySet();
    private final AtomicInteger underWay = new AtomicInteger();
    private final List<URI> servers;
    private volatile boolean isPaused = true;
    private volatile boolean isOver;

    Visits(List<URI> servers) {
        this.servers = servers;
        for (int i = 0; i < VISITORS; i++) {
            var random = new SplittableRandom(i);
            threads.execute(() -> live(random));
        }
    }

    static List<String> rooms() {
        return IntStream.range(0, ROOMS).mapToObj(i -> "visit-" + i).toList();
    }

    static String joined(Object participant) {
        return "joined " + participant;
    }

    static String left(Object participant) {
        return "left " + participant;
    }

    void goOn() {
        isPaused = false;
    }

    /** Returns when everybody has left, or has been cut off. Gives what was told since the last time. */
    List<String> pause() {
        isPaused = true;
        while (underWay.get() > 0) {
            LockSupport.parkNanos(Duration.ofMillis(10).toNanos());
        }
        List<String> all = new ArrayList<>(told);
        told.removeAll(all);
        return all;
    }

    private void live(RandomGenerator random) {
        while (!isOver) {
            underWay.incrementAndGet();
            if (!isPaused) {
                visit(servers.get(random.nextInt(servers.size())), rooms().get(random.nextInt(ROOMS)));
            }
            underWay.decrementAndGet();
            LockSupport.parkNanos(BETWEEN.toNanos());
        }
    }

    private void visit(URI server, String room) {
        BlockingQueue<ServerMessage> heard = new LinkedBlockingQueue<>();
        Line line;
        try {
            line = new Line(http, server, (on, text) -> heard.addAll(read(text)));
        } catch (CompletionException away) {
            return;
        }
        line.say(Codec.encode(new ClientMessage.Hello(new ClientInfo("drill", "1"), null, false)));
        line.say(Codec.encode(new ClientMessage.Join(
                new RequestId("j"), new RoomId(room), new DisplayName("Visitor"), MediaState.ON, Credentials.NONE)));
        ServerMessage.Joined joined = await(heard, ServerMessage.Joined.class);
        if (joined != null) {
            told.add(joined(joined.self()));
            line.say(Codec.encode(new ClientMessage.Leave()));
            if (await(heard, ServerMessage.Left.class) != null) {
                told.add(left(joined.self()));
            }
        }
        line.crash();
    }

    private static List<ServerMessage> read(@Nullable String text) {
        Function<String, Decoded<ServerMessage>> decode = Codec::decodeServer;
        return text != null && decode.apply(text) instanceof Decoded.Ok<ServerMessage>(ServerMessage message)
                ? List.of(message)
                : List.of();
    }

    private static <T extends ServerMessage> @Nullable T await(BlockingQueue<ServerMessage> heard, Class<T> type) {
        long end = System.nanoTime() + PATIENCE.toNanos();
        try {
            ServerMessage next = heard.poll(PATIENCE.toNanos(), TimeUnit.NANOSECONDS);
            while (next != null && !type.isInstance(next) && !(next instanceof ServerMessage.Failure)) {
                next = heard.poll(end - System.nanoTime(), TimeUnit.NANOSECONDS);
            }
            return type.isInstance(next) ? type.cast(next) : null;
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        isOver = true;
        threads.close();
        http.shutdownNow();
    }
}

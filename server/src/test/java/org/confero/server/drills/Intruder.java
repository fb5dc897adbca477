package org.confero.server.drills;

import java.net.URI;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
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

/** Tries all the time to come into rooms that are full or locked, by any node. It must never be let in, whatever has failed. */
final class Intruder {
    private static final Duration BETWEEN = Duration.ofMillis(200);
    private static final Duration PATIENCE = Duration.ofSeconds(3);

    private final HttpClient http;
    private final List<URI> servers;
    private final List<String> rooms;
    private final RandomGenerator random;
    private final Consumer<String> wrong;
    private volatile boolean isOver;
    private final AtomicLong refused = new AtomicLong();

    Intruder(HttpClient http, List<URI> servers, List<String> rooms, RandomGenerator random, Consumer<String> wrong) {
        this.http = http;
        this.servers = servers;
        this.rooms = rooms;
        this.random = random;
        this.wrong = wrong;
    }

    /** How often it was told that it may not come in. */
    long refused() {
        return refused.get();
    }

    void end() {
        isOver = true;
    }

    void live() {
        while (!isOver) {
            tryOnce(servers.get(random.nextInt(servers.size())), rooms.get(random.nextInt(rooms.size())));
            LockSupport.parkNanos(BETWEEN.toNanos());
        }
    }

    private void tryOnce(URI server, String room) {
        BlockingQueue<ServerMessage> heard = new LinkedBlockingQueue<>();
        Line line;
        try {
            line = new Line(http, server, (on, text) -> heard.addAll(read(text)));
        } catch (CompletionException away) {
            return;
        }
        line.say(Codec.encode(new ClientMessage.Hello(new ClientInfo("drill", "1"), null, false)));
        line.say(Codec.encode(new ClientMessage.Join(
                new RequestId("j"), new RoomId(room), new DisplayName("Intruder"), MediaState.ON, Credentials.NONE)));
        long end = System.nanoTime() + PATIENCE.toNanos();
        ServerMessage answer = next(heard, end);
        while (answer instanceof ServerMessage.Welcome) {
            answer = next(heard, end);
        }
        if (answer instanceof ServerMessage.Failure) {
            refused.incrementAndGet();
        } else if (answer instanceof ServerMessage.Joined || answer instanceof ServerMessage.Waiting) {
            wrong.accept("An intruder came into " + room);
        }
        line.crash();
    }

    private static List<ServerMessage> read(@Nullable String text) {
        return text != null && Codec.decodeServer(text) instanceof Decoded.Ok<ServerMessage>(ServerMessage message)
                ? List.of(message)
                : List.of();
    }

    private static @Nullable ServerMessage next(BlockingQueue<ServerMessage> heard, long end) {
        try {
            return heard.poll(end - System.nanoTime(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}

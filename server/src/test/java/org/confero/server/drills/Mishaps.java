package org.confero.server.drills;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.LockSupport;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import org.confero.server.redis.TestRedis;

/** Faults mixed by chance, the same for the same seed: one to three at a time, for some seconds, of different parts. */
final class Mishaps {
    private static final int MOST_AT_ONCE = 3;
    private static final Duration LEAST = Duration.ofMillis(200);
    private static final Duration MOST = Duration.ofSeconds(5);

    private final RandomGenerator random;
    private final List<NodeProcess> nodes;
    private final TestRedis redis;
    private final Happenings happenings;

    Mishaps(long seed, List<NodeProcess> nodes, TestRedis redis, Happenings happenings) {
        this.random = new SplittableRandom(seed);
        this.nodes = nodes;
        this.redis = redis;
        this.happenings = happenings;
    }

    /** Something that may throw what reading and writing throws. */
    private interface Step {
        void go() throws IOException;
    }

    /** One part fails, and is there again. */
    private record Mishap(String name, Step begins, Step ends) {}

    /** What fails together, in words; it has ended when {@link #happen} returns. */
    record Round(String name, List<Runnable> begin, Duration lasts, List<Runnable> end) {
        void happen() {
            begin.forEach(Runnable::run);
            LockSupport.parkNanos(lasts.toNanos());
            end.stream()
                    .map(step -> CompletableFuture.runAsync(step, Thread::startVirtualThread))
                    .toList()
                    .forEach(CompletableFuture::join);
        }
    }

    Round next() {
        List<Mishap> parts = new ArrayList<>(List.of(ofANode(), ofRedis(), ofTheBroker(), ofTheHook()));
        int many = 1 + random.nextInt(MOST_AT_ONCE);
        while (parts.size() > many) {
            parts.remove(random.nextInt(parts.size()));
        }
        return new Round(
                parts.stream().map(Mishap::name).collect(Collectors.joining(", ")),
                parts.stream().map(part -> step(part.begins())).toList(),
                Duration.ofMillis(random.nextLong(LEAST.toMillis(), MOST.toMillis())),
                parts.stream().map(part -> step(part.ends())).toList());
    }

    private static Runnable step(Step step) {
        return () -> {
            try {
                step.go();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        };
    }

    private Mishap ofANode() {
        NodeProcess node = nodes.get(random.nextInt(nodes.size()));
        return random.nextInt(3) == 0
                ? new Mishap("a node drains", node::terminate, () -> {
                    node.awaitEnd();
                    node.restart();
                })
                : new Mishap("a node is killed", node::kill, node::restart);
    }

    private Mishap ofRedis() {
        return random.nextBoolean()
                ? new Mishap("Redis is killed", redis::kill, redis::restart)
                : new Mishap("Redis stands still", redis::pause, redis::goOn);
    }

    private Mishap ofTheBroker() {
        return new Mishap("RabbitMQ is killed", happenings::killBroker, happenings::restartBroker);
    }

    private Mishap ofTheHook() {
        Hook hook = happenings.hook();
        return switch (random.nextInt(3)) {
            case 0 -> new Mishap("the webhook's endpoint is away", hook::goAway, hook::comeBack);
            case 1 ->
                new Mishap(
                        "the webhook's endpoint is slow",
                        () -> hook.takesItsTime(Duration.ofMillis(200)),
                        () -> hook.takesItsTime(Duration.ZERO));
            default ->
                new Mishap(
                        "the webhook's endpoint fails now and then",
                        () -> hook.failsNowAndThen(true),
                        () -> hook.failsNowAndThen(false));
        };
    }
}

package org.confero.server.redis;

import io.lettuce.core.ScriptOutputType;
import java.time.Duration;
import java.util.List;
import java.util.function.LongSupplier;
import java.util.stream.IntStream;
import org.confero.server.routing.UnavailableException;

/**
 * Which nodes bring events to the broker, and which buckets each: every node takes those for which its own name, mixed with
 * the bucket's number, weighs most of all. Nobody holds a bucket; nodes that disagree for a moment bring events twice, and in
 * their order. One that cannot reach the broker stands back for others. Times are Redis's; any thread.
 */
final class Couriers {
    static final Duration RENEWAL = Duration.ofSeconds(1);

    /** Three renewals: a node that is busy for a moment is not dead. */
    private static final Duration LEASE = Duration.ofMillis(3500);

    /** A broker's own restart is no reason to have others try. */
    private static final Duration TRIED = Duration.ofSeconds(10);

    private static final Duration STANDS_BACK = Duration.ofSeconds(10);

    private static final byte[] KEY = RedisLink.bytes("confero:{nodes}:couriers");

    /** ARGV: node, lease in ms, or 0 to leave. Gives those who are there. */
    private static final byte[] RENEW = RedisLink.bytes("""
            local time = redis.call('TIME')
            local now = time[1] * 1000 + math.floor(time[2] / 1000)
            redis.call('ZREMRANGEBYSCORE', KEYS[1], '-inf', string.format('%.0f', now))
            if ARGV[2] == '0' then
              redis.call('ZREM', KEYS[1], ARGV[1])
            else
              redis.call('ZADD', KEYS[1], string.format('%.0f', now + ARGV[2]), ARGV[1])
            end
            return redis.call('ZRANGE', KEYS[1], 0, -1)
            """);

    private final RedisLink link;
    private final String node;
    private final LongSupplier nanos;
    private volatile List<String> all = List.of();

    // Guarded by this.
    private boolean isFailing;
    private long failingSince;
    private boolean isBack;
    private long backSince;

    /** @param nanos a clock that only counts */
    Couriers(RedisLink link, String node, LongSupplier nanos) {
        this.link = link;
        this.node = node;
        this.nanos = nanos;
    }

    /** Says that this node is one, or is not; waits, and throws {@link UnavailableException}. */
    void renew() {
        boolean stands = standsBack();
        List<String> said = say(stands ? Duration.ZERO : LEASE);
        // Somebody has to try.
        all = stands && said.isEmpty() ? say(LEASE) : said;
    }

    /** Others need not wait for the lease to run out. */
    void leave() {
        all = List.of();
        say(Duration.ZERO);
    }

    private List<String> say(Duration lease) {
        List<byte[]> said = link.await(redis -> redis.<List<byte[]>>eval(
                RENEW,
                ScriptOutputType.MULTI,
                new byte[][] {KEY},
                RedisLink.bytes(node),
                RedisLink.bytes(Long.toString(lease.toMillis()))));
        return said == null ? List.of() : said.stream().map(RedisLink::text).toList();
    }

    /** The buckets that are this node's now. */
    List<Integer> mine() {
        List<String> now = all;
        return IntStream.range(0, RoomStore.BUCKETS)
                .filter(bucket -> node.equals(of(bucket, now)))
                .boxed()
                .toList();
    }

    /** Whose a bucket is among these; nobody's when there is none. */
    static String of(int bucket, List<String> nodes) {
        String heaviest = "";
        long most = 0;
        for (String one : nodes) {
            long weight = weight(one, bucket);
            if (heaviest.isEmpty() || weight > most || (weight == most && one.compareTo(heaviest) > 0)) {
                heaviest = one;
                most = weight;
            }
        }
        return heaviest;
    }

    // SplitMix64's last steps: names and numbers that are alike weigh differently.
    private static long weight(String node, int bucket) {
        long mixed = node.hashCode() * 0x9E3779B97F4A7C15L + bucket * 0xD1B54A32D192ED03L;
        mixed = (mixed ^ (mixed >>> 30)) * 0xBF58476D1CE4E5B9L;
        mixed = (mixed ^ (mixed >>> 27)) * 0x94D049BB133111EBL;
        return mixed ^ (mixed >>> 31);
    }

    /** The broker has not taken what it was brought. */
    synchronized void failed() {
        if (!isFailing) {
            isFailing = true;
            failingSince = nanos.getAsLong();
        }
    }

    /** The broker has taken something. */
    synchronized void carried() {
        isFailing = false;
    }

    private synchronized boolean standsBack() {
        long now = nanos.getAsLong();
        if (isBack && now - backSince >= STANDS_BACK.toNanos()) {
            isBack = false;
            isFailing = false;
        } else if (!isBack && isFailing && now - failingSince >= TRIED.toNanos()) {
            isBack = true;
            backSince = now;
        }
        return isBack;
    }
}

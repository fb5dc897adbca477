package org.confero.server.redis;

import io.lettuce.core.RedisFuture;
import io.lettuce.core.ScriptOutputType;
import io.lettuce.core.SetArgs;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.confero.protocol.RoomId;
import org.confero.server.routing.UnavailableException;
import org.jspecify.annotations.Nullable;

/**
 * Which nodes are alive, and in which rooms their people are. A node holds a lease and renews it; whose lease has run out is
 * down, and after the grace time gone. All times are Redis's: a node's own clock may be wrong. Methods that wait throw
 * {@link UnavailableException}; any thread.
 */
final class Leases {
    /** Those who were on a dead node should be seen to be away within five seconds. */
    static final Duration RENEWAL = Duration.ofSeconds(1);

    /** Three renewals: a node that is busy for a moment is not dead. */
    private static final Duration LEASE = Duration.ofMillis(3500);

    /** How long one survivor has for a dead node's rooms before another one tries. */
    private static final Duration TURN = Duration.ofSeconds(10);

    private static final byte[] ALIVE = RedisLink.bytes("confero:{nodes}:alive");
    private static final byte[] FALLEN = RedisLink.bytes("confero:{nodes}:fallen");
    private static final byte[] EPOCH = RedisLink.bytes("confero:{nodes}:epoch");

    private static final String NOW = """
            local time = redis.call('TIME')
            local now = time[1] * 1000 + math.floor(time[2] / 1000)
            """;

    /**
     * ARGV: node, lease in ms, a word for Redis's life if it has none yet. Gives that word, whether the lease was held, how
     * many are down, those, and those that are gone.
     */
    private static final byte[] RENEW = RedisLink.bytes(NOW + """
            local held = redis.call('ZSCORE', KEYS[1], ARGV[1])
            redis.call('ZADD', KEYS[1], string.format('%.0f', now + ARGV[2]), ARGV[1])
            redis.call('ZREM', KEYS[2], ARGV[1])
            local down = redis.call('ZRANGEBYSCORE', KEYS[1], '-inf', string.format('%.0f', now))
            local gone = redis.call('ZRANGEBYSCORE', KEYS[2], '-inf', string.format('%.0f', now))
            redis.call('SET', KEYS[3], ARGV[3], 'NX')
            local said = {redis.call('GET', KEYS[3]), held and tonumber(held) > now and '1' or '0', tostring(#down)}
            for _, node in ipairs(down) do table.insert(said, node) end
            for _, node in ipairs(gone) do table.insert(said, node) end
            return said
            """);

    /** ARGV: node, grace in ms, which begins only now: while all nodes were away nobody could have come back. Unless it is alive again. */
    private static final byte[] FELL = RedisLink.bytes(NOW + """
            local ended = redis.call('ZSCORE', KEYS[1], ARGV[1])
            if ended and tonumber(ended) <= now then
              redis.call('ZREM', KEYS[1], ARGV[1])
              redis.call('ZADD', KEYS[2], string.format('%.0f', now + ARGV[2]), ARGV[1])
            end
            return {'1'}
            """);

    /** ARGV: node, lease in ms. */
    private static final byte[] VOUCH = RedisLink.bytes(NOW + """
            redis.call('ZADD', KEYS[1], 'NX', string.format('%.0f', now + ARGV[2]), ARGV[1])
            return {'1'}
            """);

    /** ARGV: node. */
    private static final byte[] END = RedisLink.bytes(NOW + """
            redis.call('ZADD', KEYS[1], 'XX', string.format('%.0f', now), ARGV[1])
            return {'1'}
            """);

    private final RedisLink link;
    private final String node;
    private final Duration grace;

    // Guarded by this.
    private final Set<RoomId> entered = new HashSet<>();
    private volatile boolean hasHeld;
    private volatile @Nullable String epoch;

    Leases(RedisLink link, String node, Duration grace) {
        this.link = link;
        this.node = node;
        this.grace = grace;
    }

    /**
     * What a renewal finds.
     *
     * @param isHeld whether the lease was still known: if not, the others may have taken this node for dead
     * @param down whose lease has run out
     * @param gone whose people do not come back
     */
    record Found(boolean isHeld, List<String> down, List<String> gone) {}

    Found renew() {
        List<String> said = run(RENEW, node, LEASE);
        int down = Integer.parseInt(said.get(2));
        List<String> others = said.subList(3, said.size());
        var found = new Found("1".equals(said.get(1)), others.subList(0, down), others.subList(down, others.size()));
        epoch = said.get(0);
        if (!found.isHeld()) {
            enterAgain();
        }
        hasHeld = true;
        return found;
    }

    /** Which life of Redis this is, as of the last renewal: it has another one when its data was lost. */
    @Nullable
    String epoch() {
        return epoch;
    }

    /** Redis has lost its data: this other node has its lease, if it is there to renew it, and somebody in this room. */
    void vouch(String other, RoomId room) {
        link.await(redis -> redis.sadd(roomsOf(other), RedisLink.bytes(room.value())));
        run(VOUCH, other, LEASE);
    }

    /** Somebody here comes into this room: survivors will have to look there. Before it is decided. */
    void enter(RoomId room) {
        if (!hasHeld) {
            // A node that never held a lease could die without anybody's noticing.
            renew();
        }
        RedisFuture<Long> added;
        synchronized (this) {
            if (entered.contains(room)) {
                return;
            }
            added = link.send(redis -> redis.sadd(roomsOf(node), RedisLink.bytes(room.value())));
            entered.add(room);
        }
        try {
            link.await(added);
        } catch (UnavailableException away) {
            synchronized (this) {
                entered.remove(room);
            }
            throw away;
        }
    }

    /** Nobody here is in this room any more. Never waits: one room too many does no harm. */
    synchronized void leave(RoomId room) {
        if (entered.remove(room)) {
            var _ = link.send(redis -> redis.srem(roomsOf(node), RedisLink.bytes(room.value())));
        }
    }

    // Of an emptied Redis.
    private void enterAgain() {
        List<byte[]> all = new ArrayList<>();
        synchronized (this) {
            entered.forEach(room -> all.add(RedisLink.bytes(room.value())));
        }
        if (!all.isEmpty()) {
            link.await(redis -> redis.sadd(roomsOf(node), all.toArray(byte[][]::new)));
        }
    }

    /** Whether it is this node's turn to see to a dead one. */
    boolean isMine(String other) {
        String done = link.await(redis -> redis.set(
                RedisLink.bytes("confero:{nodes}:turn:" + other),
                RedisLink.bytes(node),
                SetArgs.Builder.nx().px(TURN.toMillis())));
        return "OK".equals(done);
    }

    /** The rooms in which somebody of another node may be. */
    List<RoomId> rooms(String other) {
        @Nullable Set<byte[]> rooms = link.await(redis -> redis.smembers(roomsOf(other)));
        return rooms == null
                ? List.of()
                : rooms.stream().map(RedisLink::text).map(RoomId::new).toList();
    }

    /** All who were on a dead node are seen to be away; from now on they have the grace time. */
    void fell(String other) {
        run(FELL, other, grace);
        endTurn(other);
    }

    /** Nobody of a dead node is left. */
    void forget(String other) {
        link.await(redis -> redis.del(roomsOf(other)));
        link.await(redis -> redis.zrem(FALLEN, RedisLink.bytes(other)));
        endTurn(other);
    }

    private void endTurn(String other) {
        link.await(redis -> redis.del(RedisLink.bytes("confero:{nodes}:turn:" + other)));
    }

    /** Lets the lease end now. */
    void giveUp() {
        try {
            run(END, node, Duration.ZERO);
        } catch (UnavailableException away) {
            // It ends by itself.
            return;
        }
    }

    private List<String> run(byte[] script, String about, Duration time) {
        byte[][] keys = {ALIVE, FALLEN, EPOCH};
        Object said = link.await(redis -> redis.<Object>eval(
                script,
                ScriptOutputType.MULTI,
                keys,
                RedisLink.bytes(about),
                RedisLink.bytes(Long.toString(time.toMillis())),
                RedisLink.bytes(node + "-" + System.nanoTime())));
        List<String> all = new ArrayList<>();
        if (said instanceof List<?> list) {
            list.forEach(one -> all.add(one instanceof byte[] bytes ? RedisLink.text(bytes) : String.valueOf(one)));
        }
        return all;
    }

    private static byte[] roomsOf(String node) {
        return RedisLink.bytes("confero:rooms-of:" + node);
    }
}

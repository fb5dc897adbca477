package org.confero.server.redis;

import io.lettuce.core.ScriptOutputType;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.confero.protocol.RoomId;
import org.confero.server.events.Event;
import org.confero.server.room.Room;
import org.confero.server.routing.UnavailableException;
import org.jspecify.annotations.Nullable;

/**
 * The rooms' values in Redis, each replaced only by who knows it as it is. Rooms are spread over buckets; all keys of a bucket
 * are on one machine of a Redis Cluster, so that one script may touch them. Every method waits, and throws
 * {@link UnavailableException}.
 */
final class RoomStore {
    /** More than a cluster of Redis has machines, and few enough to be looked through. */
    static final int BUCKETS = 64;

    /** A call without any change is shorter; what is left behind by a fault that nobody thought of is gone some day. */
    private static final Duration KEPT = Duration.ofDays(7);

    /** Rooms that are looked after at once. */
    private static final int MOST_DUE = 100;

    /**
     * KEYS: room, made rooms of the bucket, its events, those of them that may go. ARGV: expected version or nothing, next
     * value or nothing, time to live in ms (0: for ever), room id, when it is next due in ms ('' when nobody made it, '-' when
     * nobody ever did), events as {@link EventStreams#APPEND} has them, then channels and messages. Gives the value as it is when
     * it is another; what was lost of events when all is done.
     */
    private static final byte[] REPLACE = RedisLink.bytes(EventStreams.APPEND + """
            if redis.call('GETRANGE', KEYS[1], 0, 7) ~= ARGV[1] then
              return {redis.call('GET', KEYS[1]) or ''}
            end
            if ARGV[2] == '' then
              redis.call('DEL', KEYS[1])
            elseif ARGV[3] == '0' then
              redis.call('SET', KEYS[1], ARGV[2])
            else
              redis.call('SET', KEYS[1], ARGV[2], 'PX', ARGV[3])
            end
            if ARGV[5] == '' then
              redis.call('ZREM', KEYS[2], ARGV[4])
            elseif ARGV[5] ~= '-' then
              redis.call('ZADD', KEYS[2], ARGV[5], ARGV[4])
            end
            local lost = append(KEYS[3], KEYS[4], 6)
            for i = 9 + 2 * ARGV[8], #ARGV, 2 do
              redis.call('PUBLISH', ARGV[i], ARGV[i + 1])
            end
            return lost
            """);

    /** KEYS: made rooms of a bucket. ARGV: how many at most. Gives the time in ms, how many there are, and the ids of those that are due. */
    private static final byte[] DUE = RedisLink.bytes("""
            local time = redis.call('TIME')
            local now = time[1] * 1000 + math.floor(time[2] / 1000)
            local due = redis.call('ZRANGEBYSCORE', KEYS[1], '-inf', now, 'LIMIT', 0, ARGV[1])
            return {string.format('%.0f', now), tostring(redis.call('ZCARD', KEYS[1])), unpack(due)}
            """);

    private final RedisLink link;
    private final EventStreams streams;
    private final boolean adHoc;
    private final RandomGenerator random;

    /** {@code adHoc}: whether a join begins a room that nobody made. */
    RoomStore(RedisLink link, EventStreams streams, boolean adHoc, RandomGenerator random) {
        this.link = link;
        this.streams = streams;
        this.adHoc = adHoc;
        this.random = random;
    }

    /** Those of a bucket that are due at this moment of Redis, and how many there are in all. */
    record Due(Instant now, int made, List<RoomId> rooms) {}

    KeptRoom find(RoomId id) {
        byte[] found = link.await(redis -> redis.get(roomKey(id)));
        return found == null ? nothing(id) : read(id, found);
    }

    /**
     * Puts {@code after} in the place of {@code before}, has all nodes told in the order of a room's versions, and writes down
     * what programs beside the call want to know.
     *
     * @param mail by the name of the node
     * @return nothing when it is done, and otherwise the room as it is
     */
    Optional<KeptRoom> replace(KeptRoom before, KeptRoom after, Map<String, ? extends Mail> mail, List<Event> events) {
        RoomId id = after.room().id();
        byte[] value = after.room().isNothing() ? new byte[0] : after.bytes();
        List<byte[]> arguments = new ArrayList<>(8 + 2 * (events.size() + mail.size()));
        arguments.add(before.room().isNothing() ? new byte[0] : version(before));
        arguments.add(value);
        arguments.add(RedisLink.bytes(after.room().settings().isMade() ? "0" : Long.toString(KEPT.toMillis())));
        arguments.add(RedisLink.bytes(id.value()));
        arguments.add(RedisLink.bytes(due(before.room(), after.room())));
        arguments.addAll(streams.arguments(events));
        mail.forEach((node, one) -> {
            arguments.add(RedisLink.bytes(channel(node)));
            arguments.add(one.bytes());
        });
        List<byte[]> answer;
        try {
            answer = link.await(
                    redis -> redis.eval(REPLACE, ScriptOutputType.MULTI, keys(id), arguments.toArray(byte[][]::new)));
        } catch (UnavailableException unknown) {
            return afterAll(id, value, events);
        }
        if (answer != null && answer.size() == 1) {
            byte[] other = answer.getFirst();
            return Optional.of(other.length == 0 ? nothing(id) : read(id, other));
        }
        streams.appended(id, events, answer);
        return Optional.empty();
    }

    // It may be done or not: what is there now says which.
    private Optional<KeptRoom> afterAll(RoomId id, byte[] value, List<Event> events) {
        byte[] found = link.await(redis -> redis.get(roomKey(id)));
        byte[] is = found == null ? new byte[0] : found;
        if (Arrays.equals(is, value)) {
            streams.appended(id, events, null);
            return Optional.empty();
        }
        return Optional.of(found == null ? nothing(id) : read(id, found));
    }

    Due due(int bucket) {
        List<byte[]> answer = link.await(redis -> redis.<List<byte[]>>eval(
                DUE,
                ScriptOutputType.MULTI,
                new byte[][] {madeKey(bucket)},
                RedisLink.bytes(Integer.toString(MOST_DUE))));
        if (answer == null) {
            throw new UnavailableException("Redis has said nothing");
        }
        List<String> said = answer.stream().map(RedisLink::text).toList();
        return new Due(
                Instant.ofEpochMilli(Long.parseLong(said.get(0))),
                Integer.parseInt(said.get(1)),
                said.stream().skip(2).map(RoomId::new).toList());
    }

    /** The room that is not there. */
    private KeptRoom nothing(RoomId id) {
        return KeptRoom.nobodys(adHoc ? Room.empty(id, newVersion()) : Room.none(id));
    }

    /** For another life of a room to begin with: no version of one is one of the other but by chance, once in 2^50. */
    long newVersion() {
        return random.nextLong(1L << 50);
    }

    private static KeptRoom read(RoomId id, byte[] value) {
        try {
            return KeptRoom.of(value);
        } catch (IOException e) {
            throw new IllegalStateException("What is kept of room " + id + " cannot be read", e);
        }
    }

    // For one that nobody is in, when it is empty for too long is known only when it is known since when it is empty.
    private static String due(Room before, Room after) {
        if (!after.settings().isMade()) {
            return before.settings().isMade() ? "" : "-";
        }
        if (after.participants().isEmpty() && after.emptySince() == null) {
            return "0";
        }
        Instant empty = after.emptySince() == null
                ? Instant.MAX
                : after.emptySince().plus(after.settings().emptyFor());
        @Nullable Instant expires = after.settings().expires();
        Instant first = expires == null || empty.isBefore(expires) ? empty : expires;
        return first.equals(Instant.MAX) ? "+inf" : Long.toString(first.toEpochMilli() + 1);
    }

    private static byte[] version(KeptRoom room) {
        return ByteBuffer.allocate(KeptRoom.VERSION_BYTES)
                .putLong(room.version())
                .array();
    }

    static String channel(String node) {
        return "confero:node:" + node;
    }

    static int bucket(RoomId id) {
        return Math.floorMod(id.value().hashCode(), BUCKETS);
    }

    private static byte[][] keys(RoomId id) {
        byte[][] events = EventStreams.keys(bucket(id));
        return new byte[][] {roomKey(id), madeKey(bucket(id)), events[0], events[1]};
    }

    private static byte[] roomKey(RoomId id) {
        return RedisLink.bytes("confero:{b" + bucket(id) + "}:room:" + id.value());
    }

    private static byte[] madeKey(int bucket) {
        return RedisLink.bytes("confero:{b" + bucket + "}:made");
    }
}

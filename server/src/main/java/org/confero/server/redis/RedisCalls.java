package org.confero.server.redis;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.lettuce.core.ScriptOutputType;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.confero.protocol.RoomId;
import org.confero.server.calls.Call;
import org.confero.server.calls.CallStore;
import org.confero.server.calls.CallText;
import org.confero.server.calls.Calls;
import org.confero.server.routing.UnavailableException;
import org.jspecify.annotations.Nullable;

/**
 * Histories in Redis: of each room a hash with a text for each call, of which a change writes only those that are others
 * now, and only in the place of what it was made of. Methods wait, and throw {@link UnavailableException}; any thread.
 */
public final class RedisCalls implements CallStore {
    /** Most rooms with a history, in each bucket; of more, the rooms of which nothing was heard for longest go. */
    static final int MOST_ROOMS = 2000;

    /** Calls and stays that a worker has at hand, some 300 bytes each, so that it need not read them for each event. */
    private static final long MOST_AT_HAND = 20_000;

    private static final String VERSION = "version";

    /** In their order: a hash has none. */
    private static final String ORDER = "order";

    /**
     * KEYS: the room's calls, rooms of the bucket. ARGV: the version that is expected or nothing, the next one, how long it is
     * kept in ms, the room, most rooms, how keys of rooms begin, how many calls go, those, then fields and values. Gives
     * whether it was that version.
     */
    private static final byte[] SAVE = RedisLink.bytes("""
            if (redis.call('HGET', KEYS[1], 'version') or '') ~= ARGV[1] then
              return 0
            end
            local time = redis.call('TIME')
            local now = time[1] * 1000 + math.floor(time[2] / 1000)
            redis.call('HSET', KEYS[1], 'version', ARGV[2])
            for i = 8, 7 + ARGV[7] do
              redis.call('HDEL', KEYS[1], ARGV[i])
            end
            for i = 8 + ARGV[7], #ARGV, 2 do
              redis.call('HSET', KEYS[1], ARGV[i], ARGV[i + 1])
            end
            redis.call('PEXPIRE', KEYS[1], ARGV[3])
            redis.call('ZADD', KEYS[2], string.format('%.0f', now), ARGV[4])
            redis.call('ZREMRANGEBYSCORE', KEYS[2], '-inf', string.format('%.0f', now - ARGV[3]))
            while redis.call('ZCARD', KEYS[2]) > tonumber(ARGV[5]) do
              redis.call('DEL', ARGV[6] .. redis.call('ZPOPMIN', KEYS[2])[1])
            end
            return 1
            """);

    private final RedisLink link;
    private final Duration kept;
    private final RandomGenerator random;
    private final int mostRooms;
    private final Cache<RoomId, Held> atHand = Caffeine.newBuilder()
            .maximumWeight(MOST_AT_HAND)
            .weigher((RoomId room, Held held) -> 1 + held.calls().size())
            .build();

    /** @param kept since the last event of a room */
    public RedisCalls(RedisLink link, Duration kept, RandomGenerator random) {
        this(link, kept, random, MOST_ROOMS);
    }

    RedisCalls(RedisLink link, Duration kept, RandomGenerator random, int mostRooms) {
        this.link = link;
        this.kept = kept;
        this.random = random;
        this.mostRooms = mostRooms;
    }

    /** @param version empty for what is not there */
    private record Held(String version, Calls calls) {}

    @Override
    public Calls find(RoomId room) {
        return read(room).calls();
    }

    @Override
    public void change(RoomId room, UnaryOperator<Calls> next) {
        @Nullable Held known = atHand.getIfPresent(room);
        // That an event says nothing new is true only of what is there, not of what was at hand from before.
        boolean isDone = known != null && isSaved(room, known, next.apply(known.calls()));
        while (!isDone) {
            Held found = read(room);
            Calls calls = next.apply(found.calls());
            isDone = calls.equals(found.calls()) || isSaved(room, found, calls);
        }
    }

    private boolean isSaved(RoomId room, Held before, Calls calls) {
        // Until it is known to be saved.
        atHand.invalidate(room);
        var after = new Held(Long.toHexString(random.nextLong()), calls);
        boolean isSaved = !calls.equals(before.calls()) && isWritten(room, before, after);
        if (isSaved) {
            atHand.put(room, after);
        }
        return isSaved;
    }

    private boolean isWritten(RoomId room, Held before, Held after) {
        List<String> arguments = new ArrayList<>(List.of(
                before.version(),
                after.version(),
                Long.toString(kept.toMillis()),
                room.value(),
                Integer.toString(mostRooms),
                prefix(room)));
        Map<String, Call> was = new HashMap<>();
        before.calls().calls().forEach(call -> was.put(call.id(), call));
        List<String> fields = new ArrayList<>();
        for (Call call : after.calls().calls()) {
            if (!call.equals(was.remove(call.id()))) {
                fields.add(field(call.id()));
                fields.add(CallText.write(call));
            }
        }
        String order = order(after.calls());
        if (!order.equals(order(before.calls()))) {
            fields.addAll(List.of(ORDER, order));
        }
        arguments.add(Integer.toString(was.size()));
        was.keySet().forEach(gone -> arguments.add(field(gone)));
        arguments.addAll(fields);
        Long saved = link.await(redis -> redis.eval(
                SAVE,
                ScriptOutputType.INTEGER,
                new byte[][] {RedisLink.bytes(prefix(room) + room.value()), RedisLink.bytes(index(room))},
                arguments.stream().map(RedisLink::bytes).toArray(byte[][]::new)));
        return saved != null && saved == 1;
    }

    private Held read(RoomId room) {
        Map<String, String> all = new HashMap<>();
        Map<byte[], byte[]> found = link.await(redis -> redis.hgetall(RedisLink.bytes(prefix(room) + room.value())));
        if (found != null) {
            found.forEach((field, value) -> all.put(RedisLink.text(field), RedisLink.text(value)));
        }
        List<Call> calls = Stream.of(all.getOrDefault(ORDER, "").split(" "))
                .map(id -> all.get(field(id)))
                .filter(text -> text != null)
                .map(CallText::read)
                .toList();
        return new Held(all.getOrDefault(VERSION, ""), new Calls(calls));
    }

    private static String order(Calls calls) {
        return calls.calls().stream().map(Call::id).collect(Collectors.joining(" "));
    }

    private static String field(String call) {
        return "call:" + call;
    }

    private static String prefix(RoomId room) {
        return "confero:{b" + RoomStore.bucket(room) + "}:calls:";
    }

    private static String index(RoomId room) {
        return "confero:{b" + RoomStore.bucket(room) + "}:histories";
    }
}

package org.confero.server.redis;

import io.lettuce.core.Limit;
import io.lettuce.core.Range;
import io.lettuce.core.RedisFuture;
import io.lettuce.core.ScriptOutputType;
import io.lettuce.core.StreamMessage;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.IntConsumer;
import org.confero.protocol.RoomId;
import org.confero.server.events.CloudEvents;
import org.confero.server.events.Event;
import org.confero.server.events.EventMeters;
import org.confero.server.events.InvalidEventException;
import org.confero.server.events.Stamp;
import org.confero.server.room.Fact;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Events that have happened and have not arrived yet, in a stream of Redis for each bucket of rooms: what tells of a room's
 * change is written by the script that makes the change, so there is never one without the other. Beside each stream stands
 * a list of its entries that may go when there are too many. Any thread.
 */
public final class EventStreams {
    /**
     * From here on everything new is lost, in times of where quality begins to go: some 200 bytes an event, so 80 MB by
     * default. Redis has rooms to keep, too.
     */
    static final int MOST_OF_ALL = 4;

    private static final Logger LOG = LoggerFactory.getLogger(EventStreams.class);
    private static final long COMPLAINT_NS = TimeUnit.MINUTES.toNanos(1);

    /**
     * Part of scripts. {@code at}: where in ARGV stand how many wait before quality goes, how many at most, how many events
     * come, and for each whether it may go and its text. Gives what was lost of quality and of others.
     */
    static final String APPEND = """
            local function append(stream, expendable, at)
              local most, all = tonumber(ARGV[at]), tonumber(ARGV[at + 1])
              local quality, other = 0, 0
              for i = at + 3, at + 1 + 2 * ARGV[at + 2], 2 do
                local waiting = redis.call('XLEN', stream)
                local oldest = waiting >= most and redis.call('LPOP', expendable)
                if oldest then
                  redis.call('XDEL', stream, oldest)
                  quality = quality + 1
                  waiting = waiting - 1
                end
                if waiting < most or (ARGV[i] == '0' and waiting < all) then
                  local id = redis.call('XADD', stream, '*', 'event', ARGV[i + 1])
                  if ARGV[i] == '1' then redis.call('RPUSH', expendable, id) end
                elseif ARGV[i] == '1' then
                  quality = quality + 1
                else
                  other = other + 1
                end
              end
              return {tostring(quality), tostring(other)}
            end
            """;

    /** KEYS: stream, those of it that may go. ARGV: as {@link #APPEND} has it. */
    private static final byte[] APPEND_ONLY = RedisLink.bytes(APPEND + "return append(KEYS[1], KEYS[2], 1)");

    /** KEYS: stream, those of it that may go. ARGV: how many of these may go, and the entries, those first. */
    private static final byte[] REMOVE = RedisLink.bytes("""
            for i = 2, 1 + ARGV[1] do
              redis.call('LREM', KEYS[2], 1, ARGV[i])
            end
            return redis.call('XDEL', KEYS[1], unpack(ARGV, 2))
            """);

    private final RedisLink link;
    private final Stamp stamp;
    private final EventMeters meters;
    private final byte[] most;
    private final byte[] mostOfAll;
    private final AtomicLong complained = new AtomicLong(System.nanoTime() - COMPLAINT_NS);
    private volatile IntConsumer appended = bucket -> {};

    /** @param most events of all buckets together before quality goes, about: each bucket has its part of them */
    public EventStreams(RedisLink link, Stamp stamp, EventMeters meters, int most) {
        this.link = link;
        this.stamp = stamp;
        this.meters = meters;
        int each = Math.ceilDiv(most, RoomStore.BUCKETS);
        this.most = RedisLink.bytes(Integer.toString(each));
        this.mostOfAll = RedisLink.bytes(Integer.toString(each * MOST_OF_ALL));
    }

    /**
     * One event of a stream. Its time is that of Redis at which it was written: so the times of a room agree, whatever its
     * nodes' clocks say.
     */
    record Entry(int bucket, String id, Event event) {}

    /** The oldest of a bucket, and how many there are in all. */
    record Found(List<Entry> oldest, long waiting) {}

    /** Has somebody told which bucket this process has written to, at once and on any thread. */
    void onAppended(IntConsumer listener) {
        appended = listener;
    }

    List<Event> stamp(RoomId room, List<Fact> facts) {
        return stamp.stamp(room, facts);
    }

    /** What a room has not decided, and so no script writes with it. Never waits; lost while Redis is away. */
    void append(RoomId room, List<Event> events) {
        int bucket = RoomStore.bucket(room);
        byte[][] arguments = arguments(events).toArray(byte[][]::new);
        RedisFuture<List<byte[]>> sent =
                link.send(redis -> redis.eval(APPEND_ONLY, ScriptOutputType.MULTI, keys(bucket), arguments));
        if (sent == null) {
            lost(events);
            return;
        }
        var _ = sent.whenComplete((lost, failure) -> {
            if (failure == null) {
                appended(room, events, lost);
            } else {
                lost(events);
            }
        });
    }

    /** For {@link #APPEND}. */
    List<byte[]> arguments(List<Event> events) {
        List<byte[]> all = new ArrayList<>(3 + 2 * events.size());
        all.add(most);
        all.add(mostOfAll);
        all.add(RedisLink.bytes(Integer.toString(events.size())));
        for (Event event : events) {
            all.add(RedisLink.bytes(event.isExpendable() ? "1" : "0"));
            all.add(RedisLink.bytes(CloudEvents.encode(event)));
        }
        return all;
    }

    /** @param lost as {@link #APPEND} gave it; null when that is not known */
    void appended(RoomId room, List<Event> events, @Nullable List<byte[]> lost) {
        if (events.isEmpty()) {
            return;
        }
        meters.told(events.size());
        if (lost != null) {
            int others = Integer.parseInt(RedisLink.text(lost.get(1)));
            meters.dropped(Integer.parseInt(RedisLink.text(lost.get(0))), others);
            if (others > 0) {
                complain();
            }
        }
        appended.accept(RoomStore.bucket(room));
    }

    private void lost(List<Event> events) {
        int quality = (int) events.stream().filter(Event::isExpendable).count();
        meters.told(events.size());
        meters.dropped(quality, events.size() - quality);
    }

    private void complain() {
        long last = complained.get();
        long now = System.nanoTime();
        if (now - last >= COMPLAINT_NS && complained.compareAndSet(last, now)) {
            LOG.error("Too many events wait in Redis and no more can be kept: events are lost until some have arrived");
        }
    }

    /** Asks for the oldest of some buckets; waits for Redis, which must be there. */
    List<Found> read(List<Integer> buckets, int mostOfEach) {
        List<@Nullable RedisFuture<Long>> lengths = new ArrayList<>();
        List<@Nullable RedisFuture<List<StreamMessage<byte[], byte[]>>>> oldest = new ArrayList<>();
        for (int bucket : buckets) {
            byte[] stream = keys(bucket)[0];
            lengths.add(link.send(redis -> redis.xlen(stream)));
            oldest.add(link.send(redis -> redis.xrange(stream, Range.unbounded(), Limit.from(mostOfEach))));
        }
        List<Found> found = new ArrayList<>();
        for (int i = 0; i < buckets.size(); i++) {
            Long waiting = link.await(lengths.get(i));
            List<StreamMessage<byte[], byte[]>> messages = link.await(oldest.get(i));
            found.add(new Found(entries(buckets.get(i), messages), waiting == null ? 0 : waiting));
        }
        return found;
    }

    // What a newer node says stays, and what comes after it: a newer node will carry it, and nothing may overtake it.
    private List<Entry> entries(int bucket, @Nullable List<StreamMessage<byte[], byte[]>> messages) {
        List<Entry> entries = new ArrayList<>();
        if (messages == null) {
            return entries;
        }
        for (StreamMessage<byte[], byte[]> message : messages) {
            try {
                byte[] text = message.getBody().values().iterator().next();
                Optional<Event> event = CloudEvents.decode(RedisLink.text(text));
                if (event.isEmpty()) {
                    break;
                }
                entries.add(new Entry(bucket, message.getId(), event.get().at(time(message.getId()))));
            } catch (InvalidEventException unreadable) {
                LOG.error("What is no event stood among those in Redis", unreadable);
                meters.dropped(0, 1);
                var _ = link.send(redis -> redis.xdel(keys(bucket)[0], message.getId()));
            }
        }
        return entries;
    }

    // An entry's id begins with Redis's time in ms.
    private static Instant time(String entry) {
        return Instant.ofEpochMilli(Long.parseLong(entry, 0, entry.indexOf('-'), 10));
    }

    /** These, of one bucket, have arrived. Never waits; nothing when there is no connection. */
    @Nullable
    RedisFuture<Long> remove(List<Entry> entries) {
        List<byte[]> arguments = new ArrayList<>();
        List<byte[]> others = new ArrayList<>();
        for (Entry entry : entries) {
            (entry.event().isExpendable() ? arguments : others).add(RedisLink.bytes(entry.id()));
        }
        arguments.addFirst(RedisLink.bytes(Integer.toString(arguments.size())));
        arguments.addAll(others);
        return link.send(redis -> redis.eval(
                REMOVE, ScriptOutputType.INTEGER, keys(entries.getFirst().bucket()), arguments.toArray(byte[][]::new)));
    }

    /** Of a bucket: the stream, and those of it that may go. */
    static byte[][] keys(int bucket) {
        return new byte[][] {
            RedisLink.bytes("confero:{b" + bucket + "}:events"), RedisLink.bytes("confero:{b" + bucket + "}:expendable")
        };
    }
}

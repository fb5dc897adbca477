package org.confero.server.redis;

import io.lettuce.core.RedisFuture;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.stream.Collectors;
import org.confero.server.events.Event;
import org.confero.server.events.FactLog;
import org.confero.server.routing.UnavailableException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/**
 * The part of the {@link EventStreams} that this node brings to the broker. What happens here is looked for at once, what happens on
 * other nodes a little later; what has arrived is removed, and nothing else is read until it is.
 */
public final class RedisLog implements FactLog, SmartLifecycle {
    private static final Logger LOG = LoggerFactory.getLogger(RedisLog.class);

    /** How late an event of another node may leave; each look costs Redis two words a bucket, whatever the nodes. */
    private static final Duration LOOK = Duration.ofMillis(250);

    private final EventStreams streams;
    private final Couriers couriers;
    private final AtomicIntegerArray waiting = new AtomicIntegerArray(RoomStore.BUCKETS);
    private final Set<Integer> written = ConcurrentHashMap.newKeySet();
    private final Semaphore woken = new Semaphore(0);
    private final ScheduledExecutorService pulse = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("couriers").factory());
    private volatile boolean running;

    // Of the one who reads.
    private final Map<String, EventStreams.Entry> underWay = new LinkedHashMap<>();
    private final List<Removal> removals = new ArrayList<>();
    private long nextLook = System.nanoTime();

    /** @param node as for {@link RedisRooms} */
    public RedisLog(RedisLink link, EventStreams streams, String node) {
        this(streams, new Couriers(link, node, System::nanoTime));
    }

    RedisLog(EventStreams streams, Couriers couriers) {
        this.streams = streams;
        this.couriers = couriers;
    }

    /** @param sent null when there was no connection */
    private record Removal(
            List<EventStreams.Entry> entries, @Nullable RedisFuture<Long> sent) {}

    @Override
    public void start() {
        running = true;
        streams.onAppended(bucket -> {
            written.add(bucket);
            wake();
        });
        var _ = pulse.scheduleAtFixedRate(this::renew, 0, Couriers.RENEWAL.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** Others bring from now on what is still there. */
    @Override
    public void stop() {
        running = false;
        pulse.shutdownNow();
        try {
            couriers.leave();
        } catch (UnavailableException away) {
            LOG.debug("The others will see it: {}", away.toString());
        }
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    /** After the rooms have their connection, and before they lose it. */
    @Override
    public int getPhase() {
        return RedisRooms.PHASE + 1;
    }

    private void renew() {
        try {
            couriers.renew();
        } catch (UnavailableException away) {
            LOG.debug("Redis is away: {}", away.toString());
        } catch (RuntimeException fault) {
            LOG.error("The pulse of the couriers has failed", fault);
        }
    }

    private void wake() {
        if (woken.availablePermits() == 0) {
            woken.release();
        }
    }

    @Override
    public List<Event> next(int most) throws InterruptedException {
        if (!underWay.isEmpty()) {
            couriers.failed();
            written.addAll(buckets(underWay.values()));
            underWay.clear();
        }
        List<Event> found = look(most);
        while (found.isEmpty()) {
            boolean _ = woken.tryAcquire(LOOK.toMillis(), TimeUnit.MILLISECONDS);
            found = look(most);
        }
        return found;
    }

    private List<Event> look(int most) {
        if (!running) {
            return List.of();
        }
        try {
            return areRemoved() ? read(most) : List.of();
        } catch (UnavailableException away) {
            LOG.debug("Redis is away: {}", away.toString());
            return List.of();
        } catch (RuntimeException fault) {
            // Whoever brings events goes on: nobody would bring this node's part.
            LOG.error("Events cannot be read", fault);
            return List.of();
        }
    }

    private List<Event> read(int most) {
        Set<Integer> mine = Set.copyOf(couriers.mine());
        boolean isAll = System.nanoTime() - nextLook >= 0;
        List<Integer> asked = new ArrayList<>(isAll ? mine : written);
        written.removeAll(asked);
        asked.retainAll(mine);
        if (isAll) {
            nextLook = System.nanoTime() + LOOK.toNanos();
            forgetOthers(mine);
        }
        if (asked.isEmpty()) {
            return List.of();
        }
        // Which rooms come first when there is too much is chance, and so is nobody's loss.
        Collections.shuffle(asked);
        int each = Math.ceilDiv(most, asked.size());
        List<EventStreams.Found> found = streams.read(asked, each);
        for (int i = 0; i < asked.size(); i++) {
            EventStreams.Found one = found.get(i);
            waiting.set(asked.get(i), Math.toIntExact(one.waiting()));
            one.oldest().forEach(entry -> underWay.put(entry.event().id(), entry));
            if (one.waiting() > one.oldest().size()) {
                written.add(asked.get(i));
            }
        }
        return underWay.values().stream().map(EventStreams.Entry::event).toList();
    }

    private void forgetOthers(Set<Integer> mine) {
        for (int bucket = 0; bucket < RoomStore.BUCKETS; bucket++) {
            if (!mine.contains(bucket)) {
                waiting.set(bucket, 0);
            }
        }
    }

    @Override
    public void done(List<Event> events) {
        Map<Integer, List<EventStreams.Entry>> byBucket = new HashMap<>();
        for (Event event : events) {
            EventStreams.Entry entry = underWay.remove(event.id());
            if (entry != null) {
                waiting.decrementAndGet(entry.bucket());
                byBucket.computeIfAbsent(entry.bucket(), bucket -> new ArrayList<>())
                        .add(entry);
            }
        }
        byBucket.values().forEach(entries -> removals.add(new Removal(entries, streams.remove(entries))));
        if (!events.isEmpty()) {
            couriers.carried();
        }
    }

    /** Waits for what is removed. What is not is removed again, so that nothing arrives twice for that. */
    private boolean areRemoved() {
        List<Removal> failed = new ArrayList<>();
        for (Removal removal : removals) {
            if (!isDone(removal)) {
                failed.add(new Removal(removal.entries(), streams.remove(removal.entries())));
            }
        }
        removals.clear();
        removals.addAll(failed);
        return failed.isEmpty();
    }

    private static boolean isDone(Removal removal) {
        try {
            return removal.sent() != null
                    && removal.sent().await(RedisLink.PATIENCE.toMillis(), TimeUnit.MILLISECONDS)
                    && removal.sent().getError() == null;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private static Set<Integer> buckets(Collection<EventStreams.Entry> entries) {
        return entries.stream().map(EventStreams.Entry::bucket).collect(Collectors.toSet());
    }

    /** Those that are this node's to bring, as it saw them last. */
    @Override
    public int size() {
        int all = 0;
        for (int bucket = 0; running && bucket < RoomStore.BUCKETS; bucket++) {
            all += Math.max(0, waiting.get(bucket));
        }
        return all;
    }
}

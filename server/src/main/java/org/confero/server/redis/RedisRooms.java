package org.confero.server.redis;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import org.confero.protocol.ErrorCode;
import org.confero.protocol.ParticipantId;
import org.confero.protocol.RequestId;
import org.confero.protocol.RoomId;
import org.confero.protocol.ServerMessage;
import org.confero.server.presence.Presence;
import org.confero.server.room.Decision;
import org.confero.server.room.Fact;
import org.confero.server.room.Refusal;
import org.confero.server.room.Room;
import org.confero.server.room.RoomCommand;
import org.confero.server.room.RoomOrder;
import org.confero.server.room.RoomSettings;
import org.confero.server.room.Ruling;
import org.confero.server.routing.Rooms;
import org.confero.server.routing.Router;
import org.confero.server.routing.Sink;
import org.confero.server.routing.UnavailableException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/**
 * Rooms that many nodes share. A room's mailbox runs on a virtual thread and waits there for Redis; what changes nothing is
 * decided at once, on what this node knows, on the thread that brings it, and where both ends are here Redis is not asked.
 */
public final class RedisRooms implements Rooms, SmartLifecycle {
    private static final Logger LOG = LoggerFactory.getLogger(RedisRooms.class);

    /** How often rooms are looked at that something was missed of: until then what is late may still come. */
    private static final Duration LOOK = Duration.ofMillis(250);

    /** Buckets that each sweep looks through: all of them in eight seconds. */
    private static final int SWEPT = RoomStore.BUCKETS / 8;

    /** Later than Redis's client, which is in phase 0, and earlier than sockets; and the other way round when they stop. */
    static final int PHASE = 1000;

    /** What is asked for here by one who is on another node by now. */
    private static final Refusal MOVED = new Refusal(ErrorCode.NOT_JOINED, "The session goes on from another node");

    /** What is under way when the node goes has this long. */
    private static final Duration LAST_WORDS = Duration.ofSeconds(2);

    private final ConcurrentMap<RoomId, SharedRoom> rooms = new ConcurrentHashMap<>();
    private final ExecutorService threads = Executors.newThreadPerTaskExecutor(
            Thread.ofVirtual().name("room-", 0).factory());
    private final ScheduledExecutorService pulse = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("shared-rooms").factory());
    private final AtomicIntegerArray made = new AtomicIntegerArray(RoomStore.BUCKETS);
    private final AtomicBoolean sweeping = new AtomicBoolean();
    private final AtomicBoolean renewing = new AtomicBoolean();
    private final RedisLink link;
    private final RoomStore store;
    private final Postman postman;
    private final Leases leases;
    private final Chair chair;
    private final Survivors survivors;
    private final Router router;
    private final String node;
    private final int mostMade;
    private final Duration grace;
    private volatile int nextBucket;
    private volatile boolean running;

    /**
     * Rooms of a node that is not started yet.
     *
     * @param node this run of the process, told apart from every other by its name
     * @param streams takes what has happened in a room, with its change
     */
    public RedisRooms(
            RedisLink link,
            Router router,
            String node,
            SharedRoomsSettings settings,
            RandomGenerator random,
            EventStreams streams) {
        this.link = link;
        this.store = new RoomStore(link, streams, settings.adHoc(), random);
        this.postman = new Postman(link);
        this.router = router;
        this.node = node;
        this.mostMade = settings.mostMade();
        this.leases = new Leases(link, node, settings.grace());
        this.grace = settings.grace();
        this.chair = new Chair(store, postman, leases, router, node, streams);
        this.survivors = new Survivors(leases, chair, postman, this::enqueue);
    }

    /** Begins to hear other nodes and to be one for them. Returns at once, whether Redis is there or not. */
    @Override
    public void start() {
        running = true;
        link.start(RoomStore.channel(node), this::hear, () -> rooms.values().forEach(SharedRoom::doubt));
        var _ = pulse.scheduleWithFixedDelay(this::look, LOOK.toMillis(), LOOK.toMillis(), TimeUnit.MILLISECONDS);
        var _ = pulse.scheduleAtFixedRate(
                () -> inTurn(renewing, this::keepLease), 0, Leases.RENEWAL.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** Nobody is on this node any more; the others need not wait for its lease to run out. */
    @Override
    public void stop() {
        running = false;
        pulse.shutdownNow();
        threads.shutdown();
        try {
            var _ = threads.awaitTermination(LAST_WORDS.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        leases.giveUp();
        threads.shutdownNow();
        link.close();
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    @Override
    public int getPhase() {
        return PHASE;
    }

    @Override
    public void submit(RoomId id, RoomCommand command, Sink sink, Runnable done) {
        SharedRoom room = command instanceof RoomCommand.Signal ? rooms.get(id) : null;
        KeptRoom known = room == null ? null : room.known();
        if (known == null) {
            submit(id, () -> command, sink, done);
            return;
        }
        try {
            say(known, known.room().handle(command), command.sender(), sink);
        } catch (RuntimeException fault) {
            sink.fail(fault);
        } finally {
            done.run();
        }
    }

    @Override
    public void submit(RoomId id, Supplier<RoomCommand> command, Sink sink, Runnable done) {
        enqueue(id, room -> run(room, command, sink, done));
    }

    @Override
    public void tell(RoomId id, Fact fact) {
        enqueue(id, room -> chair.tell(room, fact));
    }

    @Override
    public CompletableFuture<Ruling> order(RoomId id, Function<Room, Ruling> order) {
        var answer = new CompletableFuture<Ruling>();
        enqueue(id, room -> {
            try {
                answer.complete(chair.decide(room, is -> order.apply(is.room())));
            } catch (RuntimeException fault) {
                answer.completeExceptionally(fault);
            }
        });
        return answer;
    }

    @Override
    public Presence.Making make(Room room) {
        if (made() >= mostMade) {
            return Presence.Making.TOO_MANY;
        }
        KeptRoom kept = KeptRoom.nobodys(room);
        KeptRoom nothing = KeptRoom.nobodys(Room.none(room.id()));
        return store.replace(nothing, kept, Map.of(), List.of()).isEmpty()
                ? Presence.Making.MADE
                : Presence.Making.TAKEN;
    }

    @Override
    public Room find(RoomId id) {
        return store.find(id).room();
    }

    @Override
    public void settings(RoomId id, Consumer<RoomSettings> then, Consumer<Throwable> failed) {
        SharedRoom room = rooms.get(id);
        KeptRoom known = room == null ? null : room.known();
        if (known != null) {
            then.accept(known.room().settings());
            return;
        }
        threads.execute(() -> {
            RoomSettings settings;
            try {
                settings = find(id).settings();
            } catch (RuntimeException fault) {
                failed.accept(fault);
                return;
            }
            then.accept(settings);
        });
    }

    /** Time is what Redis says: a node's own clock may be wrong. While Redis is away nothing ends. */
    @Override
    public void tick(Instant now, Consumer<Throwable> failed) {
        inTurn(sweeping, () -> {
            for (int i = 0; i < SWEPT; i++) {
                sweep(nextBucket, failed);
                nextBucket = (nextBucket + 1) % RoomStore.BUCKETS;
            }
        });
    }

    /** On a thread of its own, unless the last one still does it. */
    private void inTurn(AtomicBoolean isBusy, Runnable work) {
        if (threads.isShutdown() || !isBusy.compareAndSet(false, true)) {
            return;
        }
        threads.execute(() -> {
            try {
                work.run();
            } catch (UnavailableException away) {
                LOG.debug("Not done, as Redis is away: {}", away.toString());
            } catch (RuntimeException fault) {
                if (threads.isShutdown()) {
                    return;
                }
                LOG.error("The pulse of the nodes has failed", fault);
            } finally {
                isBusy.set(false);
            }
        });
    }

    private void sweep(int bucket, Consumer<Throwable> failed) {
        RoomStore.Due due = store.due(bucket);
        made.set(bucket, due.made());
        for (RoomId id : due.rooms()) {
            var _ = order(id, room -> room.handle(new RoomOrder.Tick(due.now())))
                    .exceptionally(fault -> {
                        if (!(fault instanceof UnavailableException)) {
                            failed.accept(fault);
                        }
                        return null;
                    });
        }
    }

    /** As of the last sweeps, of all nodes. */
    @Override
    public int made() {
        int all = 0;
        for (int i = 0; i < RoomStore.BUCKETS; i++) {
            all += made.get(i);
        }
        return all;
    }

    @Override
    public int count() {
        return rooms.size();
    }

    private void enqueue(RoomId id, Consumer<SharedRoom> task) {
        while (!threads.isShutdown()) {
            SharedRoom room = rooms.computeIfAbsent(id, absent -> new SharedRoom(absent, node, router));
            if (room.mailbox().offer(() -> task.accept(room), () -> isOver(room), threads)) {
                return;
            }
            rooms.remove(id, room);
        }
    }

    private boolean isOver(SharedRoom room) {
        // Nobody is here, unless somebody came in without our hearing that it is done.
        boolean over = room.known() == null && !room.needsReading();
        if (over) {
            rooms.remove(room.id(), room);
            leases.leave(room.id());
        }
        return over;
    }

    // A fault of ours must reach its session and must not take the room's other commands with it.
    private void run(SharedRoom room, Supplier<RoomCommand> asked, Sink sink, Runnable done) {
        RoomCommand command = null;
        try {
            command = asked.get();
            carryOut(room, command, sink);
        } catch (UnavailableException away) {
            if (command != null) {
                putOff(room, command, sink);
            }
        } catch (RuntimeException fault) {
            sink.fail(fault);
        } finally {
            done.run();
        }
    }

    private void carryOut(SharedRoom room, RoomCommand command, Sink sink) {
        Ruling ruling = chair.decide(
                room,
                is -> is.isElsewhere(command.sender(), node) ? MOVED : is.room().handle(command),
                command.sender(),
                decision -> router.carryOut(decision, command.sender(), sink));
        if (MOVED.equals(ruling)) {
            sink.moved();
        }
    }

    /**
     * Has one who is in a room by way of another node go on from here. Never blocks.
     *
     * @return whether it is there; fails with {@link UnavailableException} when nobody knows, and then the place is kept for
     *     the grace time, wherever it is
     */
    CompletableFuture<Boolean> bring(RoomId id, RoomCommand.Move move, Sink sink) {
        var isThere = new CompletableFuture<Boolean>();
        enqueue(id, room -> {
            try {
                Ruling ruling = chair.decide(
                        room,
                        is -> is.room().handle(move),
                        move.sender(),
                        decision -> router.carryOut(decision, move.sender(), sink));
                room.hasCome(move.sender());
                isThere.complete(
                        ruling instanceof Decision decision && decision.next().has(move.sender()));
            } catch (UnavailableException away) {
                room.awaits(move.sender(), System.nanoTime() + grace.toNanos());
                room.doubt();
                isThere.completeExceptionally(away);
            } catch (RuntimeException fault) {
                isThere.completeExceptionally(fault);
            }
        });
        return isThere;
    }

    /** Which life of Redis this is; null when that is not known yet. */
    @Nullable
    String epoch() {
        return leases.epoch();
    }

    private void say(KeptRoom room, Decision decision, ParticipantId sender, Sink sink) {
        if (chair.sayAway(room, decision, sender)) {
            router.relay(decision, sender, sink);
        } else {
            refuse(sink, null, false);
        }
    }

    // Who leaves has left, whether the others know it yet or not; how one stands is said again when Redis is back.
    private void putOff(SharedRoom room, RoomCommand command, Sink sink) {
        room.doubt();
        switch (command) {
            case RoomCommand.Join join -> refuse(sink, join.ref(), true);
            case RoomCommand.Return back -> {
                router.forget(back.was());
                refuse(sink, back.ref(), true);
            }
            case RoomCommand.Leave leave -> router.forget(leave.sender());
            case RoomCommand.Moderate moderate -> refuse(sink, moderate.ref(), false);
            case RoomCommand.Signal ignored -> refuse(sink, null, false);
            case RoomCommand.SetState state -> room.owes(state);
            case RoomCommand.SetPresence ignored -> {}
            case RoomCommand.UseIceServers ignored -> {}
            case RoomCommand.Move ignored -> {}
            case RoomCommand.Snapshot ignored -> {}
        }
    }

    private void refuse(Sink sink, @Nullable RequestId ref, boolean isLast) {
        long wait = UnavailableException.RETRY_AFTER.toMillis();
        var failure = new ServerMessage.Failure(ref, ErrorCode.UNAVAILABLE, UnavailableException.DETAIL, wait);
        router.answer(sink, failure, isLast);
    }

    // On a thread of the connection: nothing here waits.
    private void hear(byte[] message) {
        try {
            Mail.readAll(message).forEach(this::take);
        } catch (IOException | RuntimeException fault) {
            LOG.error("Mail of another node cannot be taken", fault);
        }
    }

    private void take(Mail mail) {
        SharedRoom room = rooms.get(mail.room());
        if (room == null) {
            // Nobody is here, or not any more.
            return;
        }
        switch (mail) {
            case Mail.Change change -> {
                room.arrives(change);
                enqueue(room.id(), SharedRoom::settle);
            }
            case Mail.Note note -> {
                if (room.hasTold(note.version())) {
                    router.deliver(note.letter());
                } else {
                    room.noteWaits();
                    enqueue(room.id(), later -> deliverLater(room, note));
                }
            }
        }
    }

    private void deliverLater(SharedRoom room, Mail.Note note) {
        try {
            if (!room.catchesUpWith(note.version())) {
                chair.read(room);
                KeptRoom is = room.known();
                if (is == null || (note.sender() != null && !is.room().has(note.sender()))) {
                    // Whoever said it came and went unheard.
                    return;
                }
            }
            router.deliver(note.letter());
        } finally {
            room.noteSaid();
        }
    }

    private void look() {
        for (SharedRoom room : rooms.values()) {
            if (room.needsReading() && link.isOpen()) {
                enqueue(room.id(), this::readIfNeeded);
            }
        }
    }

    private void readIfNeeded(SharedRoom room) {
        room.settle();
        if (room.needsReading()) {
            chair.read(room);
        }
    }

    private void keepLease() {
        Leases.Found found = leases.renew();
        if (!found.isHeld()) {
            rooms.values().forEach(SharedRoom::doubt);
        }
        found.down().forEach(other -> threads.execute(() -> survivors.lost(other)));
        found.gone().forEach(other -> threads.execute(() -> survivors.gone(other)));
    }
}

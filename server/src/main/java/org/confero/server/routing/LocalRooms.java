package org.confero.server.routing;

import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.confero.protocol.RoomId;
import org.confero.server.presence.Presence;
import org.confero.server.room.Decision;
import org.confero.server.room.Fact;
import org.confero.server.room.Facts;
import org.confero.server.room.Room;
import org.confero.server.room.RoomCommand;
import org.confero.server.room.RoomOrder;
import org.confero.server.room.RoomSettings;
import org.confero.server.room.Ruling;

/** Rooms in this process's memory: nobody waits for anything, and a command is carried out on the thread that brings it. */
public final class LocalRooms implements Rooms {
    private final ConcurrentMap<RoomId, Mailbox> mailboxes = new ConcurrentHashMap<>();
    private final Presence presence;
    private final Router router;
    private final BiConsumer<RoomId, List<Fact>> facts;

    /** @param facts is told what has happened in a room, in its order, and must not block */
    public LocalRooms(Presence presence, Router router, BiConsumer<RoomId, List<Fact>> facts) {
        this.presence = presence;
        this.router = router;
        this.facts = facts;
    }

    @Override
    public void submit(RoomId id, Supplier<RoomCommand> command, Sink sink, Runnable done) {
        enqueue(id, () -> run(id, command, sink, done));
    }

    @Override
    public void tell(RoomId id, Fact fact) {
        enqueue(id, () -> facts.accept(id, List.of(fact)));
    }

    @Override
    public CompletableFuture<Ruling> order(RoomId id, Function<Room, Ruling> order) {
        var answer = new CompletableFuture<Ruling>();
        enqueue(id, () -> {
            try {
                Ruling ruling = decide(id, order);
                if (ruling instanceof Decision decision) {
                    router.carryOut(decision);
                }
                answer.complete(ruling);
            } catch (RuntimeException fault) {
                answer.completeExceptionally(fault);
            }
        });
        return answer;
    }

    @Override
    public Presence.Making make(Room room) {
        return presence.make(room);
    }

    @Override
    public Room find(RoomId id) {
        return presence.find(id);
    }

    @Override
    public void tick(Instant now, Consumer<Throwable> failed) {
        for (RoomId id : presence.due(now)) {
            var _ = order(id, room -> room.handle(new RoomOrder.Tick(now))).exceptionally(fault -> {
                failed.accept(fault);
                return null;
            });
        }
    }

    @Override
    public int made() {
        return presence.made();
    }

    @Override
    public void settings(RoomId id, Consumer<RoomSettings> then, Consumer<Throwable> failed) {
        then.accept(presence.find(id).settings());
    }

    @Override
    public int count() {
        return mailboxes.size();
    }

    private void enqueue(RoomId id, Runnable task) {
        while (true) {
            Mailbox mailbox = mailboxes.computeIfAbsent(id, absent -> new Mailbox());
            if (mailbox.offer(task, () -> isOver(id))) {
                return;
            }
            mailboxes.remove(id, mailbox);
        }
    }

    private boolean isOver(RoomId id) {
        boolean over = presence.find(id).isEmpty();
        if (over) {
            mailboxes.remove(id);
        }
        return over;
    }

    // A fault of ours must reach its session and must not take the room's other commands with it.
    private void run(RoomId id, Supplier<RoomCommand> asked, Sink sink, Runnable done) {
        try {
            RoomCommand command = asked.get();
            if (decide(id, room -> room.handle(command)) instanceof Decision decision) {
                router.carryOut(decision, command.sender(), sink);
            }
        } catch (RuntimeException fault) {
            sink.fail(fault);
        } finally {
            done.run();
        }
    }

    private Ruling decide(RoomId id, Function<Room, Ruling> rules) {
        while (true) {
            Room room = presence.find(id);
            Ruling ruling = rules.apply(room);
            if (!(ruling instanceof Decision decision) || decision.next().version() == room.version()) {
                return ruling;
            }
            if (presence.replace(room, decision.next())) {
                facts.accept(id, Facts.of(room, decision));
                return ruling;
            }
        }
    }
}

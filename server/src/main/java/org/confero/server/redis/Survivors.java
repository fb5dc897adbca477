package org.confero.server.redis;

import static org.confero.protocol.Presence.RECONNECTING;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Function;
import org.confero.protocol.LeaveReason;
import org.confero.protocol.ParticipantId;
import org.confero.protocol.RoomId;
import org.confero.server.room.RoomCommand;
import org.confero.server.routing.UnavailableException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Sees to those who were on a dead node and have not come back by way of another one. Waits for Redis; any thread. */
final class Survivors {
    private static final Logger LOG = LoggerFactory.getLogger(Survivors.class);

    private final Leases leases;
    private final Chair chair;
    private final Postman postman;
    private final BiConsumer<RoomId, Consumer<SharedRoom>> enqueue;

    /** @param enqueue has a task run in the turn of a room */
    Survivors(Leases leases, Chair chair, Postman postman, BiConsumer<RoomId, Consumer<SharedRoom>> enqueue) {
        this.leases = leases;
        this.chair = chair;
        this.postman = postman;
        this.enqueue = enqueue;
    }

    /** A node is dead: those who were on it may come back. */
    void lost(String other) {
        guarded(() -> {
            if (leases.isMine(other) && forEach(other, one -> new RoomCommand.SetPresence(one, RECONNECTING))) {
                leases.fell(other);
                LOG.info("node={} is down", other);
            }
        });
    }

    /** Those who have not come back by now do not come back. */
    void gone(String other) {
        guarded(() -> {
            if (leases.isMine(other) && forEach(other, one -> new RoomCommand.Leave(one, LeaveReason.LOST))) {
                leases.forget(other);
                postman.forget(other);
            }
        });
    }

    private static void guarded(Runnable work) {
        try {
            work.run();
        } catch (UnavailableException away) {
            LOG.debug("Left to others, as Redis is away: {}", away.toString());
        }
    }

    private boolean forEach(String other, Function<ParticipantId, RoomCommand> command) {
        List<CompletableFuture<Void>> all = new ArrayList<>();
        for (RoomId id : leases.rooms(other)) {
            var done = new CompletableFuture<Void>();
            all.add(done);
            enqueue.accept(id, room -> {
                try {
                    for (ParticipantId one : chair.asKnown(room).on(other)) {
                        chair.decideFor(room, command.apply(one), other);
                    }
                    done.complete(null);
                } catch (RuntimeException fault) {
                    done.completeExceptionally(fault);
                }
            });
        }
        try {
            CompletableFuture.allOf(all.toArray(CompletableFuture[]::new)).join();
            return true;
        } catch (CompletionException notAll) {
            LOG.debug("Not all of node {} are seen to", other, notAll);
            return false;
        }
    }
}

package org.confero.server.routing;

import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.Supplier;
import org.confero.protocol.RoomId;
import org.confero.server.presence.Presence;
import org.confero.server.room.Decision;
import org.confero.server.room.Room;
import org.confero.server.room.RoomCommand;

/** The rooms of this node: takes commands, lets the room decide, stores what it is from then on, and says what it says. */
public final class Rooms {
    private final ConcurrentMap<RoomId, Mailbox> mailboxes = new ConcurrentHashMap<>();
    private final Presence presence;
    private final Router router;

    public Rooms(Presence presence, Router router) {
        this.presence = presence;
        this.router = router;
    }

    /**
     * Has a room carry out a command; answers go to {@code sink}. Commands of one room are carried out one at a time, in the
     * order of their coming. Never blocks: it may return before {@code done} is run, which is after the answers are given.
     */
    public void submit(RoomId id, RoomCommand command, Sink sink, Runnable done) {
        submit(id, () -> command, sink, done);
    }

    /** The same with a command that is made when its turn has come, of how things are then. */
    public void submit(RoomId id, Supplier<RoomCommand> command, Sink sink, Runnable done) {
        while (true) {
            Mailbox mailbox = mailboxes.computeIfAbsent(id, absent -> new Mailbox());
            if (mailbox.offer(() -> run(id, command, sink, done), () -> isOver(id))) {
                return;
            }
            mailboxes.remove(id, mailbox);
        }
    }

    /** How many rooms have somebody in them or something to do. */
    public int count() {
        return mailboxes.size();
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
            router.carryOut(decide(id, command), command.sender(), sink);
        } catch (RuntimeException fault) {
            sink.fail(fault);
        } finally {
            done.run();
        }
    }

    private Decision decide(RoomId id, RoomCommand command) {
        while (true) {
            Room room = presence.find(id);
            Decision decision = room.handle(command);
            if (decision.next().version() == room.version() || presence.replace(room, decision.next())) {
                return decision;
            }
        }
    }
}

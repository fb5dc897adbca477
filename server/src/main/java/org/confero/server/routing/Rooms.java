package org.confero.server.routing;

import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.confero.protocol.RoomId;
import org.confero.server.presence.Presence;
import org.confero.server.room.Fact;
import org.confero.server.room.Room;
import org.confero.server.room.RoomCommand;
import org.confero.server.room.RoomSettings;
import org.confero.server.room.Ruling;

/**
 * The rooms, as a node's sockets and its HTTP know them: takes commands, lets the room decide, keeps what it is from then on,
 * and says what it says. In this process's memory, or shared by many nodes. Any thread.
 */
public interface Rooms {
    /**
     * Has a room carry out a command; answers go to {@code sink}. Commands of one room are carried out one at a time, in the
     * order of their coming. Never blocks: it may return before {@code done} is run, which is after the answers are given.
     */
    default void submit(RoomId id, RoomCommand command, Sink sink, Runnable done) {
        submit(id, () -> command, sink, done);
    }

    /** The same with a command that is made when its turn has come, of how things are then. */
    void submit(RoomId id, Supplier<RoomCommand> command, Sink sink, Runnable done);

    /** Passes on what somebody in a room says has happened, among the facts of the room in its turn. Never blocks. */
    void tell(RoomId id, Fact fact);

    /**
     * Has a room carry out an order from outside, which is decided in its turn, on the room as it is then, and again when
     * somebody else was faster. The future completes when everybody inside is told.
     */
    CompletableFuture<Ruling> order(RoomId id, Function<Room, Ruling> order);

    /** Keeps a room that somebody makes, if its id is free. May wait; throws {@link UnavailableException}. */
    Presence.Making make(Room room);

    /** The room as it is at this moment. May wait; throws {@link UnavailableException}. */
    Room find(RoomId id);

    /** What a room asks of those who come, as it is at this moment. Never blocks; one of the two is called. */
    void settings(RoomId id, Consumer<RoomSettings> then, Consumer<Throwable> failed);

    /** Looks after time: ends the made rooms whose time is over. Never blocks; a fault of ours goes to {@code failed}. */
    void tick(Instant now, Consumer<Throwable> failed);

    /** How many rooms somebody made, whether anybody is in them or not. */
    int made();

    /** How many rooms have somebody of this node in them or something to do. */
    int count();
}

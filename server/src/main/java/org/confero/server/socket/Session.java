package org.confero.server.socket;

import io.github.bucket4j.Bucket;
import io.github.bucket4j.ConsumptionProbe;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import org.confero.codec.Codec;
import org.confero.codec.Decoded;
import org.confero.protocol.ClientInfo;
import org.confero.protocol.ClientMessage;
import org.confero.protocol.CloseCode;
import org.confero.protocol.ErrorCode;
import org.confero.protocol.InvalidValueException;
import org.confero.protocol.LeaveReason;
import org.confero.protocol.Limits;
import org.confero.protocol.ParticipantId;
import org.confero.protocol.Presence;
import org.confero.protocol.RequestId;
import org.confero.protocol.Resumed;
import org.confero.protocol.ServerMessage;
import org.confero.protocol.SessionId;
import org.confero.protocol.SessionSecret;
import org.confero.protocol.WelcomeLimits;
import org.confero.server.room.Proof;
import org.confero.server.room.RoomCommand;
import org.confero.server.routing.Frame;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One participant's standing with the server: who it is, where it sits, how much it may ask, and what it was sent. Outlives
 * its socket by the grace time. Frames come from one thread at a time; what a room says comes from that room's mailbox; any
 * thread may end it.
 */
final class Session {
    private static final Logger LOG = LoggerFactory.getLogger(Session.class);

    /** Room for the envelope of a relayed signal, whose sender may write its id shorter than the server does. */
    private static final int SIGNAL_BYTES = Limits.FRAME_BYTES - 256;

    private final SessionContext context;
    private final SessionId id;
    private final SessionSecret secret;
    private final Bucket messages;
    private final Bucket mistakes;
    private final AtomicReference<@Nullable Seat> seat = new AtomicReference<>();

    // Guarded by this: what is numbered is kept and put to the socket of the moment in one step.
    private final Replay replay = new Replay(Limits.REPLAY_MESSAGES, Limits.REPLAY_CHARS);
    private @Nullable Connection connection;
    private Instant detached;
    private long received;
    private boolean over;

    private Session(SessionContext context) {
        this.context = context;
        this.id = context.ids().session();
        this.secret = context.ids().secret();
        this.detached = context.clock().instant();
        SocketLimits limits = context.limits();
        this.messages = bucket(limits.burst(), limits.perSecond());
        this.mistakes = bucket(limits.mistakes(), limits.mistakesPerSecond());
    }

    /** A new session on its first socket, welcomed. */
    static Session open(SessionContext context, Connection connection, ClientInfo client) {
        var session = new Session(context);
        LOG.info("session={} speaks {} {}", session.id, client.name(), client.version());
        context.sessions().add(session);
        synchronized (session) {
            session.connection = connection;
            connection.put(Codec.encode(session.welcome(Resumed.NONE)));
        }
        connection.flush();
        return session;
    }

    SessionId id() {
        return id;
    }

    SessionSecret secret() {
        return secret;
    }

    /**
     * Goes on with a newer socket: welcomes it and sends what was missed, or says that it cannot.
     *
     * @return false when the session is over
     */
    boolean resume(Connection newer, long lastSeq) {
        Connection older;
        boolean complete;
        synchronized (this) {
            if (over) {
                return false;
            }
            older = connection;
            connection = newer;
            complete = replay.reachesBackTo(lastSeq);
            newer.put(Codec.encode(welcome(complete ? Resumed.COMPLETE : Resumed.INCOMPLETE)));
            if (complete) {
                replay.after(lastSeq).forEach(newer::put);
            } else {
                replay.acknowledge(replay.newest());
            }
        }
        newer.flush();
        LOG.info("session={} resumes: {}", id, complete ? "complete" : "incomplete");
        context.meters().resumed(complete);
        if (older != null) {
            older.close(CloseCode.TAKEN_OVER, "The session goes on with a newer socket");
        }
        tellPresence();
        if (!complete) {
            toldAnew();
        }
        return true;
    }

    /** Its socket is gone; it waits for another one, if it was this one's. */
    void detach(Connection lost) {
        synchronized (this) {
            if (over || !lost.equals(connection)) {
                return;
            }
            connection = null;
            detached = context.clock().instant();
        }
        tellPresence();
    }

    synchronized boolean isForsaken(Instant now) {
        return connection == null
                && !now.isBefore(detached.plus(context.limits().grace()));
    }

    /**
     * Takes one text frame of a socket. {@code next} is run when it is dealt with, in the room too, and asks for the next
     * frame: so answers come in the order of what they answer, and no more than one command of a session waits for a room.
     */
    void receive(Connection from, String text, Runnable next) {
        synchronized (this) {
            if (!from.equals(connection)) {
                // The newer socket was told how many had been taken, and this is none of them.
                next.run();
                return;
            }
            received++;
        }
        long at = context.meters().now();
        Asked asked = read(text);
        if (asked == null) {
            next.run();
            return;
        }
        context.rooms()
                .submit(
                        asked.seat().room(),
                        asked.command(),
                        asked.seat(),
                        asked.command() instanceof RoomCommand.Signal ? timed(at, next) : next);
        // The session may have ended while a seat was being taken; then nobody else takes it back.
        if (isOver()) {
            leave(LeaveReason.LOST);
        }
    }

    /** What a room says: numbered, kept for a resume, and sent if there is a socket. */
    void deliver(Seat from, Frame frame) {
        Connection to;
        boolean fits;
        synchronized (this) {
            if (seat.get() != from || over) {
                return;
            }
            to = connection;
            String text = switch (frame) {
                case Frame.Plain plain -> plain.text();
                case Frame.Numbered numbered -> keep(numbered.text(replay.next()));
            };
            fits = to == null || to.put(text);
        }
        flush(to, fits);
    }

    /** Our own fault: said once in the log, and to the client by the close code. */
    void fail(Throwable fault) {
        LOG.error("session={} failed", id, fault);
        close(CloseCode.INTERNAL, "The server has failed; please try again");
    }

    /** The session is over: whoever sits in a room with it is told. Any thread, any number of times. */
    void end(LeaveReason reason) {
        synchronized (this) {
            over = true;
        }
        context.sessions().remove(this);
        leave(reason);
    }

    /** There is no place for it in the room any more. */
    void vacate(Seat lost) {
        seat.compareAndSet(lost, null);
    }

    private synchronized boolean isOver() {
        return over;
    }

    private String keep(String text) {
        replay.add(text);
        return text;
    }

    private void close(CloseCode code, String reason) {
        Connection open;
        synchronized (this) {
            open = connection;
        }
        end(LeaveReason.LOST);
        if (open != null) {
            open.close(code, reason);
        }
    }

    private static void flush(@Nullable Connection to, boolean fits) {
        if (to == null) {
            return;
        }
        if (fits) {
            to.flush();
        } else {
            to.close(CloseCode.TOO_SLOW, "More waits for you than the server can keep");
        }
    }

    // Made in the room's mailbox, of what is true then: so the last word on it is the right one.
    private void tellPresence() {
        Seat sitting = seat.get();
        if (sitting != null) {
            context.rooms()
                    .submit(
                            sitting.room(),
                            () -> new RoomCommand.SetPresence(sitting.self(), presence()),
                            sitting,
                            () -> {});
        }
    }

    private synchronized Presence presence() {
        return connection == null ? Presence.RECONNECTING : Presence.CONNECTED;
    }

    private void toldAnew() {
        Seat sitting = seat.get();
        if (sitting != null) {
            var snapshot = new RoomCommand.Snapshot(
                    sitting.self(), context.iceServers().servers());
            context.rooms().submit(sitting.room(), snapshot, sitting, () -> {});
        }
    }

    private Runnable timed(long received, Runnable next) {
        return () -> {
            context.meters().handedOver(received);
            next.run();
        };
    }

    private @Nullable Asked read(String text) {
        ConsumptionProbe probe = messages.tryConsumeAndReturnRemaining(1);
        if (!probe.isConsumed()) {
            long wait = Duration.ofNanos(probe.getNanosToWaitForRefill()).toMillis() + 1;
            return mistake(null, ErrorCode.TOO_MANY_REQUESTS, "Too many messages; wait " + wait + " ms", wait);
        }
        try {
            return switch (Codec.decodeClient(text)) {
                case Decoded.Ok<ClientMessage>(ClientMessage message) -> handle(message);
                case Decoded.Bad<ClientMessage>(ErrorCode code, String detail, RequestId ref) ->
                    mistake(ref, code, detail, null);
            };
        } catch (InvalidValueException mistake) {
            return mistake(null, mistake.code(), mistake.detail(), null);
        } catch (RuntimeException fault) {
            fail(fault);
            return null;
        }
    }

    private @Nullable Asked handle(ClientMessage message) {
        return switch (message) {
            case ClientMessage.Hello ignored -> mistake(null, ErrorCode.BAD_MESSAGE, "Hello was said before", null);
            case ClientMessage.Join join -> join(join);
            case ClientMessage.Leave() -> leave(LeaveReason.LEFT) ? answer(new ServerMessage.Left()) : notJoined(null);
            case ClientMessage.Signal signal -> signal(signal);
            case ClientMessage.State state -> toRoom(null, self -> new RoomCommand.SetState(self, state.state()));
            case ClientMessage.Moderate order ->
                toRoom(order.id(), self -> new RoomCommand.Moderate(order.id(), self, order.action(), order.target()));
            case ClientMessage.Ack(long seq) -> acknowledge(seq);
            case ClientMessage.Ping() -> answer(new ServerMessage.Pong(received()));
        };
    }

    private @Nullable Asked join(ClientMessage.Join join) {
        var asked = new Seat(this, join.room(), context.ids().participant());
        if (!seat.compareAndSet(null, asked)) {
            return mistake(join.id(), ErrorCode.ALREADY_JOINED, "You are in a room already; leave it first", null);
        }
        LOG.info("session={} joins room={} as participant={}", id, asked.room(), asked.self());
        return new Asked(
                asked,
                new RoomCommand.Join(
                        join.id(),
                        asked.self(),
                        join.name(),
                        join.state(),
                        new Proof(null, false, List.of("session:" + id)),
                        context.iceServers().servers()));
    }

    private boolean leave(LeaveReason reason) {
        Seat left;
        synchronized (this) {
            left = seat.getAndSet(null);
        }
        if (left == null) {
            return false;
        }
        LOG.info("session={} leaves room={} as participant={}: {}", id, left.room(), left.self(), reason.word());
        context.rooms().submit(left.room(), new RoomCommand.Leave(left.self(), reason), left, () -> {});
        return true;
    }

    private @Nullable Asked signal(ClientMessage.Signal signal) {
        String data = signal.data().json();
        // A recipient would close its socket on a frame over the bound: no one may do that to another.
        if (data.length() > SIGNAL_BYTES / 3 && data.getBytes(StandardCharsets.UTF_8).length > SIGNAL_BYTES) {
            return mistake(null, ErrorCode.TOO_LARGE, "Signal data has at most " + SIGNAL_BYTES + " bytes", null);
        }
        return toRoom(null, self -> new RoomCommand.Signal(self, signal.to(), signal.data()));
    }

    private @Nullable Asked toRoom(@Nullable RequestId ref, Function<ParticipantId, RoomCommand> command) {
        Seat sitting = seat.get();
        return sitting == null ? notJoined(ref) : new Asked(sitting, command.apply(sitting.self()));
    }

    private @Nullable Asked acknowledge(long seq) {
        synchronized (this) {
            if (seq <= replay.newest()) {
                replay.acknowledge(seq);
                return null;
            }
        }
        return mistake(null, ErrorCode.BAD_MESSAGE, "No message of this seq was sent", null);
    }

    private synchronized long received() {
        return received;
    }

    private @Nullable Asked notJoined(@Nullable RequestId ref) {
        return mistake(ref, ErrorCode.NOT_JOINED, "Join a room first", null);
    }

    private @Nullable Asked mistake(@Nullable RequestId ref, ErrorCode code, String detail, @Nullable Long retryAfter) {
        if (!mistakes.tryConsume(1)) {
            close(CloseCode.TOO_MANY_REQUESTS, "Too many mistakes or too many messages");
            return null;
        }
        return answer(new ServerMessage.Failure(ref, code, detail, retryAfter));
    }

    /** Answers at once; the room is not asked. */
    private @Nullable Asked answer(ServerMessage message) {
        context.meters().said(message);
        Connection to;
        boolean fits;
        synchronized (this) {
            to = connection;
            fits = to == null || to.put(Codec.encode(message));
        }
        flush(to, fits);
        return null;
    }

    private ServerMessage welcome(Resumed resumed) {
        SocketLimits limits = context.limits();
        return new ServerMessage.Welcome(
                id,
                secret,
                resumed,
                replay.newest(),
                received,
                WelcomeLimits.DEFAULT,
                limits.heartbeat().toMillis(),
                limits.grace().toMillis(),
                context.server());
    }

    private static Bucket bucket(int capacity, int perSecond) {
        return Bucket.builder()
                .addLimit(limit -> limit.capacity(capacity).refillGreedy(perSecond, Duration.ofSeconds(1)))
                .build();
    }

    /** What is to be asked of the room where the session sits. */
    private record Asked(Seat seat, RoomCommand command) {}
}

package org.confero.server.socket;

import io.github.bucket4j.Bucket;
import io.github.bucket4j.ConsumptionProbe;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BiConsumer;
import java.util.function.Function;
import org.confero.codec.Codec;
import org.confero.codec.Decoded;
import org.confero.protocol.ClientInfo;
import org.confero.protocol.ClientMessage;
import org.confero.protocol.CloseCode;
import org.confero.protocol.ErrorCode;
import org.confero.protocol.IceServer;
import org.confero.protocol.InvalidValueException;
import org.confero.protocol.LeaveReason;
import org.confero.protocol.Limits;
import org.confero.protocol.LinkQuality;
import org.confero.protocol.ParticipantId;
import org.confero.protocol.Presence;
import org.confero.protocol.RequestId;
import org.confero.protocol.Resume;
import org.confero.protocol.Resumed;
import org.confero.protocol.ServerMessage;
import org.confero.protocol.SessionId;
import org.confero.protocol.SessionSecret;
import org.confero.protocol.WelcomeLimits;
import org.confero.server.auth.Entry;
import org.confero.server.auth.Verdict;
import org.confero.server.room.Fact;
import org.confero.server.room.RoomCommand;
import org.confero.server.routing.Frame;
import org.confero.server.routing.Standing;
import org.confero.server.routing.Standings;
import org.confero.server.routing.UnavailableException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.spi.LoggingEventBuilder;

/**
 * One participant's standing with the server: who it is, where it sits, how much it may ask, and what it was sent. Outlives
 * its socket by the grace time. Frames come from one thread at a time; what a room says comes from that room's mailbox; any
 * thread may end it.
 */
final class Session {
    private static final Logger LOG = LoggerFactory.getLogger(Session.class);

    /** Room for the envelope of a relayed signal, whose sender may write its id shorter than the server does. */
    private static final int SIGNAL_BYTES = Limits.FRAME_BYTES - 256;

    /**
     * How long a page that said goodbye may take to come back. From the going of a page to its successor's hello there are
     * the loading of scripts from a cache and three round trips; whoever closed the page should be gone within 2 s.
     */
    private static final Duration COME_BACK = Duration.ofSeconds(1);

    /** A browser closes the sockets of a page that is gone at once; this is a busy machine's time for it. */
    private static final Duration GOODBYE_HOLDS = Duration.ofSeconds(10);

    private static final String ELSEWHERE = "The session goes on with a newer socket";

    private final SessionContext context;
    private final SessionId id;
    private final SessionSecret secret;
    private final Bucket messages;
    private final Bucket mistakes;
    private final AtomicReference<@Nullable Seat> seat = new AtomicReference<>();

    // Guarded by this: what is numbered is kept and put to the socket of the moment in one step.
    private final Replay replay;
    private @Nullable Connection connection;
    private Instant detached;
    private Instant iceServersDue = Instant.MAX;
    private @Nullable Instant goodbye;
    private @Nullable Connection joinedOn;
    private long received;
    private boolean over;

    private Session(SessionContext context, SessionId id, SessionSecret secret, long newest) {
        this.context = context;
        this.id = id;
        this.secret = secret;
        this.replay = new Replay(Limits.REPLAY_MESSAGES, Limits.REPLAY_CHARS, newest);
        this.detached = context.clock().instant();
        SocketLimits limits = context.limits();
        this.messages = bucket(limits.burst(), limits.perSecond());
        this.mistakes = bucket(limits.mistakes(), limits.mistakesPerSecond());
    }

    /** A new session on its first socket, welcomed. */
    static Session open(SessionContext context, Connection connection, ClientInfo client) {
        var session =
                new Session(context, context.ids().session(), context.ids().secret(), 0);
        LOG.atInfo().addKeyValue("session", session.id).log("begins: {} {}", client.name(), client.version());
        context.sessions().add(session);
        synchronized (session) {
            session.connection = connection;
            connection.put(Codec.encode(session.welcome(Resumed.NONE, 0)));
        }
        connection.flush();
        return session;
    }

    /**
     * Goes on with a session that has its place by way of another node, if there is such a one. Never blocks.
     *
     * @param then what becomes of it, and the session where it is {@link Standings.Outcome#HERE}; once, on any thread
     */
    static void bring(
            SessionContext context,
            Connection connection,
            Resume resume,
            BiConsumer<Standings.Outcome, @Nullable Session> then) {
        var brought = new AtomicReference<@Nullable Session>();
        context.standings()
                .bring(
                        resume,
                        standing -> {
                            var session = new Session(context, standing.session(), standing.secret(), resume.lastSeq());
                            brought.set(session);
                            return session.sitDown(standing);
                        },
                        outcome -> {
                            Session session = brought.get();
                            if (session != null && outcome == Standings.Outcome.HERE) {
                                session.arrive(connection, resume.lastSeq());
                            }
                            then.accept(outcome, session);
                        });
    }

    private Standings.Newcomer sitDown(Standing standing) {
        var sitting = new Seat(this, standing.room(), standing.self());
        seat.set(sitting);
        synchronized (this) {
            received = standing.received();
        }
        return new Standings.Newcomer(sitting, iceServersFor(standing.self()));
    }

    /** Welcomes its first socket here. What was missed nobody knows; how things stand was said already, and is kept. */
    private void arrive(Connection first, long lastSeq) {
        context.sessions().add(this);
        synchronized (this) {
            connection = first;
            first.put(Codec.encode(welcome(Resumed.INCOMPLETE, lastSeq)));
            replay.after(lastSeq).forEach(first::put);
        }
        first.flush();
        LOG.atInfo().addKeyValue("session", id).log("resumes from another node");
        context.meters().resumed(false);
        // It may have gone on by yet another node meanwhile.
        if (isOver()) {
            context.sessions().remove(this);
            first.close(CloseCode.TAKEN_OVER, ELSEWHERE);
        }
    }

    /** Its place is another one's now: it is over without leaving. */
    void giveWay(Seat given) {
        Connection open;
        synchronized (this) {
            if (!seat.compareAndSet(given, null)) {
                return;
            }
            over = true;
            open = connection;
        }
        log(given).log("goes on elsewhere");
        context.standings().letGo(id);
        context.sessions().remove(this);
        if (open != null) {
            open.close(CloseCode.TAKEN_OVER, ELSEWHERE);
        }
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
            goodbye = null;
            complete = replay.reachesBackTo(lastSeq);
            newer.put(Codec.encode(welcome(complete ? Resumed.COMPLETE : Resumed.INCOMPLETE, replay.newest())));
            if (complete) {
                replay.after(lastSeq).forEach(newer::put);
                replay.goOn();
            } else {
                replay.beginAnew();
            }
        }
        newer.flush();
        context.sessions().goesOn(this);
        LOG.atInfo().addKeyValue("session", id).log("resumes: {}", complete ? "complete" : "incomplete");
        context.meters().resumed(complete);
        if (older != null) {
            older.close(CloseCode.TAKEN_OVER, ELSEWHERE);
        }
        tellPresence();
        if (complete) {
            // Those told last may have been lost with the older socket: nobody says them again.
            renewIceServers();
        } else {
            toldAnew();
        }
        return true;
    }

    /** Its socket is gone; it waits for another one, if it was this one's. */
    void detach(Connection lost) {
        long bytes;
        synchronized (this) {
            if (over || !lost.equals(connection)) {
                return;
            }
            connection = null;
            detached = context.clock().instant();
            bytes = replay.bytes();
        }
        context.sessions().waits(this, seat.get() != null, bytes);
        noteStanding();
        tellPresence();
    }

    /** All sessions that wait keep too much: what this one has missed is not said again, unless it has found a socket by now. */
    synchronized void giveUpReplay() {
        if (connection == null) {
            replay.giveUp();
        }
    }

    /** Looks after time: tells anew what runs out, if there is a socket to tell it to. */
    void tick(Instant now) {
        synchronized (this) {
            if (connection == null || now.isBefore(iceServersDue)) {
                return;
            }
        }
        renewIceServers();
    }

    /** Its page is going, perhaps to be loaded again. */
    synchronized void sayGoodbye() {
        goodbye = context.clock().instant();
    }

    /**
     * Whether nobody has come back after a goodbye. The socket may be lost before or after it; one that is lost much later
     * was the socket of a page that had come back before the goodbye was heard.
     */
    synchronized boolean hasLeft(Instant now) {
        if (connection != null || goodbye == null || detached.isAfter(goodbye.plus(GOODBYE_HOLDS))) {
            return false;
        }
        Instant last = detached.isAfter(goodbye) ? detached : goodbye;
        return !now.isBefore(last.plus(COME_BACK));
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
        switch (read(text)) {
            case null -> next.run();
            case Asked.AtTheDoor(Seat asked, ClientMessage.Join join) -> admit(asked, join, from.address(), next);
            case Asked.OfTheRoom(Seat asked, RoomCommand.Return back) -> {
                context.rooms().submit(asked.room(), back, asked, next);
                makeSureOf(asked);
            }
            case Asked.OfTheRoom(Seat sitting, RoomCommand command) ->
                context.rooms()
                        .submit(
                                sitting.room(),
                                command,
                                sitting,
                                command instanceof RoomCommand.Signal ? timed(at, next) : next);
        }
    }

    /** Has found out what is to be known of who comes before the room is asked; that may take a while, on another thread. */
    private void admit(Seat asked, ClientMessage.Join join, String address, Runnable next) {
        context.rooms()
                .settings(
                        asked.room(),
                        settings -> judge(
                                asked, join, new Entry(asked.room(), settings, join.credentials(), id, address), next),
                        fault -> giveUp(asked, join, fault, next));
    }

    private void judge(Seat asked, ClientMessage.Join join, Entry entry, Runnable next) {
        context.admission()
                .judge(
                        entry,
                        verdict -> {
                            switch (verdict) {
                                case Verdict.Admitted admitted -> enter(asked, join, admitted, next);
                                case Verdict.Refused refused -> turnAway(asked, join.id(), refused, next);
                            }
                        },
                        fault -> giveUp(asked, join, fault, next));
    }

    private void giveUp(Seat asked, ClientMessage.Join join, Throwable fault, Runnable next) {
        if (fault instanceof UnavailableException) {
            long wait = UnavailableException.RETRY_AFTER.toMillis();
            turnAway(
                    asked,
                    join.id(),
                    new Verdict.Refused(ErrorCode.UNAVAILABLE, UnavailableException.DETAIL, wait),
                    next);
        } else {
            fail(fault);
            next.run();
        }
    }

    private void enter(Seat asked, ClientMessage.Join join, Verdict.Admitted admitted, Runnable next) {
        var command = new RoomCommand.Join(
                join.id(),
                asked.self(),
                admitted.name() == null ? join.name() : admitted.name(),
                join.state(),
                admitted.proof(),
                iceServersFor(asked.self()));
        context.rooms().submit(asked.room(), command, asked, next);
        makeSureOf(asked);
    }

    // Meanwhile the session may have ended, left, or lost its socket, and the room did not know of it then.
    private void makeSureOf(Seat asked) {
        if (seat.get() != asked) {
            context.rooms()
                    .submit(asked.room(), new RoomCommand.Leave(asked.self(), LeaveReason.LOST), asked, () -> {});
        } else if (presence() == Presence.RECONNECTING) {
            tellPresence();
        }
    }

    private void turnAway(Seat asked, RequestId ref, Verdict.Refused refused, Runnable next) {
        if (vacate(asked)) {
            mistake(ref, refused.code(), refused.detail(), refused.retryAfter());
        }
        next.run();
    }

    /** What a room says: numbered, kept for a resume, and sent if there is a socket. */
    void deliver(Seat from, Frame frame, boolean isLast) {
        Connection to;
        boolean fits;
        long bytes;
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
            // Before it can be read: whoever reads it may ask for another seat at once.
            if (isLast) {
                vacate(from);
            }
            bytes = replay.bytes();
        }
        if (to == null) {
            context.sessions().keeps(this, bytes);
        }
        flush(to, fits);
    }

    /** Our own fault: said once in the log, and to the client by the close code. */
    void fail(Throwable fault) {
        LOG.atError().addKeyValue("session", id).setCause(fault).log("failed");
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

    /** Ends it unless it has found a socket in time. */
    void forsake() {
        synchronized (this) {
            if (connection != null) {
                return;
            }
            over = true;
        }
        end(LeaveReason.LOST);
    }

    private boolean vacate(Seat lost) {
        if (!seat.compareAndSet(lost, null)) {
            return false;
        }
        context.standings().forget(id, lost.self());
        return true;
    }

    // So that another node could go on with it: when it takes its place, and when it may come back anywhere.
    private void noteStanding() {
        Seat sitting = seat.get();
        if (sitting != null) {
            context.standings().note(new Standing(id, secret, sitting.room(), sitting.self(), received()));
        }
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
    void tellPresence() {
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
            var snapshot = new RoomCommand.Snapshot(sitting.self(), iceServersFor(sitting.self()));
            context.rooms().submit(sitting.room(), snapshot, sitting, () -> {});
        }
    }

    // By way of the room: whoever is at its door is told when it is let in.
    private void renewIceServers() {
        Seat sitting = seat.get();
        if (sitting != null && context.iceServers().goodFor().isPresent()) {
            var fresh = new RoomCommand.UseIceServers(sitting.self(), iceServersFor(sitting.self()));
            context.rooms().submit(sitting.room(), fresh, sitting, () -> {});
        }
    }

    private List<IceServer> iceServersFor(ParticipantId self) {
        synchronized (this) {
            iceServersDue = context.iceServers()
                    .goodFor()
                    .map(time -> context.clock().instant().plus(time))
                    .orElse(Instant.MAX);
        }
        return context.iceServers().tellTo(self, context.wall().instant());
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
            case ClientMessage.Quality(var peer, var quality) -> tell(peer, quality);
            case ClientMessage.Ack(long seq) -> acknowledge(seq);
            case ClientMessage.Ping() -> answer(new ServerMessage.Pong(received()));
        };
    }

    private @Nullable Asked join(ClientMessage.Join join) {
        var asked = new Seat(this, join.room(), context.ids().participant());
        Seat before = seat.get();
        boolean isAnotherSocket = noteJoin();
        if (before != null && before.room().equals(join.room()) && isAnotherSocket) {
            return comeBack(before, asked, join);
        }
        if (!seat.compareAndSet(null, asked)) {
            return mistake(join.id(), ErrorCode.ALREADY_JOINED, "You are in a room already; leave it first", null);
        }
        log(asked).log("joins");
        noteStanding();
        // The session may have ended while a seat was being taken; then nobody else takes it back.
        if (isOver()) {
            vacate(asked);
            return null;
        }
        return new Asked.AtTheDoor(asked, join);
    }

    /** Whether the last join was said on another socket: then whoever says this one is a page that was loaded again. */
    private synchronized boolean noteJoin() {
        boolean isAnother = !Objects.equals(connection, joinedOn);
        joinedOn = connection;
        return isAnother;
    }

    private @Nullable Asked comeBack(Seat before, Seat again, ClientMessage.Join join) {
        if (!seat.compareAndSet(before, again)) {
            return notJoined(join.id());
        }
        noteStanding();
        LOG.info("session={} comes back to room={} as participant={}", id, again.room(), again.self());
        return new Asked.OfTheRoom(
                again,
                new RoomCommand.Return(
                        join.id(), again.self(), before.self(), join.state(), iceServersFor(again.self())));
    }

    private boolean leave(LeaveReason reason) {
        Seat left;
        synchronized (this) {
            left = seat.getAndSet(null);
        }
        if (left == null) {
            return false;
        }
        context.standings().forget(id, left.self());
        log(left).log("leaves: {}", reason.word());
        context.rooms().submit(left.room(), new RoomCommand.Leave(left.self(), reason), left, () -> {});
        return true;
    }

    private @Nullable Asked tell(ParticipantId peer, LinkQuality quality) {
        Seat from = seat.get();
        if (from == null) {
            return notJoined(null);
        }
        context.rooms().tell(from.room(), new Fact.CallQuality(from.self(), peer, quality));
        return null;
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
        return sitting == null ? notJoined(ref) : new Asked.OfTheRoom(sitting, command.apply(sitting.self()));
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

    private ServerMessage welcome(Resumed resumed, long newest) {
        SocketLimits limits = context.limits();
        return new ServerMessage.Welcome(
                id,
                secret,
                resumed,
                newest,
                received,
                WelcomeLimits.DEFAULT,
                limits.heartbeat().toMillis(),
                limits.grace().toMillis(),
                context.server());
    }

    private LoggingEventBuilder log(Seat seat) {
        return LOG.atInfo()
                .addKeyValue("session", id)
                .addKeyValue("room", seat.room())
                .addKeyValue("participant", seat.self());
    }

    private static Bucket bucket(int capacity, int perSecond) {
        return Bucket.builder()
                .addLimit(limit -> limit.capacity(capacity).refillGreedy(perSecond, Duration.ofSeconds(1)))
                .build();
    }

    /** What is not answered by the session itself. */
    private sealed interface Asked {
        /** To be asked of the room where the session sits. */
        record OfTheRoom(Seat seat, RoomCommand command) implements Asked {}

        /** Whether it may come in. */
        record AtTheDoor(Seat seat, ClientMessage.Join join) implements Asked {}
    }
}

package org.confero.server.socket;

import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BiConsumer;
import org.confero.codec.Codec;
import org.confero.protocol.ClientInfo;
import org.confero.protocol.CloseCode;
import org.confero.protocol.IceServer;
import org.confero.protocol.LeaveReason;
import org.confero.protocol.Limits;
import org.confero.protocol.ParticipantId;
import org.confero.protocol.Presence;
import org.confero.protocol.Resume;
import org.confero.protocol.Resumed;
import org.confero.protocol.ServerMessage;
import org.confero.protocol.SessionId;
import org.confero.protocol.SessionSecret;
import org.confero.protocol.WelcomeLimits;
import org.confero.server.room.RoomCommand;
import org.confero.server.routing.Frame;
import org.confero.server.routing.Standing;
import org.confero.server.routing.Standings;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.spi.LoggingEventBuilder;

/**
 * One participant's standing with the server: who it is, where it sits, on which socket it is, and what it was sent. What its
 * client asks is for {@link Dispatch}. Outlives its socket by the grace time. Frames come from one thread at a time; what a
 * room says comes from that room's mailbox; any thread may end it.
 */
final class Session {
    private static final Logger LOG = LoggerFactory.getLogger(Session.class);

    private static final String ELSEWHERE = "The session goes on with a newer socket";

    private final SessionContext context;
    private final SessionId id;
    private final SessionSecret secret;
    private final Dispatch dispatch;
    private final AtomicReference<@Nullable Seat> seat = new AtomicReference<>();

    // Guarded by this: what is numbered is kept and put to the socket of the moment in one step.
    private final Replay replay;
    private final Grace grace;
    private @Nullable Connection connection;
    private Instant iceServersDue = Instant.MAX;
    private @Nullable Connection joinedOn;
    private long received;
    private boolean over;

    private Session(SessionContext context, SessionId id, SessionSecret secret, long newest) {
        this.context = context;
        this.id = id;
        this.secret = secret;
        this.replay = new Replay(Limits.REPLAY_MESSAGES, Limits.REPLAY_CHARS, newest);
        this.grace = new Grace(context.limits().grace(), context.clock().instant());
        this.dispatch = new Dispatch(context, this);
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
            grace.end();
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
            grace.begin(context.clock().instant());
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
        grace.sayGoodbye(context.clock().instant());
    }

    /** Whether nobody has come back after a goodbye. */
    synchronized boolean hasLeft(Instant now) {
        return connection == null && grace.hasLeft(now);
    }

    synchronized boolean isForsaken(Instant now) {
        return connection == null && grace.isOver(now);
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
        dispatch.take(from, text, next);
    }

    @Nullable
    Seat seat() {
        return seat.get();
    }

    /**
     * Takes a seat that its room does not know of yet.
     *
     * @return false when it has one already
     */
    boolean takeSeat(Seat asked) {
        if (!seat.compareAndSet(null, asked)) {
            return false;
        }
        log(asked).log("joins");
        noteStanding();
        return true;
    }

    /**
     * Takes the same place under a new id.
     *
     * @return false when it has left meanwhile
     */
    boolean changeSeat(Seat before, Seat again) {
        if (!seat.compareAndSet(before, again)) {
            return false;
        }
        noteStanding();
        LOG.info("session={} comes back to room={} as participant={}", id, again.room(), again.self());
        return true;
    }

    /**
     * Gives up a seat without a word to the room.
     *
     * @return false when it had left already
     */
    boolean vacate(Seat lost) {
        if (!seat.compareAndSet(lost, null)) {
            return false;
        }
        context.standings().forget(id, lost.self());
        return true;
    }

    /**
     * Leaves the room or its door, and tells it.
     *
     * @return false when it was in none
     */
    boolean leave(LeaveReason reason) {
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

    /** Whether the last join was said on another socket: then whoever says this one is a page that was loaded again. */
    synchronized boolean noteJoin() {
        boolean isAnother = !Objects.equals(connection, joinedOn);
        joinedOn = connection;
        return isAnother;
    }

    /**
     * The client has everything up to {@code seq}.
     *
     * @return false when no such message was sent
     */
    synchronized boolean acknowledge(long seq) {
        if (seq > replay.newest()) {
            return false;
        }
        replay.acknowledge(seq);
        return true;
    }

    /** How many messages of its client were taken. */
    synchronized long received() {
        return received;
    }

    /**
     * To be called once the room was asked for a seat: meanwhile the session may have ended, left, or lost its socket, and the
     * room did not know of it then.
     */
    void makeSureOf(Seat asked) {
        if (seat.get() != asked) {
            context.rooms()
                    .submit(asked.room(), new RoomCommand.Leave(asked.self(), LeaveReason.LOST), asked, () -> {});
        } else if (presence() == Presence.RECONNECTING) {
            tellPresence();
        }
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

    /** Ends it, and says why to whoever is at the socket. */
    void close(CloseCode code, String reason) {
        Connection open;
        synchronized (this) {
            open = connection;
        }
        end(LeaveReason.LOST);
        if (open != null) {
            open.close(code, reason);
        }
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

    synchronized boolean isOver() {
        return over;
    }

    // So that another node could go on with it: when it takes its place, and when it may come back anywhere.
    private void noteStanding() {
        Seat sitting = seat.get();
        if (sitting != null) {
            context.standings().note(new Standing(id, secret, sitting.room(), sitting.self(), received()));
        }
    }

    private String keep(String text) {
        replay.add(text);
        return text;
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

    /** For who is told of them now, and anew when they run out. */
    List<IceServer> iceServersFor(ParticipantId self) {
        synchronized (this) {
            iceServersDue = context.iceServers()
                    .goodFor()
                    .map(time -> context.clock().instant().plus(time))
                    .orElse(Instant.MAX);
        }
        return context.iceServers().tellTo(self, context.wall().instant());
    }

    /** Answers at once; the room is not asked. */
    void answer(ServerMessage message) {
        context.meters().said(message);
        Connection to;
        boolean fits;
        synchronized (this) {
            to = connection;
            fits = to == null || to.put(Codec.encode(message));
        }
        flush(to, fits);
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
}

package org.confero.server.soak;

import java.net.URI;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.random.RandomGenerator;
import org.confero.codec.Codec;
import org.confero.codec.Decoded;
import org.confero.protocol.ClientInfo;
import org.confero.protocol.ClientMessage;
import org.confero.protocol.CloseCode;
import org.confero.protocol.DisplayName;
import org.confero.protocol.ErrorCode;
import org.confero.protocol.Limits;
import org.confero.protocol.MediaState;
import org.confero.protocol.Moderation;
import org.confero.protocol.ParticipantId;
import org.confero.protocol.Payload;
import org.confero.protocol.RequestId;
import org.confero.protocol.Resume;
import org.confero.protocol.Resumed;
import org.confero.protocol.RoomId;
import org.confero.protocol.ServerMessage;
import org.jspecify.annotations.Nullable;

/**
 * One client that does by chance what clients do, good and bad, and keeps {@link Books} of what it is told. It lives on one
 * thread; what it hears comes on the HTTP client's.
 */
final class Guest {
    /** How long an answer may take before that is a fault; a busy machine is no fault. */
    static final Duration PATIENCE = Duration.ofSeconds(60);

    private static final int MOST_PADDING = 2000;

    private final HttpClient http;
    private final URI server;
    private final Venues venues;
    private final Tally tally;
    private final RandomGenerator random;
    private final String name;
    private final Books books;
    private final BlockingQueue<Heard> answers = new LinkedBlockingQueue<>();

    // Guarded by this: what an older socket still carries is not taken.
    private @Nullable Line line;
    private boolean isGreeted;
    private long resumedFrom;

    private ServerMessage.@Nullable Welcome session;
    private Venues.@Nullable Venue lastVenue;
    private long requests;
    private long signals;

    /** What was heard on a line; null when nothing more comes. */
    private record Heard(Line on, @Nullable ServerMessage message) {}

    Guest(String name, HttpClient http, URI server, Venues venues, Tally tally, RandomGenerator random) {
        this.name = name;
        this.http = http;
        this.server = server;
        this.venues = venues;
        this.tally = tally;
        this.random = random;
        this.books = new Books(what -> tally.wrong(name + ": " + what));
    }

    /** Does one thing after the other, then goes. */
    void live(BooleanSupplier goesOn) {
        while (goesOn.getAsBoolean()) {
            if (line() == null) {
                connect(0);
            } else {
                act();
            }
            pause(Duration.ofMillis(random.nextInt(10, 250)));
        }
        go();
    }

    private void act() {
        int chance = random.nextInt(100);
        if (chance < 6) {
            crash();
        } else if (chance < 8) {
            connect(0);
        } else if (chance < 10) {
            comeBack();
        } else if (chance < 12) {
            hangUp();
        } else if (chance < 16) {
            talkNonsense();
        } else if (chance < 19) {
            venues.keep(random);
        } else if (chance < 27) {
            pingAndAcknowledge();
        } else {
            switch (books.place()) {
                case OUT, UNKNOWN -> join(venues.any(random));
                case DOOR -> waitAtTheDoor();
                case ROOM -> meet();
            }
        }
    }

    private void meet() {
        int chance = random.nextInt(100);
        if (chance < 60) {
            signal();
        } else if (chance < 75) {
            say(new ClientMessage.State(
                    new MediaState(random.nextBoolean(), random.nextBoolean(), random.nextBoolean(), false)));
            tally.count("states");
        } else if (chance < 92) {
            moderate();
        } else {
            leave();
        }
    }

    private void waitAtTheDoor() {
        if (random.nextInt(4) == 0) {
            leave();
        } else {
            pingAndAcknowledge();
        }
    }

    // --- Sockets ---

    /** Opens a socket and says hello: with the session that there is, from a message some way back. */
    private void connect(int back) {
        Line fresh = open();
        if (fresh == null) {
            return;
        }
        var before = session;
        Line older;
        long lastSeq;
        synchronized (this) {
            older = line;
            line = fresh;
            isGreeted = false;
            lastSeq = Math.max(0, books.heard() - back);
            resumedFrom = lastSeq;
        }
        answers.clear();
        Resume resume = before == null ? null : new Resume(before.session(), before.secret(), lastSeq);
        if (fresh.say(Codec.encode(new ClientMessage.Hello(new ClientInfo("soak", "1"), resume, false)))
                && answer(ServerMessage.Welcome.class::isInstance) instanceof ServerMessage.Welcome welcome) {
            welcomed(welcome, resume != null);
        }
        if (older != null) {
            if (resume != null && older.awaitEnd() == CloseCode.TAKEN_OVER.code()) {
                tally.count("sockets taken over");
            }
            older.crash();
        }
    }

    private @Nullable Line open() {
        try {
            return new Line(http, server, this::hear);
        } catch (CompletionException e) {
            tally.wrong(name + ": No socket was opened: " + e.getCause());
            return null;
        }
    }

    private void welcomed(ServerMessage.Welcome welcome, boolean wasResume) {
        session = welcome;
        tally.count(wasResume ? "resumes: " + welcome.resumed().word() : "sessions");
        if (welcome.resumed() == Resumed.COMPLETE && !waitUntil(() -> books.hasHeard(welcome.seq()))) {
            Line open = line();
            if (open != null && !open.isOver()) {
                tally.wrong(name + ": A complete resume was none: not everything up to " + welcome.seq() + " came");
            }
        }
    }

    private void crash() {
        if (random.nextBoolean() && books.place() == Books.Place.OUT) {
            // Nobody knows whether this is heard.
            say(joinOf(venues.any(random)));
        }
        drop();
        tally.count("crashes");
        int chance = random.nextInt(100);
        if (chance < 10) {
            // Its session is left to the grace time.
            session = null;
            connect(0);
        } else if (chance < 16 && session != null) {
            pause(Duration.ofMillis(session.grace() * 3 / 2));
            connect(0);
        } else if (chance < 40) {
            connect(random.nextInt(1, 700));
        } else {
            pause(Duration.ofMillis(random.nextInt(300)));
            connect(0);
        }
    }

    /** Like a page that is loaded again: a new socket, and a join for where it is already. */
    private void comeBack() {
        Venues.Venue last = lastVenue;
        connect(0);
        if (last != null && books.place() == Books.Place.ROOM) {
            join(last);
            tally.count("pages loaded again");
        }
    }

    private void hangUp() {
        Line open = forget();
        if (open != null) {
            open.close(CloseCode.NORMAL.code());
        }
        tally.count("goodbyes");
        session = null;
    }

    private void drop() {
        Line open = forget();
        if (open != null) {
            open.crash();
        }
    }

    private synchronized @Nullable Line forget() {
        Line open = line;
        line = null;
        return open;
    }

    private synchronized @Nullable Line line() {
        return line;
    }

    private void go() {
        if (line() == null) {
            return;
        }
        switch (random.nextInt(3)) {
            case 0 -> drop();
            case 1 -> {
                say(new ClientMessage.Leave());
                hangUp();
            }
            default -> hangUp();
        }
    }

    // --- Rooms ---

    private void join(Venues.Venue venue) {
        lastVenue = venue;
        ClientMessage.Join join = joinOf(venue);
        ServerMessage answer = ask(join, message -> isFor(join.id(), message));
        switch (answer) {
            case ServerMessage.Joined ignored -> tally.count("joins");
            case ServerMessage.Waiting ignored -> tally.count("knocks");
            case ServerMessage.Failure failure -> refused(failure);
            case null, default -> tally.count("joins cut short");
        }
    }

    private ClientMessage.Join joinOf(Venues.Venue venue) {
        return new ClientMessage.Join(
                nextRequest(), new RoomId(venue.id()), new DisplayName(name), MediaState.ON, venue.shown(random));
    }

    private void leave() {
        ServerMessage answer = ask(
                new ClientMessage.Leave(),
                message -> message instanceof ServerMessage.Left
                        || (message instanceof ServerMessage.Failure failure
                                && failure.code() == ErrorCode.NOT_JOINED));
        if (answer instanceof ServerMessage.Failure failure) {
            refused(failure);
        } else {
            tally.count("leaves");
        }
    }

    private void signal() {
        ParticipantId to = pick(books.others());
        if (to != null) {
            signals++;
            say(new ClientMessage.Signal(
                    to,
                    new Payload(
                            "{\"n\":" + signals + ",\"pad\":\"" + "x".repeat(random.nextInt(MOST_PADDING)) + "\"}")));
            tally.count("signals");
        }
    }

    private void moderate() {
        ParticipantId visitor = pick(books.knocking());
        ParticipantId other = pick(books.others());
        ClientMessage.Moderate order;
        if (books.isHost() && visitor != null) {
            order = order(random.nextInt(5) == 0 ? Moderation.DENY : Moderation.ADMIT, visitor);
        } else if (other == null || random.nextInt(3) == 0) {
            order = order(unaimed(random.nextInt(40)), null);
        } else {
            order = order(aimed(random.nextInt(10)), other);
        }
        ServerMessage answer = askInside(order, message -> isFor(order.id(), message));
        if (answer instanceof ServerMessage.Failure failure) {
            refused(failure);
        } else {
            tally.count("orders: " + order.action().word());
        }
    }

    private static Moderation unaimed(int chance) {
        return chance == 0 ? Moderation.END : chance < 8 ? Moderation.LOCK : Moderation.UNLOCK;
    }

    private static Moderation aimed(int chance) {
        return switch (chance) {
            case 0 -> Moderation.REMOVE;
            case 1, 2 -> Moderation.DEMOTE;
            case 3, 4, 5 -> Moderation.PROMOTE;
            default -> Moderation.MUTE;
        };
    }

    private ClientMessage.Moderate order(Moderation action, @Nullable ParticipantId target) {
        return new ClientMessage.Moderate(nextRequest(), action, target);
    }

    private void refused(ServerMessage.Failure failure) {
        tally.count("refused: " + failure.code().word());
        if (failure.code() == ErrorCode.INTERNAL) {
            tally.wrong(name + ": The server's own fault");
        } else if (failure.code() == ErrorCode.NOT_JOINED) {
            books.isNowhere();
        }
    }

    // --- The rest ---

    private void pingAndAcknowledge() {
        if (random.nextBoolean()) {
            say(new ClientMessage.Ack(books.heard()));
        }
        if (ask(new ClientMessage.Ping(), ServerMessage.Pong.class::isInstance)
                instanceof ServerMessage.Pong(long received)) {
            tally.count("pings");
            if (received != books.sent()) {
                tally.wrong(name + ": The server has taken " + received + " messages, said were " + books.sent());
            }
        }
    }

    private void talkNonsense() {
        tally.count("nonsense");
        switch (random.nextInt(12)) {
            case 0 -> endsWith(CloseCode.TOO_BIG, open -> sayText(open, "x".repeat(Limits.FRAME_BYTES + 1)));
            case 1 -> endsWith(CloseCode.UNSUPPORTED_DATA, Line::sayBinary);
            case 2, 3 -> sayText("{\"type\":\"dance\"}");
            case 4, 5 -> say(new ClientMessage.Signal(new ParticipantId("nobody"), new Payload("{}")));
            case 6 -> say(new ClientMessage.Hello(new ClientInfo("soak", "1"), null, false));
            case 7 -> say(new ClientMessage.Ack(Long.MAX_VALUE));
            default -> sayText("{\"type\":\"join\",\"room\":" + "[".repeat(random.nextInt(1, 50)));
        }
    }

    private void endsWith(CloseCode code, Consumer<Line> nonsense) {
        Line open = line();
        if (open != null) {
            nonsense.accept(open);
            if (open.awaitEnd() == code.code()) {
                tally.count("closed for nonsense");
            }
            open.crash();
        }
    }

    // --- Saying and hearing ---

    private void hear(Line on, @Nullable String text) {
        synchronized (this) {
            if (on != line) {
                return;
            }
            if (text == null) {
                ended(on);
                return;
            }
            switch (Codec.decodeServer(text)) {
                case Decoded.Ok<ServerMessage>(ServerMessage message) -> hear(on, message, text);
                case Decoded.Bad<ServerMessage> bad -> tally.wrong(name + ": What was heard cannot be read: " + bad);
            }
        }
    }

    private void ended(Line on) {
        line = null;
        int code = on.awaitEnd();
        tally.count("sockets ended: " + code);
        if (code == CloseCode.INTERNAL.code()) {
            tally.wrong(name + ": The server closed a socket for its own fault");
        }
        answers.add(new Heard(on, null));
    }

    private void hear(Line on, ServerMessage message, String text) {
        if (!isGreeted && message instanceof ServerMessage.Welcome welcome) {
            isGreeted = true;
            books.welcomed(welcome, welcome.resumed() == Resumed.NONE ? 0 : resumedFrom);
        } else {
            books.hears(message, text);
        }
        if (isAnswer(message)) {
            answers.add(new Heard(on, message));
        }
    }

    private static boolean isAnswer(ServerMessage message) {
        return switch (message) {
            case ServerMessage.Welcome ignored -> true;
            case ServerMessage.Joined joined -> joined.ref() != null;
            case ServerMessage.Waiting waiting -> waiting.ref() != null;
            case ServerMessage.Left ignored -> true;
            case ServerMessage.Done ignored -> true;
            case ServerMessage.Pong ignored -> true;
            case ServerMessage.Failure ignored -> true;
            default -> false;
        };
    }

    private static boolean isFor(RequestId request, ServerMessage message) {
        return switch (message) {
            case ServerMessage.Joined joined -> request.equals(joined.ref());
            case ServerMessage.Waiting waiting -> request.equals(waiting.ref());
            case ServerMessage.Done done -> request.equals(done.ref());
            case ServerMessage.Failure failure -> request.equals(failure.ref());
            default -> false;
        };
    }

    private boolean say(ClientMessage message) {
        return sayText(Codec.encode(message));
    }

    private boolean sayText(String text) {
        Line open = line();
        return open != null && sayText(open, text);
    }

    private boolean sayText(Line open, String text) {
        // Before: the answer may be here sooner than this thread goes on.
        books.says();
        return open.say(text);
    }

    /** Says it and waits for its answer; null when the socket was lost before. */
    private @Nullable ServerMessage ask(ClientMessage message, Predicate<ServerMessage> isAnswer) {
        answers.clear();
        return say(message) ? answer(isAnswer) : null;
    }

    /** The same, but whoever is put out meanwhile may get no answer any more. */
    private @Nullable ServerMessage askInside(ClientMessage message, Predicate<ServerMessage> isAnswer) {
        answers.clear();
        return say(message) ? answer(isAnswer, () -> books.place() == Books.Place.OUT) : null;
    }

    private @Nullable ServerMessage answer(Predicate<ServerMessage> isAnswer) {
        return answer(isAnswer, () -> false);
    }

    private @Nullable ServerMessage answer(Predicate<ServerMessage> isAnswer, BooleanSupplier isMoot) {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        try {
            while (System.nanoTime() < deadline) {
                Heard heard = answers.poll(100, TimeUnit.MILLISECONDS);
                Line open = line();
                if (heard == null ? open == null || isMoot.getAsBoolean() : heard.message() == null && open == null) {
                    return null;
                }
                if (heard != null && heard.message() != null && isAnswer.test(heard.message())) {
                    return heard.message();
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return null;
        }
        tally.wrong(name + ": No answer came in " + PATIENCE);
        return null;
    }

    private boolean waitUntil(BooleanSupplier condition) {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > deadline || line() == null) {
                return condition.getAsBoolean();
            }
            pause(Duration.ofMillis(5));
        }
        return true;
    }

    private RequestId nextRequest() {
        requests++;
        return new RequestId("r" + requests);
    }

    private @Nullable ParticipantId pick(List<ParticipantId> from) {
        return from.isEmpty() ? null : from.get(random.nextInt(from.size()));
    }

    private static void pause(Duration time) {
        LockSupport.parkNanos(time.toNanos());
    }
}

package org.confero.server.drills;

import java.net.URI;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.confero.codec.Codec;
import org.confero.codec.Decoded;
import org.confero.protocol.ClientInfo;
import org.confero.protocol.ClientMessage;
import org.confero.protocol.CloseCode;
import org.confero.protocol.Credentials;
import org.confero.protocol.DisplayName;
import org.confero.protocol.ErrorCode;
import org.confero.protocol.MediaState;
import org.confero.protocol.Moderation;
import org.confero.protocol.Numbered;
import org.confero.protocol.Participant;
import org.confero.protocol.ParticipantId;
import org.confero.protocol.Payload;
import org.confero.protocol.Presence;
import org.confero.protocol.RequestId;
import org.confero.protocol.Resume;
import org.confero.protocol.Resumed;
import org.confero.protocol.RoomId;
import org.confero.protocol.ServerMessage;
import org.confero.server.soak.Line;
import org.jspecify.annotations.Nullable;

/**
 * A client without media: joins one room, signals to all others in it, and after a loss goes on with its session at the next
 * address, as PROTOCOL.md has it. Holds what it is told against the protocol. Lives on one thread; hears on others.
 */
final class Attendee {
    private static final Duration TICK = Duration.ofMillis(100);
    private static final Duration FIRST_PAUSE = Duration.ofMillis(100);
    private static final Duration LONGEST_PAUSE = Duration.ofMillis(1600);
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final int GOES_ON = 4000;
    private static final Pattern SIGNAL = Pattern.compile("\\{\"from\":\"([^\"]+)\",\"n\":(\\d+)}");

    private final HttpClient http;
    private final List<URI> servers;
    private final int home;
    private final RoomId room;
    private final String name;
    private final Traffic traffic;
    private final Consumer<String> wrong;
    private final BlockingQueue<ServerMessage> answers = new LinkedBlockingQueue<>();

    // What the thread that it lives on says.
    private MediaState saidState = MediaState.ON;
    private long beatAt;
    private Duration nextPause = FIRST_PAUSE;

    // Guarded by this.
    private final Map<ParticipantId, Participant> others = new LinkedHashMap<>();
    private final ArrayDeque<Said> said = new ArrayDeque<>();
    private @Nullable Line line;
    private ServerMessage.@Nullable Welcome session;
    private @Nullable ParticipantId self;
    private int server;
    private long count;
    private long lastSeq;
    private boolean isWelcomed;
    private boolean isLocked;
    private boolean isAttached;
    private long movesAt = never();

    private volatile MediaState state = MediaState.ON;
    private volatile boolean isSilent = true;
    private volatile boolean isSettled;
    private volatile boolean locks;
    private volatile boolean goesHome;
    private volatile boolean isOver;
    private volatile boolean neverComesBack;

    private record Said(long number, ClientMessage message) {}

    Attendee(
            HttpClient http,
            List<URI> servers,
            int home,
            String room,
            String name,
            Traffic traffic,
            Consumer<String> wrong) {
        this.http = http;
        this.servers = servers;
        this.home = home;
        this.server = home;
        this.room = new RoomId(room);
        this.name = name;
        this.traffic = traffic;
        this.wrong = what -> wrong.accept(name + " in " + room + ": " + what);
    }

    String name() {
        return name;
    }

    RoomId room() {
        return room;
    }

    /** Nobody comes or goes from now on, as far as this one should be told. */
    void settle() {
        isSettled = true;
    }

    void talk(boolean on) {
        isSilent = !on;
    }

    /** How it is to be seen from now on. */
    void show(MediaState next) {
        state = next;
    }

    void neverComesBack() {
        neverComesBack = true;
    }

    void end() {
        isOver = true;
    }

    /** Goes on by the node where it is at home, as soon as that takes it. */
    void goHome() {
        goesHome = true;
    }

    synchronized boolean isAt(int node) {
        return server == node;
    }

    synchronized boolean isHome() {
        return server == home;
    }

    synchronized boolean isAttached() {
        return isAttached;
    }

    synchronized @Nullable ParticipantId self() {
        return self;
    }

    synchronized int count() {
        return others.size();
    }

    /** Whether this one knows the other just as it is. */
    boolean sees(Attendee other) {
        ParticipantId id = other.self();
        synchronized (this) {
            Participant seen = id == null ? null : others.get(id);
            return seen != null
                    && seen.name().value().equals(other.name)
                    && seen.presence() == Presence.CONNECTED
                    && seen.state().equals(other.state);
        }
    }

    void live() {
        while (!isOver) {
            if (isAttached()) {
                act();
                LockSupport.parkNanos(TICK.toNanos());
            } else if (neverComesBack) {
                return;
            } else if (connect()) {
                nextPause = FIRST_PAUSE;
            } else {
                LockSupport.parkNanos(nextPause.toNanos());
                Duration longer = nextPause.multipliedBy(2);
                nextPause = longer.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : longer;
            }
        }
        Line open;
        synchronized (this) {
            open = line;
        }
        if (open != null) {
            open.close(CloseCode.NORMAL.code());
        }
    }

    /** Lets nobody in any more, as a host. */
    void lock() {
        locks = true;
    }

    /** Whether it knows that nobody is let in. */
    synchronized boolean isLocked() {
        return isLocked;
    }

    private void act() {
        long now = System.nanoTime();
        boolean isToMove;
        synchronized (this) {
            isToMove = now - movesAt >= 0;
            if (goesHome) {
                goesHome = server != home;
                isToMove |= goesHome;
                server = goesHome ? home - 1 : server;
            }
        }
        if (isToMove) {
            drop();
            return;
        }
        if (!state.equals(saidState)) {
            saidState = state;
            say(new ClientMessage.State(saidState));
        }
        if (locks) {
            locks = false;
            say(new ClientMessage.Moderate(new RequestId("lock"), Moderation.LOCK, null));
        }
        if (!isSilent) {
            signal();
        }
        if (now - beatAt >= 0) {
            beatAt = now + TimeUnit.MILLISECONDS.toNanos(heartbeat());
            say(new ClientMessage.Ack(lastSeq()));
            say(new ClientMessage.Ping());
        }
    }

    private void signal() {
        List<Participant> to;
        synchronized (this) {
            to = List.copyOf(others.values());
        }
        for (Participant one : to) {
            int number = traffic.next(name, one.name().value());
            say(new ClientMessage.Signal(one.id(), new Payload("{\"from\":\"" + name + "\",\"n\":" + number + "}")));
        }
    }

    private static long never() {
        return System.nanoTime() + Long.MAX_VALUE / 2;
    }

    private synchronized long heartbeat() {
        return session == null ? 1000 : session.heartbeat();
    }

    private synchronized long lastSeq() {
        return lastSeq;
    }

    // --- Sockets ---

    /** At the next address. Whether it is in its room then. */
    private boolean connect() {
        Line fresh;
        ServerMessage.Welcome before;
        synchronized (this) {
            before = session;
            isWelcomed = false;
            movesAt = never();
            answers.clear();
        }
        try {
            fresh = new Line(http, servers.get(server), this::hear);
        } catch (CompletionException refused) {
            nextServer();
            return false;
        }
        synchronized (this) {
            line = fresh;
        }
        Resume resume = before == null ? null : new Resume(before.session(), before.secret(), lastSeq());
        fresh.say(Codec.encode(new ClientMessage.Hello(new ClientInfo("drill", "1"), resume, false)));
        boolean isIn = answer() instanceof ServerMessage.Welcome welcome && welcomed(welcome, before != null);
        if (!isIn) {
            fresh.crash();
            nextServer();
            return false;
        }
        synchronized (this) {
            isAttached = fresh.equals(line);
        }
        return true;
    }

    private boolean welcomed(ServerMessage.Welcome welcome, boolean isResume) {
        List<ClientMessage> again = new ArrayList<>();
        synchronized (this) {
            if (welcome.resumed() != Resumed.NONE) {
                taken(welcome.received());
                said.forEach(each -> again.add(each.message()));
            } else if (isResume) {
                wrong.accept("is not known any more");
            }
            said.clear();
            count = welcome.received();
            beatAt = System.nanoTime();
        }
        again.forEach(this::say);
        if (welcome.resumed() == Resumed.COMPLETE) {
            return heardUpTo(welcome.seq());
        }
        if (welcome.resumed() == Resumed.NONE) {
            saidState = MediaState.ON;
            say(new ClientMessage.Join(
                    new RequestId("j"), room, new DisplayName(name), MediaState.ON, Credentials.NONE));
        }
        return answer() instanceof ServerMessage.Joined;
    }

    private boolean heardUpTo(long seq) {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (lastSeq() < seq) {
            if (System.nanoTime() - end > 0) {
                wrong.accept("a complete resume is not complete: nothing after " + lastSeq() + " of " + seq);
                return false;
            }
            LockSupport.parkNanos(Duration.ofMillis(5).toNanos());
        }
        return true;
    }

    private @Nullable ServerMessage answer() {
        try {
            return answers.poll(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private synchronized void nextServer() {
        server = (server + 1) % servers.size();
    }

    private void drop() {
        Line open;
        synchronized (this) {
            open = line;
            line = null;
            isAttached = false;
        }
        if (open != null) {
            open.close(GOES_ON);
        }
        nextServer();
    }

    private void say(ClientMessage message) {
        Line open;
        synchronized (this) {
            count++;
            if (!(message instanceof ClientMessage.Ping || message instanceof ClientMessage.Ack)) {
                said.add(new Said(count, message));
            }
            open = line;
        }
        if (open != null) {
            open.say(Codec.encode(message));
        }
    }

    private void taken(long received) {
        said.removeIf(each -> each.number() <= received);
    }

    // --- Hearing ---

    private synchronized void hear(Line on, @Nullable String text) {
        if (text == null) {
            if (on.equals(line)) {
                line = null;
                isAttached = false;
                answers.add(new ServerMessage.Left());
            }
            return;
        }
        if (!on.equals(line)) {
            return;
        }
        switch (Codec.decodeServer(text)) {
            case Decoded.Ok<ServerMessage>(ServerMessage message) -> hear(message);
            case Decoded.Bad<ServerMessage> bad -> wrong.accept("cannot read " + bad);
        }
    }

    private void hear(ServerMessage message) {
        if (message instanceof Numbered numbered) {
            if (numbered.seq() != lastSeq + 1) {
                wrong.accept("after " + lastSeq + " came " + numbered.seq());
            }
            lastSeq = numbered.seq();
        }
        switch (message) {
            case ServerMessage.Welcome welcome -> greeted(welcome);
            case ServerMessage.Joined joined -> {
                if (isSettled && !joined.self().equals(self)) {
                    wrong.accept("is another one than before");
                }
                self = joined.self();
                isLocked = joined.room().locked();
                others.clear();
                joined.participants().forEach(one -> others.put(one.id(), one));
                nobodyIsThereTwice();
                answers.add(joined);
            }
            case ServerMessage.ParticipantJoined joined -> {
                others.put(joined.participant().id(), joined.participant());
                comesOrGoes(joined.participant().id() + " has joined");
                nobodyIsThereTwice();
            }
            case ServerMessage.ParticipantLeft left -> {
                others.remove(left.id());
                comesOrGoes(left.id() + " has left: " + left.reason().word());
            }
            case ServerMessage.ParticipantUpdated updated ->
                others.replace(updated.participant().id(), updated.participant());
            case ServerMessage.Signal signal -> {
                Matcher numbered = SIGNAL.matcher(signal.data().json());
                if (numbered.matches()) {
                    traffic.heard(numbered.group(1), name, Integer.parseInt(numbered.group(2)));
                }
            }
            case ServerMessage.Pong(long received) -> taken(received);
            case ServerMessage.Closing closing ->
                movesAt = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(closing.reconnectAfter());
            case ServerMessage.Failure failure -> {
                if (failure.code() == ErrorCode.INTERNAL) {
                    wrong.accept("the server has failed");
                }
                if (!isWelcomed || failure.ref() != null) {
                    answers.add(failure);
                }
            }
            case ServerMessage.RoomUpdated updated -> isLocked = updated.room().locked();
            case ServerMessage.Removed ignored -> out("removed");
            case ServerMessage.Ended ignored -> out("ended");
            default -> {}
        }
    }

    private void greeted(ServerMessage.Welcome welcome) {
        session = welcome;
        isWelcomed = true;
        switch (welcome.resumed()) {
            case COMPLETE -> {}
            case INCOMPLETE -> lastSeq = welcome.seq();
            case NONE -> lastSeq = 0;
        }
        answers.add(welcome);
    }

    private void out(String how) {
        wrong.accept("is out: " + how);
    }

    private void comesOrGoes(String what) {
        if (isSettled) {
            wrong.accept(what);
        }
    }

    private void nobodyIsThereTwice() {
        Set<String> names = new HashSet<>();
        others.values().forEach(one -> {
            if (!names.add(one.name().value())) {
                wrong.accept(one.name().value() + " is there twice");
            }
        });
    }
}

package org.confero.server.socket;

import java.io.IOException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.confero.codec.Codec;
import org.confero.codec.Decoded;
import org.confero.protocol.ClientInfo;
import org.confero.protocol.ClientMessage;
import org.confero.protocol.CloseCode;
import org.confero.protocol.Credentials;
import org.confero.protocol.DisplayName;
import org.confero.protocol.MediaState;
import org.confero.protocol.Moderation;
import org.confero.protocol.Numbered;
import org.confero.protocol.Participant;
import org.confero.protocol.ParticipantId;
import org.confero.protocol.Payload;
import org.confero.protocol.RequestId;
import org.confero.protocol.Resume;
import org.confero.protocol.Resumed;
import org.confero.protocol.RoomId;
import org.confero.protocol.ServerMessage;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.websocket.core.CloseStatus;
import org.eclipse.jetty.websocket.core.Frame;
import org.eclipse.jetty.websocket.core.OpCode;
import org.jspecify.annotations.Nullable;

/** One client: says what it is told to say, and keeps book of what it hears, which has to add up. */
final class Visitor {
    private final int number;
    private final SessionContext context;
    private final OpenSockets open;
    private final Crowd crowd;
    private final Map<ParticipantId, Participant> others = new LinkedHashMap<>();
    private final Map<Socket, Wire> lines = new LinkedHashMap<>();
    private @Nullable Socket socket;
    private @Nullable Wire wire;
    private ServerMessage.@Nullable Welcome welcome;
    private @Nullable ParticipantId self;
    private @Nullable RoomId room;
    private long lastSeq;
    private boolean isAwaitingSnapshot;
    private int asked;

    Visitor(int number, SessionContext context, OpenSockets open, Crowd crowd) {
        this.number = number;
        this.context = context;
        this.open = open;
        this.crowd = crowd;
    }

    @Nullable
    ParticipantId self() {
        return self;
    }

    long lastSeq() {
        return lastSeq;
    }

    /** Opens a socket; the one before is left open, as that of a client that thinks it dead. */
    void connect() {
        var line = new Wire(this::hear);
        wire = line;
        socket = new Socket(context, open, "192.0.2." + number);
        lines.put(socket, line);
        socket.onOpen(line.session(), Callback.NOOP);
    }

    void sayHello() {
        say(new ClientMessage.Hello(new ClientInfo("fuzz", "1"), null, false));
    }

    /** Goes on with its session on a new socket. What was missed comes again, so what is heard is counted from here. */
    void resume(long from) {
        resumeOf(this, from);
    }

    /** Takes over what another one has learnt of its session, as a copied tab does. */
    void resumeAs(Visitor other) {
        if (other != this) {
            resumeOf(other, other.lastSeq);
        }
    }

    private void resumeOf(Visitor other, long from) {
        ServerMessage.Welcome known = other.welcome;
        if (known == null) {
            return;
        }
        if (other != this) {
            self = other.self;
            room = other.room;
            others.clear();
            others.putAll(other.others);
            other.forget();
        }
        lastSeq = from;
        connect();
        say(new ClientMessage.Hello(
                new ClientInfo("fuzz", "1"), new Resume(known.session(), known.secret(), from), false));
    }

    void join(String where) {
        say(new ClientMessage.Join(
                new RequestId("j" + ++asked),
                new RoomId(where),
                new DisplayName("Visitor " + number),
                MediaState.ON,
                Credentials.NONE));
    }

    void leave() {
        say(new ClientMessage.Leave());
    }

    void signal(int to) {
        say(new ClientMessage.Signal(crowd.idOf(to), new Payload("{\"candidate\":null}")));
    }

    void moderate(int action, int target) {
        Moderation[] actions = Moderation.values();
        say(new ClientMessage.Moderate(
                new RequestId("m" + ++asked), actions[Math.floorMod(action, actions.length)], crowd.idOf(target)));
    }

    void ack(long seq) {
        if (seq >= 0) {
            say(new ClientMessage.Ack(seq));
        } else {
            say("{\"type\":\"ack\",\"seq\":-1}");
        }
    }

    void say(String text) {
        if (socket != null && wire != null && wire.isOpen()) {
            socket.onFrame(new Frame(OpCode.TEXT, text), Callback.NOOP);
        }
    }

    /** The line breaks. */
    void lose() {
        if (socket != null && wire != null && wire.isOpen()) {
            wire.cut();
            socket.onError(new IOException("cut"), Callback.NOOP);
        }
    }

    /** Closes in good order, which ends the session. */
    void close() {
        if (socket != null && wire != null && wire.isOpen()) {
            wire.cut();
            socket.onFrame(CloseStatus.toFrame(CloseStatus.NORMAL), Callback.NOOP);
            forget();
        }
    }

    void breathe() {
        if (welcome != null) {
            say(new ClientMessage.Ping());
        }
    }

    /** All lines break, those given up for dead among them. */
    void loseAll() {
        lines.forEach((end, line) -> {
            if (line.isOpen()) {
                line.cut();
                end.onError(new IOException("cut"), Callback.NOOP);
            }
        });
    }

    void tick(Instant now) {
        lines.forEach((end, line) -> {
            end.judge(now);
            end.ask(now);
        });
    }

    /** Whoever hears everything knows who is there. */
    void agreesWith(org.confero.server.room.Room truth) {
        if (wire == null || !wire.isOpen() || isAwaitingSnapshot || !truth.id().equals(room) || self == null) {
            return;
        }
        var there = new LinkedHashMap<ParticipantId, Participant>();
        truth.participants().forEach(one -> there.put(one.id(), one));
        if (there.remove(self) != null) {
            Crowd.check(
                    there.equals(others),
                    "Visitor " + number + " takes " + others.keySet() + " to be there, but it is " + there.keySet());
        }
    }

    private void say(ClientMessage message) {
        say(Codec.encode(message));
    }

    private void forget() {
        welcome = null;
        outside();
    }

    private void outside() {
        self = null;
        room = null;
        others.clear();
    }

    private void hear(Wire from, String text) {
        ServerMessage message = switch (Codec.decodeServer(text)) {
            case Decoded.Ok<ServerMessage>(ServerMessage said) -> said;
            case Decoded.Bad<ServerMessage> bad -> throw new AssertionError("Heard " + text + ": " + bad);
        };
        if (from != wire) {
            return;
        }
        if (message instanceof Numbered numbered) {
            Crowd.check(numbered.seq() == lastSeq + 1, "After " + lastSeq + " came " + text);
            lastSeq = numbered.seq();
        }
        follow(message);
    }

    private void follow(ServerMessage message) {
        switch (message) {
            case ServerMessage.Welcome greeted -> welcomed(greeted);
            case ServerMessage.Joined joined -> joined(joined);
            case ServerMessage.ParticipantJoined joined ->
                others.put(joined.participant().id(), joined.participant());
            case ServerMessage.ParticipantUpdated updated -> {
                if (!updated.participant().id().equals(self)) {
                    others.put(updated.participant().id(), updated.participant());
                }
            }
            case ServerMessage.ParticipantLeft left -> others.remove(left.id());
            case ServerMessage.Left ignored -> outside();
            case ServerMessage.Removed ignored -> outside();
            case ServerMessage.Ended ignored -> outside();
            default -> {}
        }
    }

    private void welcomed(ServerMessage.Welcome greeted) {
        welcome = greeted;
        isAwaitingSnapshot = greeted.resumed() == Resumed.INCOMPLETE;
        switch (greeted.resumed()) {
            case COMPLETE -> {}
            case INCOMPLETE -> lastSeq = greeted.seq();
            case NONE -> {
                lastSeq = 0;
                outside();
            }
        }
    }

    private void joined(ServerMessage.Joined joined) {
        isAwaitingSnapshot = false;
        self = joined.self();
        room = joined.room().id();
        others.clear();
        joined.participants().forEach(one -> others.put(one.id(), one));
    }

    /** What the server closes a socket with is never its own fault. */
    static void closed(int code) {
        Crowd.check(code != CloseCode.INTERNAL.code(), "The server says that it has failed");
    }
}

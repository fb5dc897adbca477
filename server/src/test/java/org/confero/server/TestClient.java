package org.confero.server;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.confero.codec.Codec;
import org.confero.codec.Decoded;
import org.confero.protocol.ClientInfo;
import org.confero.protocol.ClientMessage;
import org.confero.protocol.CloseCode;
import org.confero.protocol.Credentials;
import org.confero.protocol.DisplayName;
import org.confero.protocol.MediaState;
import org.confero.protocol.Moderation;
import org.confero.protocol.ParticipantId;
import org.confero.protocol.Payload;
import org.confero.protocol.RequestId;
import org.confero.protocol.Resume;
import org.confero.protocol.RoomId;
import org.confero.protocol.ServerMessage;
import org.jspecify.annotations.Nullable;

/** A client over a real socket that remembers what it is told until a test asks for it. */
final class TestClient implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    private final BlockingQueue<String> heard = new LinkedBlockingQueue<>();
    private final CompletableFuture<Integer> closed = new CompletableFuture<>();
    private final WebSocket socket;
    private ServerMessage.@Nullable Welcome welcome;

    private TestClient(URI server) {
        socket = HTTP.newWebSocketBuilder()
                .subprotocols("confero.v1")
                .buildAsync(server, new Ear())
                .join();
    }

    /** Opens a socket and says nothing. */
    static TestClient open(TestServer server) {
        return open(server.socket());
    }

    static TestClient open(URI server) {
        return new TestClient(server);
    }

    /** Opens a socket and says hello. */
    static TestClient greeted(TestServer server) {
        return greeted(server.socket());
    }

    static TestClient greeted(URI server) {
        var client = new TestClient(server);
        client.say(hello(null));
        client.welcome = client.hear(ServerMessage.Welcome.class);
        return client;
    }

    /** As a page that may be closed without another word than its socket's end. */
    static TestClient greetedUnheard(TestServer server) {
        var client = open(server);
        client.say(new ClientMessage.Hello(new ClientInfo("test", "1"), null, true));
        client.welcome = client.hear(ServerMessage.Welcome.class);
        return client;
    }

    /** Goes on with another client's session on a new socket, from the message of this number on. */
    static TestClient resumed(TestServer server, TestClient earlier, long lastSeq) {
        var client = open(server);
        client.say(
                hello(new Resume(earlier.welcome().session(), earlier.welcome().secret(), lastSeq)));
        client.welcome = client.hear(ServerMessage.Welcome.class);
        return client;
    }

    static ClientMessage.Hello hello(@Nullable Resume resume) {
        return new ClientMessage.Hello(new ClientInfo("test", "1"), resume, false);
    }

    ServerMessage.Welcome welcome() {
        return Objects.requireNonNull(welcome, "Not greeted");
    }

    static TestClient joined(TestServer server, String room, String name) {
        var client = greeted(server);
        client.join(room, name);
        return client;
    }

    ServerMessage.Joined join(String room, String name) {
        askIn(room, name);
        return hear(ServerMessage.Joined.class);
    }

    void askIn(String room, String name) {
        say(joinOf(room, name));
    }

    void askIn(String room, String name, Credentials shown) {
        say(new ClientMessage.Join(new RequestId("j"), new RoomId(room), new DisplayName(name), MediaState.ON, shown));
    }

    static ClientMessage.Join joinOf(String room, String name) {
        return new ClientMessage.Join(
                new RequestId("j"), new RoomId(room), new DisplayName(name), MediaState.ON, Credentials.NONE);
    }

    void signal(ParticipantId to, String data) {
        say(new ClientMessage.Signal(to, new Payload(data)));
    }

    /** Asks as a host, and is answered that it is done. */
    void moderate(Moderation action, @Nullable ParticipantId target) {
        ask(action, target);
        await(ServerMessage.Done.class);
    }

    void ask(Moderation action, @Nullable ParticipantId target) {
        say(new ClientMessage.Moderate(new RequestId("m"), action, target));
    }

    void say(ClientMessage message) {
        sayText(Codec.encode(message));
    }

    void sayText(String text) {
        socket.sendText(text, true).join();
    }

    /** For what the server may answer by closing: then the client cannot send it to the end. */
    void trySayText(String text) {
        socket.sendText(text, true).exceptionally(closed -> socket).join();
    }

    WebSocket socket() {
        return socket;
    }

    /** The next message, which must be of this type. */
    <T extends ServerMessage> T hear(Class<T> type) {
        return type.cast(message(hearText(), type));
    }

    /** The next message of this type; others before it are passed over. */
    <T extends ServerMessage> T await(Class<T> type) {
        while (true) {
            ServerMessage message = message(hearText(), type);
            if (type.isInstance(message)) {
                return type.cast(message);
            }
        }
    }

    /** The next message that is of one of these types. */
    ServerMessage awaitAnyOf(Class<?>... types) {
        while (true) {
            ServerMessage message = message(hearText(), types[0]);
            if (Stream.of(types).anyMatch(type -> type.isInstance(message))) {
                return message;
            }
        }
    }

    String hearText() {
        try {
            String text = heard.poll(PATIENCE.toSeconds(), TimeUnit.SECONDS);
            if (text == null) {
                throw new AssertionError("Nothing was heard in " + PATIENCE);
            }
            return text;
        } catch (InterruptedException e) {
            throw new AssertionError("Interrupted", e);
        }
    }

    /** How many messages were told and not asked for yet. */
    int unheard() {
        return heard.size();
    }

    /** The code with which the server closed; waits for it. */
    int closeCode() {
        return closed.orTimeout(PATIENCE.toSeconds(), TimeUnit.SECONDS).join();
    }

    boolean isClosed() {
        return closed.isDone();
    }

    /** Waits until the socket is closed or broken. */
    void awaitEnd() {
        closed.handle((code, broken) -> true)
                .orTimeout(PATIENCE.toSeconds(), TimeUnit.SECONDS)
                .join();
    }

    /** Asks and is answered: then everything said before is dealt with, and the socket is alive. */
    void pingPong() {
        say(new ClientMessage.Ping());
        hear(ServerMessage.Pong.class);
    }

    /** Closes the socket as a browser does for a page that is going. */
    void goAway() {
        socket.sendClose(CloseCode.GOING_AWAY.code(), "").join();
    }

    /** Cuts the connection without a word, as a crash does. */
    void crash() {
        socket.abort();
    }

    @Override
    public void close() {
        socket.abort();
    }

    private static ServerMessage message(String text, Class<?> wanted) {
        return switch (Codec.decodeServer(text)) {
            case Decoded.Ok<ServerMessage>(ServerMessage message) -> message;
            case Decoded.Bad<ServerMessage> bad ->
                throw new AssertionError("Wanted " + wanted.getSimpleName() + ", heard " + text + ": " + bad);
        };
    }

    private final class Ear implements WebSocket.Listener {
        private final StringBuilder parts = new StringBuilder();

        @Override
        public @Nullable CompletionStage<?> onText(WebSocket from, CharSequence data, boolean last) {
            parts.append(data);
            if (last) {
                heard.add(parts.toString());
                parts.setLength(0);
            }
            from.request(1);
            return null;
        }

        @Override
        public @Nullable CompletionStage<?> onClose(WebSocket from, int code, String reason) {
            closed.complete(code);
            return null;
        }

        @Override
        public void onError(WebSocket from, Throwable error) {
            closed.completeExceptionally(error);
        }
    }
}

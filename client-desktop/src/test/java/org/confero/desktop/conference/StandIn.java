package org.confero.desktop.conference;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BiConsumer;
import java.util.function.BooleanSupplier;
import org.confero.codec.Codec;
import org.confero.codec.Decoded;
import org.confero.protocol.ClientMessage;
import org.confero.protocol.ErrorCode;
import org.confero.protocol.ParticipantId;
import org.confero.protocol.Resumed;
import org.confero.protocol.Role;
import org.confero.protocol.RoomId;
import org.confero.protocol.RoomInfo;
import org.confero.protocol.ServerInfo;
import org.confero.protocol.ServerMessage;
import org.confero.protocol.SessionId;
import org.confero.protocol.SessionSecret;
import org.confero.protocol.WelcomeLimits;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.component.LifeCycle;
import org.eclipse.jetty.websocket.core.CloseStatus;
import org.eclipse.jetty.websocket.core.CoreSession;
import org.eclipse.jetty.websocket.core.Frame;
import org.eclipse.jetty.websocket.core.FrameHandler;
import org.eclipse.jetty.websocket.core.OpCode;
import org.eclipse.jetty.websocket.core.server.ServerUpgradeRequest;
import org.eclipse.jetty.websocket.core.server.ServerUpgradeResponse;
import org.eclipse.jetty.websocket.core.server.WebSocketNegotiator;
import org.eclipse.jetty.websocket.core.server.WebSocketUpgradeHandler;
import org.jspecify.annotations.Nullable;

/** Stands in for a server that does what a test wants: answers what a real one says seldom, or not at all. */
final class StandIn implements AutoCloseable {
    static final RoomId ROOM = new RoomId("demo");

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final Server server = new Server();
    private final ServerConnector connector = new ServerConnector(server);
    private final List<Socket> sockets = new CopyOnWriteArrayList<>();
    private final BiConsumer<Socket, ClientMessage> script;

    /** @param script is called with everything that a client says, and may answer; on the server's threads */
    StandIn(BiConsumer<Socket, ClientMessage> script) {
        this.script = script;
        connector.setHost(InetAddress.getLoopbackAddress().getHostAddress());
        server.addConnector(connector);
        var upgrades = new WebSocketUpgradeHandler();
        upgrades.addMapping("/ws", new WebSocketNegotiator.AbstractNegotiator() {
            @Override
            public FrameHandler negotiate(
                    ServerUpgradeRequest request, ServerUpgradeResponse response, Callback callback) {
                response.setAcceptedSubProtocol("confero.v1");
                return new Socket();
            }
        });
        server.setHandler(upgrades);
        LifeCycle.start(server);
    }

    URI address() {
        return URI.create("http://" + connector.getHost() + ":" + connector.getLocalPort());
    }

    /** All that there have been, in their order. */
    List<Socket> sockets() {
        return sockets;
    }

    /** The answer to a hello: a new session, or the one that it names. */
    static ServerMessage welcome(Resumed resumed) {
        return new ServerMessage.Welcome(
                new SessionId("s"),
                new SessionSecret("secret"),
                resumed,
                0,
                0,
                WelcomeLimits.DEFAULT,
                5000,
                120_000,
                new ServerInfo("0.1.0", "stand-in"));
    }

    /** Goes on with every session, and lets everybody in. */
    static void letIn(Socket socket, ClientMessage message) {
        answer(socket, message, null);
    }

    /** The same, but with this no to every join. */
    static void answer(Socket socket, ClientMessage message, @Nullable ErrorCode no) {
        switch (message) {
            case ClientMessage.Hello hello ->
                socket.say(welcome(hello.resume() == null ? Resumed.NONE : Resumed.COMPLETE));
            case ClientMessage.Join join
            when no != null -> socket.say(new ServerMessage.Failure(join.id(), no, "No", null));
            case ClientMessage.Join join ->
                socket.say(new ServerMessage.Joined(
                        join.id(),
                        1,
                        new ParticipantId("ada"),
                        new RoomInfo(ROOM, null, false, 16, Role.PARTICIPANT),
                        List.of(),
                        List.of()));
            case ClientMessage.Leave ignored -> socket.say(new ServerMessage.Left());
            case ClientMessage.Ping ignored ->
                socket.say(new ServerMessage.Pong(socket.heard().size() - 1));
            default -> {
                // Of no interest here.
            }
        }
    }

    static void await(String what, BooleanSupplier condition) {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).as("waited for %s", what).isLessThan(deadline);
            LockSupport.parkNanos(Duration.ofMillis(5).toNanos());
        }
    }

    @Override
    public void close() {
        LifeCycle.stop(server);
    }

    /** One of a client's, whatever has become of it. */
    final class Socket implements FrameHandler {
        private final List<ClientMessage> heard = new CopyOnWriteArrayList<>();
        private @Nullable CoreSession session;

        List<ClientMessage> heard() {
            return heard;
        }

        <M extends ClientMessage> List<M> heard(Class<M> type) {
            return heard.stream().filter(type::isInstance).map(type::cast).toList();
        }

        boolean isFirst() {
            return sockets.indexOf(this) == 0;
        }

        void say(ServerMessage message) {
            if (session != null) {
                session.sendFrame(new Frame(OpCode.TEXT).setPayload(Codec.encode(message)), Callback.NOOP, false);
            }
        }

        void drop() {
            if (session != null) {
                session.abort();
            }
        }

        @Override
        public void onOpen(CoreSession opened, Callback callback) {
            session = opened;
            sockets.add(this);
            callback.succeeded();
            opened.demand();
        }

        @Override
        public void onFrame(Frame frame, Callback callback) {
            if (frame.getOpCode() == OpCode.TEXT
                    && Codec.decodeClient(frame.getPayloadAsUTF8()) instanceof Decoded.Ok<ClientMessage>(var message)) {
                heard.add(message);
                script.accept(this, message);
            }
            callback.succeeded();
            if (session != null) {
                session.demand();
            }
        }

        @Override
        public void onError(Throwable cause, Callback callback) {
            callback.succeeded();
        }

        @Override
        public void onClosed(CloseStatus status, Callback callback) {
            callback.succeeded();
        }
    }
}

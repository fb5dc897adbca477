package org.confero.desktop.signaling;

import jakarta.websocket.ClientEndpointConfig;
import jakarta.websocket.CloseReason;
import jakarta.websocket.DeploymentException;
import jakarta.websocket.Session;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.confero.codec.Codec;
import org.confero.codec.Decoded;
import org.confero.desktop.signaling.SignalingFailure.Kind;
import org.confero.protocol.ClientInfo;
import org.confero.protocol.ClientMessage;
import org.confero.protocol.Limits;
import org.confero.protocol.ServerMessage;
import org.glassfish.tyrus.client.ClientManager;
import org.glassfish.tyrus.client.ClientProperties;
import org.jspecify.annotations.Nullable;

/**
 * One WebSocket to the server, from the attempt to its end; whoever wants another one makes another one. Says hello,
 * keeps the connection alive and notices when it is dead. All methods on the conference's thread, which is also the one
 * on which the listener is called.
 */
public final class Signaling {
    /** What a connection tells: first welcomed, then messages; at last failed, unless it was closed by us. */
    public interface Listener {
        /** What was said and may not have been heard has been said again. */
        void welcomed(ServerMessage.Welcome welcome);

        /** Everything but welcome and pong. */
        void received(ServerMessage message);

        /** There is no connection, or none any more. Nothing else is told after this. */
        void failed(SignalingFailure failure);
    }

    /** What we are, to servers and to other participants. */
    public static final ClientInfo CLIENT = new ClientInfo("confero-desktop", "0.1.0");

    static final String SUBPROTOCOL = "confero.v1";

    private static final Logger LOG = System.getLogger(Signaling.class.getName());
    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(10);

    /**
     * Who is in doubt waits for an answer as long as {@link #DOUBT_ANSWERS} answers like the last one take, but not less or more than
     * this: to go on with another socket is cheap.
     */
    public static final Duration SHORTEST_DOUBT = Duration.ofMillis(500);

    public static final Duration LONGEST_DOUBT = Duration.ofSeconds(2);
    private static final int DOUBT_ANSWERS = 4;

    /** Any code but 1000, which would end the session. */
    private static final CloseReason.CloseCode GOING_ON = CloseReason.CloseCodes.getCloseCode(4000);

    private final URI server;
    private final ScheduledExecutorService loop;
    private final Standing standing;
    private final Listener listener;
    private final ScheduledFuture<?> deadline;
    private @Nullable ScheduledFuture<?> heartbeat;
    private @Nullable ScheduledFuture<?> doubt;
    private @Nullable Session session;
    private @Nullable Outbox outbox;
    private boolean welcomed;
    private boolean over;
    private long heard;
    /** In milliseconds. */
    private long patience;

    /** When the question was asked that waits for its answer; 0 when none does. */
    private long asked;

    private Signaling(URI server, ScheduledExecutorService loop, Standing standing, Listener listener) {
        this.server = server;
        this.loop = loop;
        this.standing = standing;
        this.listener = listener;
        deadline =
                loop.schedule(() -> fail(Failures.timeout(server)), CONNECT_TIMEOUT.toMillis(), TimeUnit.MILLISECONDS);
    }

    /**
     * Starts to connect.
     *
     * @param server http or https address, without a path
     * @param standing of the session that is to go on, if there is one
     */
    public static Signaling connect(URI server, ScheduledExecutorService loop, Standing standing, Listener listener) {
        Signaling signaling = new Signaling(server, loop, standing, listener);
        Thread.ofVirtual().name("confero-connect").start(signaling::open);
        return signaling;
    }

    /** Says it now, or on the session's next socket when this one is gone or not yet welcomed. */
    public void send(ClientMessage message) {
        standing.say(message);
        if (welcomed) {
            transmit(message);
        }
    }

    /** Something else on the network is out of reach, and so the server may be: it is lost when it does not answer soon. */
    public void doubt() {
        if (!welcomed || over || doubt != null) {
            return;
        }
        long since = System.nanoTime();
        ping();
        doubt = loop.schedule(
                () -> {
                    doubt = null;
                    if (heard - since < 0) {
                        lose();
                    }
                },
                patience,
                TimeUnit.MILLISECONDS);
    }

    private void transmit(ClientMessage message) {
        if (outbox != null && !over) {
            outbox.send(Codec.encode(message));
        }
    }

    /** Ends the session with the connection. Idempotent; nothing is told after it. */
    public void close() {
        close(CloseReason.CloseCodes.NORMAL_CLOSURE);
    }

    /** Ends the connection; the session goes on with another one. Idempotent; nothing is told after it. */
    public void drop() {
        close(GOING_ON);
    }

    private void close(CloseReason.CloseCode code) {
        if (over) {
            return;
        }
        over = true;
        deadline.cancel(false);
        if (heartbeat != null) {
            heartbeat.cancel(false);
        }
        closeSession(code);
    }

    /** On a thread of its own: connecting takes its time. */
    private void open() {
        try {
            ClientManager client = ClientManager.createClient();
            client.getProperties().put(ClientProperties.HANDSHAKE_TIMEOUT, (int) CONNECT_TIMEOUT.toMillis());
            ClientEndpointConfig config = ClientEndpointConfig.Builder.create()
                    .preferredSubprotocols(List.of(SUBPROTOCOL))
                    .build();
            client.connectToServer(new Socket(this), config, address(server));
        } catch (DeploymentException | IOException | RuntimeException e) {
            tell(() -> fail(Failures.ofConnecting(server, e)));
        }
    }

    /** From the WebSocket's threads to the conference's. */
    void tell(Runnable event) {
        loop.execute(() -> {
            if (!over) {
                event.run();
            }
        });
    }

    void opened(Session opened) {
        session = opened;
        if (!SUBPROTOCOL.equals(opened.getNegotiatedSubprotocol())) {
            fail(Failures.notConfero(server));
            return;
        }
        heard = System.nanoTime();
        asked = heard;
        outbox = new Outbox(opened, loop, this::lose);
        transmit(new ClientMessage.Hello(CLIENT, standing.resume(), false));
    }

    void received(String frame) {
        heard = System.nanoTime();
        switch (Codec.decodeServer(frame)) {
            case Decoded.Ok<ServerMessage>(ServerMessage message) -> {
                standing.heard(message);
                received(message);
                if (welcomed && !over && standing.isAckDue()) {
                    acknowledge();
                }
            }
            case Decoded.Bad<ServerMessage> bad
            when welcomed ->
                // A newer server may say what we do not know.
                LOG.log(Level.DEBUG, "Not understood: {0}", bad.code().word());
            case Decoded.Bad<ServerMessage> ignored -> fail(Failures.notConfero(server));
        }
    }

    void closed(CloseReason reason) {
        LOG.log(
                Level.DEBUG,
                "The server closed the socket: {0}",
                reason.getCloseCode().getCode());
        lose();
    }

    private void received(ServerMessage message) {
        switch (message) {
            case ServerMessage.Welcome welcome
            when !welcomed -> {
                welcomed = true;
                answered();
                deadline.cancel(false);
                beat(Duration.ofMillis(welcome.heartbeat()));
                standing.welcomed(welcome).forEach(this::send);
                listener.welcomed(welcome);
            }
            case ServerMessage.Failure failure
            when !welcomed && standing.resume() != null ->
                // Whether the session goes on is not known at the moment, and so it may.
                fail(new SignalingFailure(
                        Kind.LOST,
                        failure.detail(),
                        failure.retryAfter() == null ? null : Duration.ofMillis(failure.retryAfter())));
            case ServerMessage.Welcome ignored -> LOG.log(Level.DEBUG, "Welcomed twice");
            case ServerMessage.Pong ignored -> answered();
            default -> {
                if (welcomed) {
                    listener.received(message);
                } else {
                    fail(Failures.notConfero(server));
                }
            }
        }
    }

    private void beat(Duration asked) {
        // What the server asks for, within reason.
        long period = Math.clamp(asked.toMillis(), 1000, Limits.SILENCE.toMillis() / 3);
        heartbeat = loop.scheduleAtFixedRate(
                () -> {
                    if (System.nanoTime() - heard > Limits.SILENCE.toNanos()) {
                        lose();
                    } else {
                        acknowledge();
                        ping();
                    }
                },
                period,
                period,
                TimeUnit.MILLISECONDS);
    }

    private void ping() {
        if (asked == 0) {
            asked = System.nanoTime();
        }
        send(new ClientMessage.Ping());
    }

    private void answered() {
        if (asked != 0) {
            long millis = TimeUnit.NANOSECONDS.toMillis(heard - asked);
            patience = Math.clamp(DOUBT_ANSWERS * millis, SHORTEST_DOUBT.toMillis(), LONGEST_DOUBT.toMillis());
            asked = 0;
        }
    }

    private void acknowledge() {
        ClientMessage ack = standing.ack();
        if (ack != null) {
            send(ack);
        }
    }

    private void lose() {
        fail(
                welcomed
                        ? new SignalingFailure(Kind.LOST, "The connection to " + server.getAuthority() + " is lost")
                        : Failures.notConfero(server));
    }

    private void fail(SignalingFailure failure) {
        if (!over) {
            drop();
            listener.failed(failure);
        }
    }

    /** On a thread of its own: a socket that is dead takes its time to close. */
    private void closeSession(CloseReason.CloseCode code) {
        Session open = session;
        if (open != null) {
            Thread.ofVirtual().name("confero-disconnect").start(() -> {
                try {
                    open.close(new CloseReason(code, null));
                } catch (IOException | IllegalStateException e) {
                    LOG.log(Level.DEBUG, "The socket does not close: {0}", e.toString());
                }
            });
        }
    }

    private static URI address(URI server) {
        String scheme = "https".equals(server.getScheme()) ? "wss" : "ws";
        return URI.create(scheme + "://" + server.getRawAuthority() + "/ws");
    }
}

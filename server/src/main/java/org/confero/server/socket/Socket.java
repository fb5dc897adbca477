package org.confero.server.socket;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicReference;
import org.confero.codec.Codec;
import org.confero.codec.Decoded;
import org.confero.protocol.ClientMessage;
import org.confero.protocol.CloseCode;
import org.confero.protocol.ErrorCode;
import org.confero.protocol.LeaveReason;
import org.confero.protocol.Limits;
import org.confero.protocol.Resume;
import org.confero.protocol.ServerMessage;
import org.eclipse.jetty.websocket.api.Callback;
import org.eclipse.jetty.websocket.api.Session.Listener;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One WebSocket connection. The container calls it with one frame at a time, and with the next one only when the last is
 * dealt with; {@link #tick} is called by the pulse, {@link #close} by anybody.
 */
public final class Socket implements Listener, Connection {
    private static final Logger LOG = LoggerFactory.getLogger(Socket.class);

    /** A closing handshake that takes longer is cut: whoever does not read cannot answer it. */
    private static final Duration CLOSING = Duration.ofSeconds(1);

    private final SessionContext context;
    private final OpenSockets open;
    private final AtomicReference<@Nullable Instant> closing = new AtomicReference<>();
    private final Outbox outbox;
    private final Instant opened;
    private volatile org.eclipse.jetty.websocket.api.@Nullable Session wire;
    private volatile @Nullable Session session;
    private volatile Instant heard;
    private Instant pinged;

    Socket(SessionContext context, OpenSockets open) {
        this.context = context;
        this.open = open;
        this.opened = context.clock().instant();
        this.heard = opened;
        this.pinged = opened;
        this.outbox = new Outbox(
                this::transmit,
                this::lost,
                context.clock(),
                context.limits().outbox().toBytes());
    }

    @Override
    public void onWebSocketOpen(org.eclipse.jetty.websocket.api.Session jetty) {
        // The pulse looks after silence; the container's own idle timeout takes our pings for life.
        jetty.setIdleTimeout(Duration.ZERO);
        jetty.setMaxTextMessageSize(Limits.FRAME_BYTES);
        jetty.setMaxFrameSize(Limits.FRAME_BYTES);
        wire = jetty;
        open.add(this);
        jetty.demand();
    }

    @Override
    public void onWebSocketText(String text) {
        heard = context.clock().instant();
        Session greeted = session;
        if (closing.get() != null) {
            demand();
        } else if (greeted != null) {
            greeted.receive(this, text, this::demand);
        } else {
            greet(text);
            demand();
        }
    }

    @Override
    public void onWebSocketPartialBinary(ByteBuffer payload, boolean last, Callback callback) {
        close(CloseCode.UNSUPPORTED_DATA, "Text frames only");
        callback.succeed();
        demand();
    }

    // The next frame is asked for when the pong is out: whoever pings and does not read waits for itself.
    @Override
    public void onWebSocketPing(ByteBuffer payload) {
        heard = context.clock().instant();
        org.eclipse.jetty.websocket.api.Session jetty = wire;
        if (jetty != null) {
            jetty.sendPong(payload, Callback.from(jetty::demand, this::lost));
        }
    }

    @Override
    public void onWebSocketPong(ByteBuffer payload) {
        heard = context.clock().instant();
        demand();
    }

    @Override
    public void onWebSocketError(Throwable cause) {
        LOG.debug("session={} broke: {}", name(), cause.toString());
        ended();
    }

    @Override
    public void onWebSocketClose(int code, @Nullable String reason, Callback callback) {
        LOG.debug("session={} closed with {}", name(), code);
        Session left = session;
        // Said by the client itself; our own closings have been dealt with.
        if (left != null && code == CloseCode.NORMAL.code() && closing.get() == null) {
            left.end(LeaveReason.LEFT);
        }
        ended();
        callback.succeed();
    }

    @Override
    public boolean put(String text) {
        return outbox.put(text);
    }

    @Override
    public void flush() {
        outbox.flush();
    }

    /** Lets the session go at once, so that the others know, and closes the socket in good order or, failing that, hard. */
    @Override
    public void close(CloseCode code, String reason) {
        if (!closing.compareAndSet(null, context.clock().instant())) {
            return;
        }
        LOG.debug("session={} is closed with {}", name(), code);
        context.meters().closes(code);
        outbox.close();
        detach();
        org.eclipse.jetty.websocket.api.Session jetty = wire;
        if (jetty != null) {
            jetty.close(code.code(), reason, Callback.NOOP);
        }
    }

    /** Tells the client nothing more but that its socket is closed. */
    void hush() {
        outbox.close();
    }

    /** Looks after time: pings, and closes what has fallen silent, stands still or will not close. */
    void tick(Instant now) {
        SocketLimits limits = context.limits();
        Instant closed = closing.get();
        if (closed != null) {
            if (isOver(closed, CLOSING, now)) {
                cut();
            }
        } else if (session == null && isOver(opened, limits.helloTimeout(), now)) {
            close(CloseCode.HELLO_EXPECTED, "No hello in time");
        } else if (isOver(heard, limits.silence(), now)) {
            close(CloseCode.SILENT, "Nothing was heard of you");
        } else if (outbox.isStalled(limits.outboxStall())) {
            close(CloseCode.TOO_SLOW, "You have read nothing for too long");
        } else if (isOver(pinged, limits.heartbeat(), now)) {
            pinged = now;
            ping();
        }
    }

    private void greet(String text) {
        switch (Codec.decodeClient(text)) {
            case Decoded.Ok<ClientMessage>(ClientMessage.Hello hello) -> {
                session = sessionOf(hello);
                // It may have broken meanwhile, and then nobody told the session.
                if (closing.get() != null || !isOpen()) {
                    detach();
                }
            }
            case Decoded.Ok<ClientMessage> ignored -> helloExpected("");
            case Decoded.Bad<ClientMessage> bad -> helloExpected(": " + bad.detail());
        }
    }

    private Session sessionOf(ClientMessage.Hello hello) {
        Resume resume = hello.resume();
        Session earlier = resume == null ? null : context.sessions().find(resume);
        if (resume != null && earlier != null && earlier.resume(this, resume.lastSeq())) {
            return earlier;
        }
        return Session.open(context, this, hello.client());
    }

    private void helloExpected(String why) {
        var mistake =
                new ServerMessage.Failure(null, ErrorCode.HELLO_EXPECTED, "The first message is hello" + why, null);
        context.meters().said(mistake);
        put(Codec.encode(mistake));
        flush();
        close(CloseCode.HELLO_EXPECTED, "The first message is hello");
    }

    private boolean isOpen() {
        org.eclipse.jetty.websocket.api.Session jetty = wire;
        return jetty != null && jetty.isOpen();
    }

    private void transmit(String text, Callback callback) {
        org.eclipse.jetty.websocket.api.Session jetty = wire;
        if (jetty != null) {
            jetty.sendText(text, callback);
        }
    }

    private void ping() {
        org.eclipse.jetty.websocket.api.Session jetty = wire;
        if (jetty != null) {
            jetty.sendPing(ByteBuffer.allocate(0), Callback.from(() -> {}, this::lost));
        }
    }

    private void demand() {
        org.eclipse.jetty.websocket.api.Session jetty = wire;
        if (jetty != null && jetty.isOpen()) {
            jetty.demand();
        }
    }

    private void cut() {
        org.eclipse.jetty.websocket.api.Session jetty = wire;
        if (jetty != null) {
            jetty.disconnect();
        }
        ended();
    }

    private void lost(Throwable cause) {
        LOG.debug("session={} cannot be written to: {}", name(), cause.toString());
        ended();
    }

    private void ended() {
        open.remove(this);
        outbox.close();
        detach();
    }

    private void detach() {
        Session left = session;
        if (left != null) {
            left.detach(this);
        }
    }

    private Object name() {
        Session greeted = session;
        return greeted == null ? "none" : greeted.id();
    }

    private static boolean isOver(Instant since, Duration limit, Instant now) {
        return !now.isBefore(since.plus(limit));
    }
}

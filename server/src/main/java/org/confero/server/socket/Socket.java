package org.confero.server.socket;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicReference;
import org.confero.protocol.CloseCode;
import org.confero.protocol.LeaveReason;
import org.confero.protocol.Limits;
import org.eclipse.jetty.websocket.api.Callback;
import org.eclipse.jetty.websocket.api.Session.Listener;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One WebSocket connection. The container calls it with one frame at a time, and with the next one only when the last is
 * dealt with; {@link #tick} is called by the pulse, {@link #close} by anybody.
 */
public final class Socket implements Listener, Session.Closer {
    private static final Logger LOG = LoggerFactory.getLogger(Socket.class);

    /** A closing handshake that takes longer is cut: whoever does not read cannot answer it. */
    private static final Duration CLOSING = Duration.ofSeconds(1);

    private final SessionContext context;
    private final OpenSockets open;
    private final AtomicReference<@Nullable Instant> closing = new AtomicReference<>();
    private final Session session;
    private final Outbox outbox;
    private final Instant opened;
    private volatile org.eclipse.jetty.websocket.api.@Nullable Session wire;
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
        this.session = new Session(context, outbox, this);
    }

    @Override
    public void onWebSocketOpen(org.eclipse.jetty.websocket.api.Session jetty) {
        // The pulse looks after silence; the container's own idle timeout takes our pings for life.
        jetty.setIdleTimeout(Duration.ZERO);
        jetty.setMaxTextMessageSize(Limits.FRAME_BYTES);
        jetty.setMaxFrameSize(Limits.FRAME_BYTES);
        wire = jetty;
        open.add(this);
        LOG.debug("session={} opened", session.id());
        jetty.demand();
    }

    @Override
    public void onWebSocketText(String text) {
        heard = context.clock().instant();
        if (closing.get() == null) {
            session.receive(text, this::demand);
        } else {
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
        LOG.debug("session={} broke: {}", session.id(), cause.toString());
        ended(LeaveReason.LOST);
    }

    @Override
    public void onWebSocketClose(int code, @Nullable String reason, Callback callback) {
        LOG.debug("session={} closed with {}", session.id(), code);
        ended(code == CloseCode.NORMAL.code() ? LeaveReason.LEFT : LeaveReason.LOST);
        callback.succeed();
    }

    /** Ends the session at once, so that the others know, and closes the socket in good order or, failing that, hard. */
    @Override
    public void close(CloseCode code, String reason) {
        if (!closing.compareAndSet(null, context.clock().instant())) {
            return;
        }
        LOG.debug("session={} is closed with {}", session.id(), code);
        context.meters().closes(code);
        session.end(LeaveReason.LOST);
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
        } else if (!session.isGreeted() && isOver(opened, limits.helloTimeout(), now)) {
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
        ended(LeaveReason.LOST);
    }

    private void lost(Throwable cause) {
        LOG.debug("session={} cannot be written to: {}", session.id(), cause.toString());
        ended(LeaveReason.LOST);
    }

    private void ended(LeaveReason reason) {
        open.remove(this);
        session.end(reason);
    }

    private static boolean isOver(Instant since, Duration limit, Instant now) {
        return !now.isBefore(since.plus(limit));
    }
}

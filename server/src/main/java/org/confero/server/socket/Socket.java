package org.confero.server.socket;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicReference;
import org.confero.codec.Codec;
import org.confero.protocol.CloseCode;
import org.confero.protocol.LeaveReason;
import org.confero.protocol.Limits;
import org.confero.protocol.ServerMessage;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.websocket.core.CloseStatus;
import org.eclipse.jetty.websocket.core.CoreSession;
import org.eclipse.jetty.websocket.core.Frame;
import org.eclipse.jetty.websocket.core.FrameHandler;
import org.eclipse.jetty.websocket.core.OpCode;
import org.eclipse.jetty.websocket.core.OutgoingEntry;
import org.eclipse.jetty.websocket.core.exception.BadPayloadException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.spi.LoggingEventBuilder;

/**
 * One WebSocket connection. The container calls it with one frame at a time, and with the next one only when the last is
 * dealt with; {@link #judge} and {@link #ask} are called by the pulse, {@link #close} by
 * anybody.
 */
public final class Socket implements FrameHandler, Connection {
    private static final Logger LOG = LoggerFactory.getLogger(Socket.class);

    /** A closing handshake that takes longer is cut: whoever does not read cannot answer it. */
    private static final Duration CLOSING = Duration.ofSeconds(1);

    private final SessionContext context;
    private final OpenSockets open;
    private final String address;
    private final AtomicReference<@Nullable Instant> closing = new AtomicReference<>();
    private final Outbox outbox;
    private final Instant opened;
    private volatile @Nullable CoreSession wire;
    private volatile @Nullable Session session;
    private volatile boolean awayIsGoodbye;
    private volatile Instant heard;
    private volatile @Nullable Fragments fragments;
    private volatile Instant pinged;
    private Instant counted;
    private int controlFrames;

    /** {@code address} is the client's, as the container knows it. */
    Socket(SessionContext context, OpenSockets open, String address) {
        this.context = context;
        this.open = open;
        this.address = address;
        this.opened = context.clock().instant();
        this.heard = opened;
        this.pinged = opened;
        this.counted = opened;
        this.outbox = new Outbox(
                this::transmit,
                this::lost,
                context.clock(),
                context.limits().outbox().toBytes());
    }

    @Override
    public void onOpen(CoreSession core, Callback callback) {
        // The pulse looks after silence; the container's own idle timeout takes our pings for life.
        core.setIdleTimeout(Duration.ZERO);
        core.setMaxFrameSize(Limits.FRAME_BYTES);
        wire = core;
        open.add(this);
        callback.succeeded();
        core.demand();
    }

    @Override
    public void onFrame(Frame frame, Callback callback) {
        switch (frame.getOpCode()) {
            case OpCode.TEXT, OpCode.CONTINUATION -> onText(bytes(frame), frame.isFin(), callback);
            case OpCode.PING -> onPing(bytes(frame), callback);
            case OpCode.PONG -> onPong(callback);
            case OpCode.CLOSE -> onClose(CloseStatus.getCloseStatus(frame).getCode(), callback);
            default -> {
                callback.succeeded();
                close(CloseCode.UNSUPPORTED_DATA, "Text frames only");
                demand();
            }
        }
    }

    /** A text in one piece, or the next of several; the network cuts large frames, and clients may cut any. */
    private void onText(byte[] piece, boolean last, Callback callback) {
        Fragments earlier = fragments;
        if (last && earlier == null) {
            receive(piece, callback);
            return;
        }
        Fragments all = earlier == null ? new Fragments(context.clock().instant()) : earlier;
        all.add(piece);
        fragments = last ? null : all;
        if (all.isTooLarge()) {
            close(CloseCode.TOO_BIG, "A message has at most " + Limits.FRAME_BYTES + " bytes");
        } else if (all.count() > context.limits().fragments()) {
            close(CloseCode.TOO_MANY_REQUESTS, "A message in too many pieces");
        } else if (last) {
            receive(all.text(), callback);
            return;
        }
        callback.succeeded();
        demand();
    }

    private void receive(byte[] utf8, Callback callback) {
        String text;
        try {
            text = Utf8.text(utf8);
        } catch (CharacterCodingException e) {
            // The container closes with 1007.
            callback.failed(new BadPayloadException("Not UTF-8", e));
            return;
        }
        callback.succeeded();
        receive(text);
    }

    private void receive(String text) {
        heard = context.clock().instant();
        Session greeted = session;
        if (closing.get() != null) {
            demand();
        } else if (greeted != null) {
            greeted.receive(this, text, this::demand);
        } else {
            // The next frame is asked for when it is known who says it.
            Greeting.hear(context, this, text);
        }
    }

    // The next frame is asked for when the pong is out: whoever pings and does not read waits for itself.
    private void onPing(byte[] payload, Callback callback) {
        callback.succeeded();
        CoreSession core = wire;
        if (core != null && takesControlFrame()) {
            send(core, new Frame(OpCode.PONG, ByteBuffer.wrap(payload)), Callback.from(this::demand, this::lost));
        }
    }

    private void onPong(Callback callback) {
        callback.succeeded();
        if (takesControlFrame()) {
            demand();
        }
    }

    // Counted from one of our pings to the next; what a flood still carries after that is not read.
    private boolean takesControlFrame() {
        heard = context.clock().instant();
        Instant latest = pinged;
        controlFrames = latest.equals(counted) ? controlFrames + 1 : 1;
        counted = latest;
        if (controlFrames > context.limits().controlFrames()) {
            close(CloseCode.TOO_MANY_REQUESTS, "Too many pings and pongs");
            demand();
            return false;
        }
        return true;
    }

    private void onClose(int code, Callback callback) {
        log().log("is closed by the client with {}", code);
        Session left = session;
        // Said by the client itself; our own closings have been dealt with.
        if (left != null && closing.get() == null) {
            if (code == CloseCode.NORMAL.code()) {
                left.end(LeaveReason.LEFT);
            } else if (code == CloseCode.GOING_AWAY.code() && awayIsGoodbye) {
                left.sayGoodbye();
            }
        }
        ended();
        callback.succeeded();
    }

    @Override
    public void onError(Throwable cause, Callback callback) {
        log().log("broke: {}", cause.toString());
        ended();
        callback.succeeded();
    }

    @Override
    public void onClosed(CloseStatus status, Callback callback) {
        log().log("closed with {}", status.getCode());
        ended();
        callback.succeeded();
    }

    @Override
    public String address() {
        return address;
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
        log().log("is closed with {}", code);
        context.meters().closes(code);
        outbox.close();
        detach();
        CoreSession core = wire;
        if (core != null) {
            core.close(code.code(), reason, Callback.NOOP);
        }
    }

    /** Tells the client nothing more but that its socket is closed. */
    void hush() {
        outbox.close();
    }

    /** Asks a client that was welcomed to come again later; one that was not has nothing here to wait for. */
    void announce(ServerMessage.Closing closing) {
        if (session == null) {
            close(CloseCode.GOING_AWAY, closing.reason());
        } else {
            put(Codec.encode(closing));
            flush();
        }
    }

    /** Looks after time: closes what has fallen silent, stands still or will not close. */
    void judge(Instant now) {
        SocketLimits limits = context.limits();
        Instant closed = closing.get();
        Fragments pieces = fragments;
        if (closed != null) {
            if (isOver(closed, CLOSING, now)) {
                cut();
            }
        } else if (session == null && isOver(opened, limits.helloTimeout(), now)) {
            close(CloseCode.HELLO_EXPECTED, "No hello in time");
        } else if (isOver(heard, limits.silence(), now)) {
            close(CloseCode.SILENT, "Nothing was heard of you");
        } else if (pieces != null && isOver(pieces.began(), limits.silence(), now)) {
            close(CloseCode.SILENT, "A message was not finished in time");
        } else if (outbox.isStalled(limits.outboxStall())) {
            close(CloseCode.TOO_SLOW, "You have read nothing for too long");
        }
    }

    /** Pings when it is time to. */
    void ask(Instant now) {
        if (closing.get() == null && isOver(pinged, context.limits().heartbeat(), now)) {
            pinged = now;
            ping();
        }
    }

    /** It is this session's from now on, and the next frame is asked for. */
    void isOf(Session greeted, boolean leavesByGoingAway) {
        awayIsGoodbye = leavesByGoingAway;
        session = greeted;
        // It may have broken meanwhile, and then nobody told the session.
        if (closing.get() != null || !isOpen()) {
            detach();
        }
        demand();
    }

    /** Says why no session has come of it, and closes. */
    void refuse(ServerMessage.Failure why, CloseCode code, String reason) {
        context.meters().said(why);
        put(Codec.encode(why));
        flush();
        close(code, reason);
        demand();
    }

    private boolean isOpen() {
        CoreSession core = wire;
        return core != null && core.isOutputOpen();
    }

    private void transmit(ByteBuffer text, Callback callback) {
        CoreSession core = wire;
        if (core != null) {
            send(core, new Frame(OpCode.TEXT, text), callback);
        }
    }

    private static void send(CoreSession core, Frame frame, Callback callback) {
        core.sendFrame(new OutgoingEntry.Builder(frame, callback).build());
    }

    private static byte[] bytes(Frame frame) {
        ByteBuffer payload = frame.getPayload();
        if (payload == null) {
            return new byte[0];
        }
        var bytes = new byte[payload.remaining()];
        payload.get(bytes);
        return bytes;
    }

    private void ping() {
        CoreSession core = wire;
        if (core != null) {
            send(core, new Frame(OpCode.PING), Callback.from(() -> {}, this::lost));
        }
    }

    private void demand() {
        CoreSession core = wire;
        if (core != null && core.isOutputOpen()) {
            core.demand();
        }
    }

    private void cut() {
        CoreSession core = wire;
        if (core != null) {
            core.abort();
        }
        ended();
    }

    private void lost(Throwable cause) {
        log().log("cannot be written to: {}", cause.toString());
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

    private LoggingEventBuilder log() {
        Session greeted = session;
        return LOG.atDebug().addKeyValue("session", greeted == null ? "none" : greeted.id());
    }

    private static boolean isOver(Instant since, Duration limit, Instant now) {
        return !now.isBefore(since.plus(limit));
    }
}

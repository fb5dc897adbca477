package org.confero.server.benchmark;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import org.confero.protocol.Limits;
import org.jspecify.annotations.Nullable;

/** One client of the protocol, as cheap as can be: no message is taken apart further than what the load needs of it. */
final class Client {
    private static final byte[] HANDSHAKE = """
            GET /ws HTTP/1.1\r
            Host: localhost\r
            Connection: Upgrade\r
            Upgrade: websocket\r
            Sec-WebSocket-Version: 13\r
            Sec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r
            Sec-WebSocket-Protocol: confero.v1\r
            \r
            """.getBytes(US_ASCII);
    private static final byte[] HEAD_END = "\r\n\r\n".getBytes(US_ASCII);
    private static final byte[] SEQ = ",\"seq\":".getBytes(US_ASCII);
    private static final int TYPE = "{\"type\":\"".length();
    private static final int SIGNAL_END = "{\"type\":\"signal\"".length();

    private final Load load;
    private final int number;
    private final String room;
    private final SocketChannel channel;
    private final SelectionKey key;
    private @Nullable ByteBuffer unread;
    private @Nullable ByteBuffer unsent;
    private State state = State.CONNECTING;
    private byte[] self = {};
    private long seq;
    private long acknowledged;
    private int closeCode;

    private enum State {
        CONNECTING,
        UPGRADING,
        JOINING,
        JOINED,
        CLOSED
    }

    /** @param receive bytes of the system's receive buffer; 0 for what the system takes */
    Client(Load load, Selector selector, InetSocketAddress server, int number, String room, int receive)
            throws IOException {
        this.load = load;
        this.number = number;
        this.room = room;
        channel = SocketChannel.open();
        channel.configureBlocking(false);
        channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
        if (receive > 0) {
            channel.setOption(StandardSocketOptions.SO_RCVBUF, receive);
        }
        // Several addresses, so that the ports of connections that are just over do not run out.
        channel.bind(new InetSocketAddress(
                InetAddress.getByAddress(new byte[] {127, 0, 0, (byte) (2 + number % 16)}), 0));
        key = channel.register(selector, SelectionKey.OP_CONNECT, this);
        channel.connect(server);
    }

    int number() {
        return number;
    }

    /** The participant's id, in the characters that it has on the wire. */
    byte[] self() {
        return self;
    }

    boolean isJoined() {
        return state == State.JOINED;
    }

    boolean isClosed() {
        return state == State.CLOSED;
    }

    /** What the server closed with; 0 when it did not say. */
    int closeCode() {
        return closeCode;
    }

    /** From now on nothing is read, until {@link #goOnReading}. */
    void stopReading() {
        key.interestOps(0);
    }

    void goOnReading() {
        key.interestOps(SelectionKey.OP_READ);
    }

    /** What every client does each few seconds. */
    void beat() throws IOException {
        if (state == State.JOINED) {
            acknowledge();
            send(Frames.text("{\"type\":\"ping\"}"));
        }
    }

    private void acknowledge() throws IOException {
        if (seq > acknowledged) {
            acknowledged = seq;
            send(Frames.text("{\"type\":\"ack\",\"seq\":" + seq + "}"));
        }
    }

    void leave() throws IOException {
        if (state != State.CLOSED) {
            send(Frames.control(Frames.CLOSE, new byte[] {3, (byte) 232}));
        }
    }

    /** Sends frames; what the system does not take at once is kept. */
    void send(ByteBuffer frames) throws IOException {
        ByteBuffer before = unsent;
        if (state == State.CLOSED) {
            return;
        }
        if (before == null) {
            try {
                channel.write(frames);
            } catch (IOException reset) {
                ended();
                return;
            }
        }
        if (frames.hasRemaining()) {
            ByteBuffer rest = ByteBuffer.allocate((before == null ? 0 : before.remaining()) + frames.remaining());
            if (before != null) {
                rest.put(before);
            }
            unsent = rest.put(frames).flip();
            key.interestOpsOr(SelectionKey.OP_WRITE);
        }
    }

    void ready(ByteBuffer in) throws IOException {
        if (key.isConnectable()) {
            channel.finishConnect();
            key.interestOps(SelectionKey.OP_READ);
            state = State.UPGRADING;
            send(ByteBuffer.wrap(HANDSHAKE));
            return;
        }
        if (key.isWritable()) {
            write();
        }
        if (key.isReadable()) {
            read(in);
        }
    }

    private void write() throws IOException {
        ByteBuffer rest = unsent;
        if (rest != null) {
            channel.write(rest);
            if (rest.hasRemaining()) {
                return;
            }
            unsent = null;
        }
        key.interestOpsAnd(~SelectionKey.OP_WRITE);
    }

    private void read(ByteBuffer in) throws IOException {
        in.clear();
        ByteBuffer before = unread;
        if (before != null) {
            in.put(before);
            unread = null;
        }
        if (receive(in) < 0) {
            ended();
            return;
        }
        in.flip();
        if (state == State.UPGRADING) {
            upgrade(in);
        }
        while (state != State.UPGRADING && state != State.CLOSED && frame(in)) {
            // One after the other.
        }
        if (in.hasRemaining() && state != State.CLOSED) {
            unread = ByteBuffer.allocate(in.remaining()).put(in).flip();
        }
    }

    private int receive(ByteBuffer in) throws IOException {
        try {
            return channel.read(in);
        } catch (IOException reset) {
            return -1;
        }
    }

    private void upgrade(ByteBuffer in) throws IOException {
        int end = find(in, HEAD_END, in.position(), in.limit());
        if (end < 0) {
            return;
        }
        if (in.get(in.position() + 9) != '1' || in.get(in.position() + 11) != '1') {
            throw new IOException("Refused: " + UTF_8.decode(in));
        }
        in.position(end + HEAD_END.length);
        state = State.JOINING;
        send(Frames.text("{\"type\":\"hello\",\"client\":{\"name\":\"benchmark\",\"version\":\"1\"}}"));
        send(Frames.text("{\"type\":\"join\",\"id\":\"j\",\"room\":\"" + room + "\",\"name\":\"Client " + number
                + "\",\"state\":{\"audio\":true,\"video\":true,\"screen\":false,\"hand\":false}}"));
    }

    /** Deals with one frame; false when there is no whole one. */
    private boolean frame(ByteBuffer in) throws IOException {
        int length = Frames.payloadLength(in);
        int start = in.position() + Frames.headLength(length);
        if (length < 0 || start + length > in.limit()) {
            return false;
        }
        int opcode = in.get(in.position()) & 0x0f;
        in.position(start + length);
        switch (opcode) {
            case Frames.TEXT -> text(in, start, start + length);
            case Frames.PING -> {
                byte[] payload = new byte[length];
                in.get(start, payload);
                send(Frames.control(Frames.PONG, payload));
            }
            case Frames.CLOSE -> {
                closeCode = length < 2 ? 0 : in.getShort(start);
                ended();
            }
            default -> {}
        }
        return true;
    }

    private void text(ByteBuffer in, int start, int end) throws IOException {
        switch (in.get(start + TYPE)) {
            case 's' -> {
                if (in.get(start + SIGNAL_END + 2) == 's') {
                    seq = number(in, start + SIGNAL_END + SEQ.length);
                    if (seq - acknowledged >= Limits.ACKNOWLEDGED_AT_ONCE) {
                        acknowledge();
                    }
                }
                load.arrived(this, Signals.intended(in, end));
            }
            case 'j' -> {
                self = value(in, "\"self\":\"", start, end);
                state = State.JOINED;
                load.joined();
            }
            case 'p' -> load.told(in, start, end);
            case 'e' -> {
                byte[] error = new byte[end - start];
                in.get(start, error);
                load.refused(new String(error, UTF_8));
            }
            default -> {}
        }
    }

    private void ended() throws IOException {
        state = State.CLOSED;
        key.cancel();
        channel.close();
        load.closed(this);
    }

    private static long number(ByteBuffer in, int start) {
        long value = 0;
        for (int at = start; in.get(at) != ','; at++) {
            value = 10 * value + (in.get(at) - '0');
        }
        return value;
    }

    private static byte[] value(ByteBuffer in, String before, int start, int end) {
        int from = find(in, before.getBytes(US_ASCII), start, end) + before.length();
        int to = from;
        while (in.get(to) != '"') {
            to++;
        }
        byte[] value = new byte[to - from];
        in.get(from, value);
        return value;
    }

    static int find(ByteBuffer in, byte[] what, int start, int end) {
        for (int at = start; at <= end - what.length; at++) {
            int same = 0;
            while (same < what.length && in.get(at + same) == what[same]) {
                same++;
            }
            if (same == what.length) {
                return at;
            }
        }
        return -1;
    }
}

package org.confero.server;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;
import org.confero.codec.Codec;
import org.confero.protocol.ClientMessage;

/** A client that does what no proper WebSocket client does: odd handshakes, no pongs, no reading. */
final class RawClient implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Duration TRICKLE = Duration.ofMillis(20);
    private static final int CONTINUATION = 0;
    private static final int TEXT = 1;
    private static final int CLOSE = 8;
    private static final int PING = 9;
    private static final int PONG = 10;
    private static final int FINAL = 0x80;
    private static final int MASKED = 0x80;

    private final Socket socket = new Socket();
    private final DataInputStream in;
    private final List<String> head = new ArrayList<>();

    private RawClient(TestServer server) throws IOException {
        socket.setSoTimeout((int) PATIENCE.toMillis());
        socket.connect(new InetSocketAddress("localhost", server.port()));
        in = new DataInputStream(socket.getInputStream());
    }

    /** Connects and says nothing, not even a request. */
    static RawClient silent(TestServer server) {
        try {
            return new RawClient(server);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Sends the handshake with these headers besides those that every handshake has, and reads the answer's head. */
    RawClient(TestServer server, String... headers) {
        try {
            // So little that a reader who stops reading is soon felt by the server.
            socket.setReceiveBufferSize(4 * 1024);
            socket.setSoTimeout((int) PATIENCE.toMillis());
            socket.connect(new InetSocketAddress("localhost", server.port()));
            in = new DataInputStream(socket.getInputStream());
            var request = new StringBuilder("GET /ws HTTP/1.1\r\nHost: localhost:" + server.port()
                    + "\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\n"
                    + "Sec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\n");
            for (String header : headers) {
                request.append(header).append("\r\n");
            }
            socket.getOutputStream().write(request.append("\r\n").toString().getBytes(StandardCharsets.US_ASCII));
            for (String line = readLine(); !line.isEmpty(); line = readLine()) {
                head.add(line);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static RawClient open(TestServer server) {
        return new RawClient(server, "Sec-WebSocket-Protocol: confero.v1");
    }

    int status() {
        return Integer.parseInt(head.getFirst().split(" ", -1)[1]);
    }

    List<String> head() {
        return head;
    }

    /** One line of an answer's body. */
    String readLine() {
        try {
            var line = new ByteArrayOutputStream();
            for (int next = in.read(); next != '\n' && next >= 0; next = in.read()) {
                if (next != '\r') {
                    line.write(next);
                }
            }
            return line.toString(StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void say(ClientMessage message) {
        byte[] text = Codec.encode(message).getBytes(StandardCharsets.UTF_8);
        // The mask is all zeros, so that the payload stands as it is.
        ByteBuffer frame = ByteBuffer.allocate(text.length + 8).put((byte) (FINAL | TEXT));
        if (text.length < 126) {
            frame.put((byte) (MASKED | text.length));
        } else {
            frame.put((byte) (MASKED | 126)).putShort((short) text.length);
        }
        frame.putInt(0).put(text);
        try {
            socket.getOutputStream().write(frame.array(), 0, frame.position());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Sends the one at once and the other byte by byte, until the server has had enough; gives the number of single bytes. */
    int trickle(String atOnce, String slowly) {
        int sent = 0;
        try {
            socket.getOutputStream().write(atOnce.getBytes(StandardCharsets.US_ASCII));
            for (byte next : slowly.getBytes(StandardCharsets.US_ASCII)) {
                socket.getOutputStream().write(next);
                sent++;
                LockSupport.parkNanos(TRICKLE.toNanos());
            }
        } catch (IOException cut) {
            return sent;
        }
        return sent;
    }

    void ping() {
        write(new byte[] {(byte) (FINAL | PING), (byte) MASKED, 0, 0, 0, 0});
    }

    /** One short piece of a text. */
    void fragment(String text, boolean first, boolean last) {
        fragment(text.getBytes(StandardCharsets.UTF_8), first, last);
    }

    /** The same of any bytes. */
    void fragment(byte[] payload, boolean first, boolean last) {
        byte[] frame = new byte[6 + payload.length];
        frame[0] = (byte) ((last ? FINAL : 0) | (first ? TEXT : CONTINUATION));
        frame[1] = (byte) (MASKED | payload.length);
        System.arraycopy(payload, 0, frame, 6, payload.length);
        write(frame);
    }

    /** Reads until a message of this type has come; answers nothing. */
    void awaitText(String type) {
        String wanted = "\"type\":\"" + type + "\"";
        awaitFrame(TEXT, payload -> new String(payload, StandardCharsets.UTF_8).contains(wanted));
    }

    void awaitPong() {
        awaitFrame(PONG, payload -> true);
    }

    private void awaitFrame(int wanted, Predicate<byte[]> fits) {
        try {
            while (true) {
                int opcode = in.readUnsignedByte() & 0x0f;
                byte[] payload = in.readNBytes(length());
                if (opcode == CLOSE) {
                    throw new AssertionError(
                            "Closed with " + ByteBuffer.wrap(payload).getShort());
                }
                if (opcode == wanted && fits.test(payload)) {
                    return;
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void write(byte[] frame) {
        try {
            socket.getOutputStream().write(frame);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The head of a text frame of so many bytes, and the first of them. */
    void beginText(long bytes, int first) {
        ByteBuffer frame = ByteBuffer.allocate(14 + first)
                .put((byte) (FINAL | TEXT))
                .put((byte) (MASKED | 127))
                .putLong(bytes)
                .putInt(0);
        try {
            socket.getOutputStream().write(frame.array());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Reads, without answering anything, until the server closes; gives the code that it closed with. */
    int closeCode() {
        try {
            while (true) {
                int opcode = in.readUnsignedByte() & 0x0f;
                byte[] payload = in.readNBytes(length());
                if (opcode == CLOSE) {
                    return ByteBuffer.wrap(payload).getShort();
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Reads all there is; true when the connection came to its end, by whatever way. */
    boolean drainsToTheEnd() {
        try {
            var nothing = new byte[64 * 1024];
            while (in.read(nothing) >= 0) {
                // What was sent before the end does not matter.
            }
            return true;
        } catch (SocketTimeoutException open) {
            return false;
        } catch (IOException reset) {
            return true;
        }
    }

    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private int length() throws IOException {
        int length = in.readUnsignedByte() & 0x7f;
        return switch (length) {
            case 126 -> in.readUnsignedShort();
            case 127 -> Math.toIntExact(in.readLong());
            default -> length;
        };
    }
}

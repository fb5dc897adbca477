package org.confero.server.benchmark;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/** WebSocket frames of a client (RFC 6455), masked as they have to be. */
final class Frames {
    static final int TEXT = 1;
    static final int CLOSE = 8;
    static final int PING = 9;
    static final int PONG = 10;

    private static final int FINAL = 0x80;
    private static final int MASKED = 0x80;
    private static final int MASK = 0x3a91c75e;
    private static final long MASK_TWICE = (((long) MASK) << 32) | MASK;

    private Frames() {}

    static ByteBuffer text(String payload) {
        byte[] bytes = payload.getBytes(StandardCharsets.UTF_8);
        ByteBuffer frame = ByteBuffer.allocate(bytes.length + 16);
        int start = begin(frame, TEXT, bytes.length);
        frame.put(bytes);
        mask(frame, start);
        return frame.flip();
    }

    static ByteBuffer control(int opcode, byte[] payload) {
        ByteBuffer frame = ByteBuffer.allocate(payload.length + 8);
        int start = begin(frame, opcode, payload.length);
        frame.put(payload);
        mask(frame, start);
        return frame.flip();
    }

    /** Writes the head of a frame; gives where its payload starts, for {@link #mask}. */
    static int begin(ByteBuffer out, int opcode, int length) {
        out.order(ByteOrder.BIG_ENDIAN).put((byte) (FINAL | opcode));
        if (length < 126) {
            out.put((byte) (MASKED | length));
        } else {
            out.put((byte) (MASKED | 126)).putShort((short) length);
        }
        out.putInt(MASK);
        return out.position();
    }

    /** Masks what was written from {@code start} on. */
    static void mask(ByteBuffer out, int start) {
        int end = out.position();
        int at = start;
        for (; at + Long.BYTES <= end; at += Long.BYTES) {
            out.putLong(at, out.getLong(at) ^ MASK_TWICE);
        }
        for (int shift = 24; at < end; at++, shift = (shift - 8) & 31) {
            out.put(at, (byte) (out.get(at) ^ (MASK >>> shift)));
        }
    }

    /** The length of the payload of the frame at {@code in}'s position, or -1 while not even that is there. */
    static int payloadLength(ByteBuffer in) {
        if (in.remaining() < 2) {
            return -1;
        }
        int length = in.get(in.position() + 1) & 0x7f;
        return switch (length) {
            case 126 -> in.remaining() < 4 ? -1 : in.getShort(in.position() + 2) & 0xffff;
            case 127 -> in.remaining() < 10 ? -1 : Math.toIntExact(in.getLong(in.position() + 2));
            default -> length;
        };
    }

    /** Length of the head of a server's frame with so long a payload. */
    static int headLength(int payloadLength) {
        return payloadLength < 126 ? 2 : payloadLength < 65_536 ? 4 : 10;
    }
}

package org.confero.server.benchmark;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.nio.ByteBuffer;

/**
 * The messages that are relayed: one description of 4 kB to nine candidates of 200 bytes. The last thing in each is the time
 * at which it was meant to be sent, in 16 digits.
 */
final class Signals {
    private static final int DIGITS = 16;
    private static final byte[] HEAD = "{\"type\":\"signal\",\"to\":\"".getBytes(US_ASCII);
    private static final byte[] TAIL = "\"}}".getBytes(US_ASCII);
    private static final byte[] DESCRIPTION = body(4096, "{\"description\":{\"type\":\"offer\",\"sdp\":\"");
    private static final byte[] CANDIDATE =
            body(200, "{\"candidate\":{\"sdpMid\":\"0\",\"sdpMLineIndex\":0,\"candidate\":\"");

    private Signals() {}

    /** Longest frame of one. */
    static final int MOST = 5000;

    /** Writes the frame of the {@code number}th message. */
    static void write(ByteBuffer out, long number, byte[] to, long intended) {
        write(out, number % 10 == 0 ? DESCRIPTION : CANDIDATE, to, intended);
    }

    static void writeDescription(ByteBuffer out, byte[] to, long intended) {
        write(out, DESCRIPTION, to, intended);
    }

    /** When the signal that ends at {@code end} was meant to be sent. */
    static long intended(ByteBuffer in, int end) {
        long time = 0;
        int start = end - TAIL.length - DIGITS;
        for (int i = start; i < start + DIGITS; i++) {
            time = 10 * time + (in.get(i) - '0');
        }
        return time;
    }

    private static void write(ByteBuffer out, byte[] body, byte[] to, long intended) {
        int start = Frames.begin(out, Frames.TEXT, HEAD.length + to.length + body.length + DIGITS + TAIL.length);
        out.put(HEAD).put(to).put(body);
        long rest = intended;
        for (int i = out.position() + DIGITS - 1; i >= out.position(); i--) {
            out.put(i, (byte) ('0' + rest % 10));
            rest /= 10;
        }
        out.position(out.position() + DIGITS).put(TAIL);
        Frames.mask(out, start);
    }

    // From the end of the recipient's id to the time. Lines and escapes as a description has them.
    private static byte[] body(int length, String start) {
        var text = new StringBuilder("\",\"data\":").append(start);
        String line = length > 1000
                ? "a=extmap:3 http://www.webrtc.org/experiments/rtp-hdrext\\r\\n"
                : "udp 2122260223 192.168.";
        while (text.length() + line.length() < length) {
            text.append(line);
        }
        return text.append("\"},\"at\":\"").toString().getBytes(US_ASCII);
    }
}

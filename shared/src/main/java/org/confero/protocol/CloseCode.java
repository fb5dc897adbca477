package org.confero.protocol;

/** Why the server closes a socket (RFC 6455, section 7.4; 4000 and up are ours). */
public enum CloseCode {
    /** The client left, or is asked to leave, in good order. */
    NORMAL(1000),
    /** The server goes away. */
    GOING_AWAY(1001),
    /** A frame that is not text. */
    UNSUPPORTED_DATA(1003),
    /** A frame over {@link Limits#FRAME_BYTES}. */
    TOO_BIG(1009),
    /** Our own fault. */
    INTERNAL(1011),
    /** No hello in {@link Limits#HELLO_TIMEOUT}, or something else before it. */
    HELLO_EXPECTED(4001),
    /** Nothing came for {@link Limits#SILENCE}. */
    SILENT(4002),
    /** The client reads too slowly: its outbox is full or makes no progress. */
    TOO_SLOW(4003),
    /** Too many mistakes or too many messages. */
    TOO_MANY_REQUESTS(4004),
    /** The session goes on with a newer socket. */
    TAKEN_OVER(4005);

    private final int code;

    CloseCode(int code) {
        this.code = code;
    }

    public int code() {
        return code;
    }
}

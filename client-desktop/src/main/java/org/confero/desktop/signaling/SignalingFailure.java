package org.confero.desktop.signaling;

/**
 * Why there is no connection, or none any more.
 *
 * @param detail one sentence for people
 */
public record SignalingFailure(Kind kind, String detail) {
    public enum Kind {
        /** Nothing answers at that address. */
        UNREACHABLE,
        /** Something answers that is not a Confero server. */
        NOT_CONFERO,
        /** The server's certificate is not trusted. */
        UNTRUSTED,
        /** No answer in time. */
        TIMEOUT,
        /** The connection was up and is lost. */
        LOST
    }
}

package org.confero.desktop.signaling;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Why there is no connection, or none any more.
 *
 * @param detail one sentence for people
 * @param retryAfter when the server wants to be asked again, if it has said so
 */
public record SignalingFailure(
        Kind kind, String detail, @Nullable Duration retryAfter) {
    /** Of a server that has said nothing. */
    public SignalingFailure(Kind kind, String detail) {
        this(kind, detail, null);
    }

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

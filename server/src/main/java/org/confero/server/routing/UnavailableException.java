package org.confero.server.routing;

import java.time.Duration;

/** What all nodes share cannot be reached at this moment: neither done nor known. */
public final class UnavailableException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** When to try again: what is restarted is back in some seconds. */
    public static final Duration RETRY_AFTER = Duration.ofSeconds(2);

    /** The same for everybody who has to be told. */
    public static final String DETAIL = "The server cannot do this at the moment; try again";

    public UnavailableException(String message, Throwable cause) {
        super(message, cause);
    }

    public UnavailableException(String message) {
        super(message);
    }
}

package org.confero.server.events;

/** A text that is no event. */
public final class InvalidEventException extends RuntimeException {
    private static final long serialVersionUID = 1;

    InvalidEventException(String what) {
        super("Not an event: " + what);
    }
}

package org.confero.server.events;

import org.jspecify.annotations.Nullable;

/** Events could not be brought to the broker now. */
public final class CarryingFailedException extends RuntimeException {
    private static final long serialVersionUID = 1;

    public CarryingFailedException(String reason, @Nullable Throwable cause) {
        super(reason, cause);
    }
}

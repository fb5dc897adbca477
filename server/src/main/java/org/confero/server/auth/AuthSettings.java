package org.confero.server.auth;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Who may come at all.
 *
 * @param jwt whose tokens are good; needed in {@link Mode#JWT} only
 */
public record AuthSettings(
        @DefaultValue("open") Mode mode, @Nullable TokenSettings jwt) {
    /** What everybody has to show before a room is asked. */
    public enum Mode {
        /** Nothing. */
        OPEN,
        /** A token of the operator's identity provider. */
        JWT
    }

    public AuthSettings {
        if (mode == Mode.JWT && jwt == null) {
            throw new IllegalArgumentException("auth.mode=jwt needs auth.jwt.issuer, .jwks and .audience");
        }
    }
}

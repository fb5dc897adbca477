package org.confero.server.rest;

import java.util.Locale;
import java.util.Optional;
import org.confero.protocol.ErrorCode;
import org.confero.server.auth.AdminToken;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;

/** Lets in whoever runs the server, by {@code Authorization: Bearer TOKEN}. */
@Component
final class Operator {
    private static final String SCHEME = "bearer ";

    private final AdminToken token;

    Operator(AdminToken token) {
        this.token = token;
    }

    /** Answers with 404 where no token is set, as there is nothing to be let at then, and with 401 for another one. */
    void check(@Nullable String authorization) {
        if (!token.isSet()) {
            throw RefusedException.of(
                    HttpStatus.NOT_FOUND,
                    ErrorCode.NOT_FOUND,
                    "Nobody is let at this here: no token of an operator is set");
        }
        if (!is(authorization)) {
            throw RefusedException.of(
                    HttpStatus.UNAUTHORIZED,
                    ErrorCode.UNAUTHORIZED,
                    "The operator's token is needed, as Authorization: Bearer TOKEN");
        }
    }

    boolean is(@Nullable String authorization) {
        return token.fits(bearer(authorization).orElse(null));
    }

    /** What follows the scheme. */
    static Optional<String> bearer(@Nullable String authorization) {
        return Optional.ofNullable(authorization)
                .filter(text -> text.toLowerCase(Locale.ROOT).startsWith(SCHEME))
                .map(text -> text.substring(SCHEME.length()).strip());
    }
}

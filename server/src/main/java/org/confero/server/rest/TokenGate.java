package org.confero.server.rest;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Duration;
import org.confero.protocol.Limits;
import org.confero.server.auth.Tokens;
import org.confero.server.auth.Verdict;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.web.servlet.HandlerInterceptor;

/**
 * Where everybody needs a token: only one that says so makes rooms, and without any the ICE servers with what may be their
 * credentials are not told. PROTOCOL.md, "HTTP".
 */
public final class TokenGate implements HandlerInterceptor {
    private static final String BEARER = "Bearer ";

    private final Tokens tokens;

    public TokenGate(Tokens tokens) {
        this.tokens = tokens;
    }

    @Override
    public boolean preHandle(HttpServletRequest request, HttpServletResponse response, Object handler) {
        String token = token(request.getHeader(HttpHeaders.AUTHORIZATION));
        (HttpMethod.POST.matches(request.getMethod()) ? tokens.refusalToMakeRooms(token) : tokens.refusal(token))
                .ifPresent(refused -> {
                    if (refused.retryAfter() != null) {
                        response.setHeader(
                                HttpHeaders.RETRY_AFTER,
                                String.valueOf(
                                        Duration.ofMillis(refused.retryAfter()).toSeconds()));
                    }
                    throw problem(refused);
                });
        return true;
    }

    /** RFC 6750, section 2.1; a longer one than a token may be is none. */
    private static @Nullable String token(@Nullable String authorization) {
        if (authorization == null || !authorization.regionMatches(true, 0, BEARER, 0, BEARER.length())) {
            return null;
        }
        String token = authorization.substring(BEARER.length()).strip();
        return token.isEmpty() || token.length() > Limits.TOKEN_CHARS ? null : token;
    }

    private static RefusedException problem(Verdict.Refused refused) {
        HttpStatus status = switch (refused.code()) {
            case UNAUTHORIZED -> HttpStatus.UNAUTHORIZED;
            case UNAVAILABLE -> HttpStatus.SERVICE_UNAVAILABLE;
            default -> HttpStatus.FORBIDDEN;
        };
        return RefusedException.of(status, refused.code(), refused.detail());
    }
}

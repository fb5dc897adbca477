package org.confero.server.rest;

import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.confero.server.address.AddressRates;

/**
 * Refuses what one address asks too often, with 429, and everything while the server goes away, with 503; both say when to
 * come again. Sockets are counted by their handshake.
 */
public final class RequestRates implements Filter {
    private static final int TOO_MANY_REQUESTS = 429;

    private final AddressRates rates;
    private final BooleanSupplier open;
    private final Consumer<String> refused;

    /**
     * @param open whether the server takes requests
     * @param refused told the reason of each refusal, one of few words
     */
    public RequestRates(AddressRates rates, BooleanSupplier open, Consumer<String> refused) {
        this.rates = rates;
        this.open = open;
        this.refused = refused;
    }

    @Override
    public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        var asked = (HttpServletRequest) request;
        var answer = (HttpServletResponse) response;
        if (isFree(asked.getServletPath())) {
            chain.doFilter(request, response);
        } else if (!open.getAsBoolean()) {
            // Whoever asks again asks another node, or this one when it is back.
            answer.setHeader("Connection", "close");
            refuse(answer, HttpServletResponse.SC_SERVICE_UNAVAILABLE, Duration.ofSeconds(1), "closing");
        } else {
            Duration wait = wait(asked);
            if (wait.isZero()) {
                chain.doFilter(request, response);
            } else {
                refuse(answer, TOO_MANY_REQUESTS, wait, "rate");
            }
        }
    }

    private Duration wait(HttpServletRequest asked) {
        Duration wait = rates.request(asked.getRemoteAddr());
        return wait.isZero() && isNewRoom(asked) ? rates.room(asked.getRemoteAddr()) : wait;
    }

    private void refuse(HttpServletResponse answer, int status, Duration wait, String reason) throws IOException {
        refused.accept(reason);
        answer.setHeader("Retry-After", Long.toString(wait.plusMillis(999).toSeconds()));
        answer.sendError(status);
    }

    // The handshake counts by itself; who says goodbye is let go.
    private static boolean isFree(String path) {
        return "/ws".equals(path) || "/api/v1/leave".equals(path);
    }

    private static boolean isNewRoom(HttpServletRequest asked) {
        return "POST".equals(asked.getMethod()) && "/api/v1/rooms".equals(asked.getServletPath());
    }
}

package org.confero.server.rest;

import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** On every answer: what a page of this server may do, which is no more than it needs. */
public final class SecurityHeaders implements Filter {
    private static final Pattern HOST = Pattern.compile("[A-Za-z0-9.:\\[\\]-]+");

    private static final String POLICY = "default-src 'none'; script-src 'self'; style-src 'self'; "
            + "img-src 'self' data: blob:; media-src 'self' blob: mediastream:; font-src 'self'; "
            + "manifest-src 'self'; worker-src 'self'; object-src 'none'; base-uri 'none'; form-action 'none'; "
            + "frame-ancestors 'none'; connect-src 'self'";

    private final String others;

    /** @param addresses origins of the same rooms, by which a call of a page may go on */
    public SecurityHeaders(List<String> addresses) {
        others = addresses.stream()
                // The socket, and the goodbye over HTTP.
                .map(address -> " " + address + " " + address.replaceFirst("http", "ws"))
                .collect(Collectors.joining());
    }

    @Override
    public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        var answer = (HttpServletResponse) response;
        answer.setHeader(
                "Content-Security-Policy", POLICY + sockets(((HttpServletRequest) request).getHeader("Host")) + others);
        answer.setHeader("Permissions-Policy", "camera=(self), microphone=(self), display-capture=(self)");
        answer.setHeader("X-Content-Type-Options", "nosniff");
        // A room's link lets in whoever has it: no other site is to see it.
        answer.setHeader("Referrer-Policy", "no-referrer");
        answer.setHeader("Cross-Origin-Opener-Policy", "same-origin");
        answer.setHeader("Cross-Origin-Resource-Policy", "same-origin");
        chain.doFilter(request, response);
    }

    // In older browsers 'self' does not cover the WebSocket schemes of the same host.
    private static String sockets(@Nullable String host) {
        return host != null && HOST.matcher(host).matches() ? " ws://" + host + " wss://" + host : "";
    }
}

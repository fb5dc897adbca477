package org.confero.server.socket;

import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import org.confero.server.address.AddressLimits;
import org.confero.server.address.AddressRates;
import org.eclipse.jetty.ee11.servlet.ServletContextHandler;
import org.eclipse.jetty.ee11.servlet.ServletContextRequest;
import org.eclipse.jetty.util.Blocker;
import org.eclipse.jetty.websocket.core.server.ServerUpgradeResponse;
import org.eclipse.jetty.websocket.core.server.WebSocketMappings;
import org.eclipse.jetty.websocket.core.server.WebSocketNegotiator;
import org.eclipse.jetty.websocket.core.server.WebSocketServerComponents;
import org.jspecify.annotations.Nullable;

/** {@code GET /ws}: who may open a socket. */
public final class Handshake extends HttpServlet {
    private static final long serialVersionUID = 1L;

    /** The version of the protocol, as RFC 6455, section 1.9 has it. */
    public static final String SUBPROTOCOL = "confero.v1";

    /** When to come again where nothing better is known, in seconds. */
    private static final long LATER = 10;

    private final transient SessionContext context;
    private final transient OpenSockets open;
    private final transient Origins origins;
    private final transient AddressLimits perAddress;
    private final transient AddressRates rates;
    private transient @Nullable WebSocketMappings upgrades;

    public Handshake(
            SessionContext context, OpenSockets open, Origins origins, AddressLimits perAddress, AddressRates rates) {
        this.context = context;
        this.open = open;
        this.origins = origins;
        this.perAddress = perAddress;
        this.rates = rates;
    }

    @Override
    public void init() {
        ServletContextHandler handler = ServletContextHandler.getServletContextHandler(getServletContext());
        upgrades = new WebSocketMappings(
                WebSocketServerComponents.ensureWebSocketComponents(handler.getServer(), handler));
    }

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        Refusal refusal = refusal(request);
        Duration wait = refusal == null ? rates.socket(request.getRemoteAddr()) : Duration.ofSeconds(LATER);
        if (refusal == null && wait.isPositive()) {
            refusal = Refusal.ADDRESS_RATE;
        }
        if (refusal == null && !upgrade(request) && !response.isCommitted()) {
            refusal = Refusal.BAD_HANDSHAKE;
        }
        if (refusal != null) {
            refuse(response, refusal, wait);
        }
    }

    // What costs nothing first; who is refused for good should learn that, and not when to come again.
    private @Nullable Refusal refusal(HttpServletRequest request) {
        if (!"websocket".equalsIgnoreCase(request.getHeader("Upgrade"))) {
            return Refusal.NO_WEBSOCKET;
        }
        if (!origins.allow(request.getHeader("Origin"), request.getHeader("Host"))) {
            return Refusal.ORIGIN;
        }
        if (!offered(request).contains(SUBPROTOCOL)) {
            return Refusal.PROTOCOL;
        }
        if (!open.isRunning()) {
            return Refusal.CLOSING;
        }
        if (open.count() >= context.limits().sockets()) {
            return Refusal.FULL;
        }
        return open.count(request.getRemoteAddr()) >= perAddress.sockets() ? Refusal.ADDRESS_FULL : null;
    }

    /** Returns when the answer is out; false when this is no handshake and the answer is left to the caller. */
    private boolean upgrade(HttpServletRequest request) throws IOException {
        ServletContextRequest core = ServletContextRequest.getServletContextRequest(request);
        String address = request.getRemoteAddr();
        WebSocketNegotiator negotiator = (upgrade, answer, callback) -> create(address, answer);
        try (Blocker.Callback callback = Blocker.callback()) {
            boolean upgraded = Objects.requireNonNull(upgrades)
                    .upgrade(negotiator, core, core.getServletContextResponse(), callback, null);
            if (upgraded) {
                callback.block();
            } else {
                callback.succeeded();
            }
            return upgraded;
        }
    }

    private Socket create(String address, ServerUpgradeResponse answer) {
        answer.setAcceptedSubProtocol(SUBPROTOCOL);
        // Without any extension: permessage-deflate costs 85 kB a connection, and text this short gains little.
        answer.setExtensions(List.of());
        return new Socket(context, open, address);
    }

    private static List<String> offered(HttpServletRequest request) {
        return Collections.list(request.getHeaders("Sec-WebSocket-Protocol")).stream()
                .flatMap(header -> Arrays.stream(header.split(",", -1)))
                .map(String::strip)
                .toList();
    }

    private void refuse(HttpServletResponse response, Refusal refusal, Duration wait) throws IOException {
        context.meters().refused(refusal);
        response.setStatus(refusal.status());
        if (refusal == Refusal.NO_WEBSOCKET) {
            response.setHeader("Upgrade", "websocket");
        }
        if (refusal.isPassing()) {
            response.setHeader("Retry-After", Long.toString(wait.plusMillis(999).toSeconds()));
        }
        response.setContentType("text/plain;charset=UTF-8");
        response.getWriter().println(refusal.sentence());
    }
}

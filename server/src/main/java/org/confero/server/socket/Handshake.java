package org.confero.server.socket;

import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.eclipse.jetty.ee11.websocket.server.JettyServerUpgradeRequest;
import org.eclipse.jetty.ee11.websocket.server.JettyServerUpgradeResponse;
import org.eclipse.jetty.ee11.websocket.server.JettyWebSocketServerContainer;

/** {@code GET /ws}: who may open a socket. Says why not in a sentence, as browsers' scripts never see it, but people do. */
public final class Handshake extends HttpServlet {
    private static final long serialVersionUID = 1L;

    /** The version of the protocol, as RFC 6455, section 1.9 has it. */
    public static final String SUBPROTOCOL = "confero.v1";

    private final transient SessionContext context;
    private final transient OpenSockets open;
    private final transient Origins origins;

    public Handshake(SessionContext context, OpenSockets open, Origins origins) {
        this.context = context;
        this.open = open;
        this.origins = origins;
    }

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        if (!"websocket".equalsIgnoreCase(request.getHeader("Upgrade"))) {
            response.setHeader("Upgrade", "websocket");
            refuse(response, 426, "This address speaks WebSocket, subprotocol " + SUBPROTOCOL + ".");
        } else if (!origins.allow(request.getHeader("Origin"), request.getHeader("Host"))) {
            refuse(response, 403, "Pages of this origin may not connect; see confero.allowed-origins.");
        } else if (!offered(request).contains(SUBPROTOCOL)) {
            refuse(
                    response,
                    400,
                    "Offer the WebSocket subprotocol " + SUBPROTOCOL + ", which is all this server speaks.");
        } else if (open.count() >= context.limits().sockets()) {
            response.setHeader("Retry-After", "10");
            refuse(response, 503, "This server holds as many connections as it can; try again later.");
        } else if (!container().upgrade(this::create, request, response) && !response.isCommitted()) {
            refuse(response, 400, "This is not a WebSocket handshake of version 13.");
        }
    }

    private Socket create(JettyServerUpgradeRequest request, JettyServerUpgradeResponse response) {
        response.setAcceptedSubProtocol(SUBPROTOCOL);
        // Without any extension: permessage-deflate costs 85 kB a connection, and text this short gains little.
        response.setExtensions(List.of());
        return new Socket(context, open);
    }

    private JettyWebSocketServerContainer container() {
        return JettyWebSocketServerContainer.getContainer(getServletContext());
    }

    private static List<String> offered(HttpServletRequest request) {
        return Collections.list(request.getHeaders("Sec-WebSocket-Protocol")).stream()
                .flatMap(header -> Arrays.stream(header.split(",", -1)))
                .map(String::strip)
                .toList();
    }

    private static void refuse(HttpServletResponse response, int status, String sentence) throws IOException {
        response.setStatus(status);
        response.setContentType("text/plain;charset=UTF-8");
        response.getWriter().println(sentence);
    }
}

package org.confero.server.socket;

import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.confero.codec.Codec;
import org.confero.codec.Decoded;
import org.confero.protocol.ClientMessage;
import org.confero.protocol.Resume;

/**
 * {@code POST /api/v1/leave}: ends the session that the body, a hello with resume, would go on with, when no socket goes on
 * with it in a moment. For pages that are going: what they still write to their socket may not arrive, a beacon does, and
 * they do not know whether they are closed or loaded again. PROTOCOL.md, "HTTP".
 */
public final class Farewell extends HttpServlet {
    private static final long serialVersionUID = 1L;

    private final transient Sessions sessions;

    public Farewell(Sessions sessions) {
        this.sessions = sessions;
    }

    @Override
    protected void doPost(HttpServletRequest request, HttpServletResponse response) throws IOException {
        String body = new String(request.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (Codec.decodeClient(body)
                        instanceof
                        Decoded.Ok<ClientMessage>(ClientMessage.Hello(var client, Resume resume, boolean away))
                && resume != null) {
            Session session = sessions.find(resume);
            if (session != null) {
                session.sayGoodbye();
            }
            response.setStatus(HttpServletResponse.SC_NO_CONTENT);
        } else {
            response.sendError(HttpServletResponse.SC_BAD_REQUEST);
        }
    }
}

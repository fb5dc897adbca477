package org.confero.server.socket;

import org.confero.codec.Codec;
import org.confero.codec.Decoded;
import org.confero.protocol.ClientMessage;
import org.confero.protocol.CloseCode;
import org.confero.protocol.ErrorCode;
import org.confero.protocol.Resume;
import org.confero.protocol.ServerMessage;
import org.confero.server.routing.Standings;
import org.confero.server.routing.UnavailableException;
import org.jspecify.annotations.Nullable;

/** The first message on a socket: a session begins or goes on with it, here or from another node, or it is refused. */
final class Greeting {
    private static final String EXPECTED = "The first message is hello";

    private Greeting() {}

    /** Has the socket become a session's, or be closed; that may be later, and on another thread. */
    static void hear(SessionContext context, Socket socket, String text) {
        switch (Codec.decodeClient(text)) {
            case Decoded.Ok<ClientMessage>(ClientMessage.Hello hello) -> greet(context, socket, hello);
            case Decoded.Ok<ClientMessage> ignored -> helloExpected(socket, "");
            case Decoded.Bad<ClientMessage> bad -> helloExpected(socket, ": " + bad.detail());
        }
    }

    private static void greet(SessionContext context, Socket socket, ClientMessage.Hello hello) {
        Resume resume = hello.resume();
        Session earlier = resume == null ? null : context.sessions().find(resume);
        if (resume == null) {
            begin(context, socket, hello);
        } else if (earlier != null && earlier.resume(socket, resume.lastSeq())) {
            socket.isOf(earlier, hello.awayIsGoodbye());
        } else {
            Session.bring(
                    context, socket, resume, (outcome, brought) -> found(context, socket, hello, outcome, brought));
        }
    }

    private static void found(
            SessionContext context,
            Socket socket,
            ClientMessage.Hello hello,
            Standings.Outcome outcome,
            @Nullable Session brought) {
        if (outcome == Standings.Outcome.UNKNOWN) {
            comeAgain(socket);
        } else if (outcome == Standings.Outcome.HERE && brought != null) {
            socket.isOf(brought, hello.awayIsGoodbye());
        } else {
            begin(context, socket, hello);
        }
    }

    private static void begin(SessionContext context, Socket socket, ClientMessage.Hello hello) {
        socket.isOf(Session.open(context, socket, hello.client()), hello.awayIsGoodbye());
    }

    // Whoever is told that its session is over gives it up: nobody knows that now.
    private static void comeAgain(Socket socket) {
        var failure = new ServerMessage.Failure(
                null, ErrorCode.UNAVAILABLE, UnavailableException.DETAIL, UnavailableException.RETRY_AFTER.toMillis());
        socket.refuse(failure, CloseCode.GOING_AWAY, "It is not known at the moment whether the session goes on");
    }

    private static void helloExpected(Socket socket, String why) {
        var mistake = new ServerMessage.Failure(null, ErrorCode.HELLO_EXPECTED, EXPECTED + why, null);
        socket.refuse(mistake, CloseCode.HELLO_EXPECTED, EXPECTED);
    }
}

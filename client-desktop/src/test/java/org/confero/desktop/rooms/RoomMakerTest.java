package org.confero.desktop.rooms;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import org.confero.desktop.conference.Problem;
import org.confero.protocol.RoomId;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Against servers that answer as a test wants them to. */
class RoomMakerTest {
    private final HttpServer server = listen();
    private final URI address =
            URI.create("http://localhost:" + server.getAddress().getPort());

    private static HttpServer listen() {
        try {
            return HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    @BeforeEach
    void start() {
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    private void answer(int status, String location) {
        server.createContext("/api/v1/rooms", exchange -> {
            exchange.getResponseHeaders().add("Location", location);
            exchange.sendResponseHeaders("POST".equals(exchange.getRequestMethod()) ? status : 405, -1);
            exchange.close();
        });
    }

    @Test
    void roomIsNamedByTheEndOfItsLocation() {
        answer(201, "http://elsewhere:8080/fresh-room");
        assertThat(new RoomMaker().make(address).join()).isEqualTo(new NewRoom.Made(new RoomId("fresh-room")));
    }

    @Test
    void locationThatNamesNoRoomIsNotConfero() {
        answer(201, "http://elsewhere:8080/");
        assertProblem(address, Problem.NOT_CONFERO);
    }

    @Test
    void pageOfAnotherProgramIsNotConfero() {
        assertProblem(address, Problem.NOT_CONFERO);
    }

    @Test
    void fullServerRefuses() {
        answer(429, "");
        assertProblem(address, Problem.REFUSED);
    }

    @Test
    void closedPortIsUnreachable() throws IOException {
        int port;
        try (ServerSocket closed = new ServerSocket(0)) {
            port = closed.getLocalPort();
        }
        assertProblem(URI.create("http://localhost:" + port), Problem.SERVER_UNREACHABLE);
    }

    @Test
    void serverThatSpeaksSomethingElseIsNotConfero() throws IOException {
        try (ServerSocket mail = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Thread.ofVirtual().start(() -> {
                try (Socket socket = mail.accept()) {
                    socket.getOutputStream()
                            .write("220 mail.example.org ESMTP\r\n".getBytes(StandardCharsets.US_ASCII));
                } catch (IOException e) {
                    throw new AssertionError(e);
                }
            });
            assertProblem(URI.create("http://localhost:" + mail.getLocalPort()), Problem.NOT_CONFERO);
        }
    }

    private static void assertProblem(URI server, Problem expected) {
        assertThat(new RoomMaker().make(server).join())
                .isInstanceOfSatisfying(
                        NewRoom.Failed.class,
                        failed -> assertThat(failed.problem()).isEqualTo(expected));
    }
}

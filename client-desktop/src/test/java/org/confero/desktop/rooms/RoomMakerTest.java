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
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.confero.desktop.conference.Problem;
import org.confero.protocol.ErrorCode;
import org.confero.protocol.RoomId;
import org.confero.protocol.RoomTitle;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Against servers that answer as a test wants them to. */
class RoomMakerTest {
    private final HttpServer server = listen();
    private final URI address =
            URI.create("http://localhost:" + server.getAddress().getPort());

    private final CompletableFuture<String> asked = new CompletableFuture<>();
    private final CompletableFuture<Optional<String>> authorization = new CompletableFuture<>();

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
        answer(status, location, "");
    }

    private void answer(int status, String location, String body) {
        server.createContext("/api/v1/rooms", exchange -> {
            authorization.complete(
                    Optional.ofNullable(exchange.getRequestHeaders().getFirst("Authorization")));
            asked.complete(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
            exchange.getResponseHeaders().add("Location", location);
            byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(
                    "POST".equals(exchange.getRequestMethod()) ? status : 405, bytes.length == 0 ? -1 : bytes.length);
            exchange.getResponseBody().write(bytes);
            exchange.close();
        });
    }

    @Test
    void roomIsNamedByTheEndOfItsLocation() {
        answer(201, "http://elsewhere:8080/fresh-room");
        assertThat(make()).isEqualTo(new NewRoom.Made(new RoomId("fresh-room"), null));
        assertThat(asked.join()).isEqualTo("{}");
    }

    @Test
    void wishesAreSentAndTheHostKeyIsRead() {
        answer(201, "/fresh", "{\"id\":\"fresh\",\"link\":\"http://x/fresh\",\"hostKey\":\"k-1\",\"more\":[1]}");
        assertThat(new RoomMaker()
                        .make(address, new RoomWishes(new RoomTitle("Weekly"), "rosebud", true), null)
                        .join())
                .isEqualTo(new NewRoom.Made(new RoomId("fresh"), "k-1"));
        assertThat(asked.join()).isEqualTo("{\"title\":\"Weekly\",\"passcode\":\"rosebud\",\"waitingRoom\":true}");
    }

    @Test
    void keysAndPasscodesDoNotComeIntoLogs() {
        assertThat(new NewRoom.Made(new RoomId("fresh"), "k-1").toString()).doesNotContain("k-1");
        assertThat(new RoomWishes(null, "rosebud", true).toString()).doesNotContain("rosebud");
    }

    @Test
    void serverSaysInItsOwnWordsWhyItMakesNone() {
        answer(400, "", "{\"code\":\"bad-message\",\"detail\":\"A passcode has 1 to 64 characters\"}");
        assertThat(make())
                .isEqualTo(new NewRoom.Failed(
                        Problem.REFUSED, ErrorCode.BAD_MESSAGE, "A passcode has 1 to 64 characters"));
    }

    @Test
    void tokenIsShownToTheServerThatAsksForIt() {
        answer(201, "/fresh");
        assertThat(new RoomMaker().make(address, RoomWishes.NONE, "e30.e30.sig").join())
                .isEqualTo(new NewRoom.Made(new RoomId("fresh"), null));
        assertThat(authorization.join()).contains("Bearer e30.e30.sig");
    }

    @Test
    void withoutATokenNoneIsShown() {
        answer(401, "", "{\"code\":\"unauthorized\",\"detail\":\"A token is needed\"}");
        assertThat(make()).isEqualTo(new NewRoom.Failed(Problem.REFUSED, ErrorCode.UNAUTHORIZED, "A token is needed"));
        assertThat(authorization.join()).isEmpty();
    }

    @Test
    void whatCannotBeATokenIsNotSent() {
        assertThat(new RoomMaker().make(address, RoomWishes.NONE, "two\nlines").join())
                .isInstanceOfSatisfying(
                        NewRoom.Failed.class,
                        failed -> assertThat(failed.code()).isEqualTo(ErrorCode.UNAUTHORIZED));
    }

    private NewRoom make() {
        return new RoomMaker().make(address, RoomWishes.NONE, null).join();
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
        assertThat(new RoomMaker().make(server, RoomWishes.NONE, null).join())
                .isInstanceOfSatisfying(
                        NewRoom.Failed.class,
                        failed -> assertThat(failed.problem()).isEqualTo(expected));
    }
}

package org.confero.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.confero.protocol.ClientMessage;
import org.confero.protocol.CloseCode;
import org.confero.protocol.ErrorCode;
import org.confero.protocol.Limits;
import org.confero.protocol.ServerMessage;
import org.confero.server.routing.Rooms;
import org.confero.server.socket.OpenSockets;
import org.confero.server.socket.Sessions;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Clients that send more of something than anybody needs to. The server goes on for everybody else. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class FloodTest {
    private static final int CROWD = 100;
    private static final int JOINS_EACH = 100;

    private final TestServer server = TestServer.start(
            "confero.limits.grace=1s",
            "confero.limits.request-timeout=2s",
            "confero.limits.control-frames=50",
            "confero.limits.fragments=200",
            "confero.limits.mistakes=100000",
            "confero.limits.burst=100000",
            "confero.per-address.sockets=100000");

    @AfterAll
    void stop() {
        server.close();
    }

    @Test
    void aHandshakeThatTricklesInIsCutOff() {
        try (var slow = RawClient.silent(server);
                var other = TestClient.greeted(server)) {
            int sent = slow.trickle("GET /ws HTTP/1.1\r\nHost: localhost\r\nX: ", "x".repeat(5_000));
            assertThat(sent).isLessThan(5_000);
            other.pingPong();
        }
    }

    @Test
    void aBodyThatTricklesInIsCutOff() {
        try (var slow = RawClient.silent(server)) {
            int sent = slow.trickle(
                    "POST /api/v1/rooms HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
                            + "Content-Length: 60000\r\n\r\n{",
                    " ".repeat(5_000));
            assertThat(sent).isLessThan(5_000);
        }
    }

    @Test
    void aFloodOfPingsIsClosed() {
        try (var flood = RawClient.open(server);
                var other = TestClient.greeted(server)) {
            flood.say(TestClient.hello(null));
            for (int i = 0; i < 60; i++) {
                flood.ping();
            }
            assertThat(flood.closeCode()).isEqualTo(CloseCode.TOO_MANY_REQUESTS.code());
            other.pingPong();
        }
    }

    @Test
    void aMessageInEndlessPiecesIsClosed() {
        try (var flood = RawClient.open(server);
                var other = TestClient.greeted(server)) {
            flood.say(TestClient.hello(null));
            flood.fragment("", true, false);
            for (int i = 0; i < 210; i++) {
                flood.fragment("", false, false);
            }
            assertThat(flood.closeCode()).isEqualTo(CloseCode.TOO_MANY_REQUESTS.code());
            other.pingPong();
        }
    }

    @Test
    void aMessageInSomePiecesIsTaken() {
        try (var client = RawClient.open(server)) {
            client.say(TestClient.hello(null));
            client.awaitText("welcome");
            client.fragment("{\"type\":", true, false);
            client.ping();
            client.fragment("", false, false);
            client.fragment("\"ping\"}", false, true);
            client.awaitText("pong");
        }
    }

    @Test
    void connectionsOfOneAddressAreBounded() {
        try (var own = TestServer.start("confero.per-address.connections=2")) {
            try (var one = RawClient.silent(own);
                    var two = RawClient.silent(own)) {
                // Whoever has an answer is counted; on a busy machine the last to come may be taken in first.
                for (RawClient here : List.of(one, two)) {
                    here.trickle("GET /demo HTTP/1.1\r\nHost: localhost\r\n\r\n", "");
                    assertThat(here.readLine()).contains("200");
                }
                try (var three = RawClient.silent(own)) {
                    assertThat(three.drainsToTheEnd()).isTrue();
                }
            }
            Until.holds("there is room again", () -> {
                try (var next = RawClient.silent(own)) {
                    next.trickle("GET /demo HTTP/1.0\r\n\r\n", "");
                    return next.readLine().contains("200");
                } catch (UncheckedIOException reset) {
                    return false;
                }
            });
        }
    }

    /** Each of the crowd asks in again and again; whoever is let in leaves at once. */
    @Test
    void tenThousandJoinsOfOneRoomAreAnsweredAndItNeverHoldsMoreThanItMay() throws Exception {
        var mostInside = new AtomicInteger();
        var letIn = new AtomicInteger();
        try (ExecutorService crowd = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<?>> all = new ArrayList<>();
            for (int i = 0; i < CROWD; i++) {
                all.add(crowd.submit(() -> join(letIn, mostInside)));
            }
            for (Future<?> one : all) {
                one.get();
            }
        } catch (ExecutionException e) {
            throw new AssertionError(e.getCause());
        }
        assertThat(letIn.get()).isPositive();
        assertThat(mostInside.get()).isLessThanOrEqualTo(Limits.ROOM_CAPACITY);
        Until.holds(
                "nobody and nothing is left",
                () -> server.bean(Rooms.class).count() == 0
                        && server.bean(Sessions.class).count() == 0
                        && server.bean(OpenSockets.class).count() == 0);
    }

    private void join(AtomicInteger letIn, AtomicInteger mostInside) {
        try (var client = TestClient.greeted(server)) {
            for (int i = 0; i < JOINS_EACH; i++) {
                client.askIn("crowd", "P");
                ServerMessage answer = client.awaitAnyOf(ServerMessage.Joined.class, ServerMessage.Failure.class);
                if (answer instanceof ServerMessage.Joined joined) {
                    letIn.incrementAndGet();
                    mostInside.accumulateAndGet(joined.participants().size() + 1, Math::max);
                    client.say(new ClientMessage.Leave());
                    client.await(ServerMessage.Left.class);
                } else {
                    assertThat(((ServerMessage.Failure) answer).code()).isEqualTo(ErrorCode.ROOM_FULL);
                }
            }
            client.socket().sendClose(1000, "").join();
            client.awaitEnd();
        }
    }
}

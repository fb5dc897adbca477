package org.confero.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.confero.protocol.CloseCode;
import org.confero.protocol.Presence;
import org.confero.protocol.ServerMessage;
import org.confero.server.socket.OpenSockets;
import org.junit.jupiter.api.Test;
import org.springframework.boot.availability.AvailabilityChangeEvent;
import org.springframework.boot.availability.ReadinessState;

/** A server that goes away sees everybody off. */
class DrainTest {
    @Test
    void everybodyIsAskedToComeAgainEachAtAMomentOfItsOwn() {
        TestServer server = TestServer.start("confero.drain.timeout=1s", "confero.drain.spread=8s");
        List<TestClient> all = IntStream.range(0, 4)
                .mapToObj(i -> TestClient.joined(server, "room" + i, "P"))
                .toList();
        server.close();
        assertThat(all.stream()
                        .map(client -> client.hear(ServerMessage.Closing.class).reconnectAfter()))
                .containsExactlyInAnyOrder(0L, 2_000L, 4_000L, 6_000L);
        for (TestClient client : all) {
            assertThat(client.closeCode()).isEqualTo(CloseCode.GOING_AWAY.code());
            client.close();
        }
    }

    @Test
    void nobodyNewIsTakenMeanwhileAndThoseWhoAreThereGoOn() throws IOException, InterruptedException {
        TestServer server = TestServer.start("confero.drain.timeout=10m", "confero.drain.spread=1s");
        try (var ada = TestClient.joined(server, "drain", "Ada");
                var bob = TestClient.joined(server, "drain", "Bob");
                var http = HttpClient.newHttpClient()) {
            ada.hear(ServerMessage.ParticipantJoined.class);
            CompletableFuture<Void> stopped = stop(server);
            ada.hear(ServerMessage.Closing.class);
            bob.hear(ServerMessage.Closing.class);

            try (var late = new RawClient(server, "Sec-WebSocket-Protocol: confero.v1")) {
                assertThat(late.status()).isEqualTo(503);
                assertThat(late.head()).anyMatch(line -> line.startsWith("Retry-After: "));
            }
            HttpResponse<String> room = http.send(
                    HttpRequest.newBuilder(server.http("/api/v1/rooms"))
                            .POST(HttpRequest.BodyPublishers.noBody())
                            .build(),
                    HttpResponse.BodyHandlers.ofString());
            assertThat(room.statusCode()).isEqualTo(503);
            assertThat(room.body()).contains("\"code\":\"unavailable\"");
            assertThat(room.headers().firstValue("Retry-After")).isPresent();

            ada.pingPong();
            // Bob goes on elsewhere: for Ada he is not gone.
            bob.socket().sendClose(4000, "").join();
            assertThat(ada.hear(ServerMessage.ParticipantUpdated.class)
                            .participant()
                            .presence())
                    .isEqualTo(Presence.RECONNECTING);
            assertThat(stopped).isNotDone();
            ada.socket().sendClose(4000, "").join();
            // With the last one gone nothing is waited for.
            stopped.join();
        }
    }

    @Test
    void readinessRefusesBeforeAnythingElseChanges() {
        TestServer server = TestServer.start("confero.drain.notice=10m");
        OpenSockets sockets = server.bean(OpenSockets.class);
        var takesWhenRefusing = new ArrayList<Boolean>();
        server.context().addApplicationListener((AvailabilityChangeEvent<?> event) -> {
            if (event.getState() == ReadinessState.REFUSING_TRAFFIC) {
                takesWhenRefusing.add(sockets.isRunning());
            }
        });
        try (var ada = TestClient.greeted(server)) {
            CompletableFuture<Void> stopped = stop(server);
            Until.holds("readiness refuses", () -> !takesWhenRefusing.isEmpty());
            try (var late = TestClient.greeted(server)) {
                late.pingPong();
            }
            ada.socket().sendClose(1000, "").join();
            stopped.join();
        }
        assertThat(takesWhenRefusing).containsExactly(true);
    }

    @Test
    void whoeverHasNotSaidHelloIsNotWaitedFor() {
        TestServer server = TestServer.start("confero.drain.timeout=10m");
        try (var silent = TestClient.open(server)) {
            Until.holds("it is open", () -> server.bean(OpenSockets.class).count() == 1);
            server.close();
            assertThat(silent.closeCode()).isEqualTo(CloseCode.GOING_AWAY.code());
        }
    }

    // On a thread of its own: the shared ones are few, and the clients need them.
    private static CompletableFuture<Void> stop(TestServer server) {
        return CompletableFuture.runAsync(server::close, Thread::startVirtualThread);
    }
}

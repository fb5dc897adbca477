package org.confero.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.confero.protocol.Participant;
import org.confero.protocol.Presence;
import org.confero.protocol.ServerMessage;
import org.confero.server.redis.TestRedis;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Two whole servers on one Redis, with real sockets. */
@Timeout(300)
class ClusterIT {
    @SuppressWarnings("NullAway.Init") // Set before the tests, by start.
    private static TestRedis redis;

    @SuppressWarnings("NullAway.Init")
    private static TestServer first;

    @SuppressWarnings("NullAway.Init")
    private static TestServer second;

    private final List<TestClient> clients = new ArrayList<>();

    @BeforeAll
    static void start() throws IOException {
        redis = TestRedis.start();
        first = server();
        second = server();
    }

    @AfterAll
    static void stop() throws IOException {
        second.close();
        first.close();
        redis.close();
    }

    @AfterEach
    void hangUp() {
        clients.forEach(TestClient::close);
    }

    @Test
    void peopleOnTwoServersMeetAndSignal() {
        TestClient ada = greeted(first);
        ServerMessage.Joined adas = ada.join("meet", "Ada");
        TestClient bob = greeted(second);
        ServerMessage.Joined bobs = bob.join("meet", "Bob");
        assertThat(bobs.participants()).extracting(Participant::id).containsExactly(adas.self());
        assertThat(ada.await(ServerMessage.ParticipantJoined.class)
                        .participant()
                        .id())
                .isEqualTo(bobs.self());

        bob.signal(adas.self(), "{\"candidate\":null}");
        assertThat(ada.await(ServerMessage.Signal.class).from()).isEqualTo(bobs.self());
        ada.signal(bobs.self(), "{\"candidate\":null}");
        assertThat(bob.await(ServerMessage.Signal.class).from()).isEqualTo(adas.self());
    }

    @Test
    void aLostSocketIsSeenOnTheOtherServerAndSoIsItsReturn() {
        TestClient ada = greeted(first);
        ada.join("lost", "Ada");
        TestClient bob = greeted(second);
        bob.join("lost", "Bob");
        ada.await(ServerMessage.ParticipantJoined.class);
        bob.crash();
        assertThat(ada.await(ServerMessage.ParticipantUpdated.class)
                        .participant()
                        .presence())
                .isEqualTo(Presence.RECONNECTING);
        clients.add(TestClient.resumed(second, bob, 1));
        assertThat(ada.await(ServerMessage.ParticipantUpdated.class)
                        .participant()
                        .presence())
                .isEqualTo(Presence.CONNECTED);
    }

    @Test
    void aRoomThatIsMadeOnOneServerIsThereOnTheOther() throws Exception {
        try (HttpClient http = HttpClient.newHttpClient()) {
            var make = HttpRequest.newBuilder(first.http("/api/v1/rooms"))
                    .header("Content-Type", "application/json")
                    .POST(HttpRequest.BodyPublishers.ofString("{\"id\":\"made-here\",\"title\":\"Here\"}"))
                    .build();
            assertThat(http.send(make, HttpResponse.BodyHandlers.ofString()).statusCode())
                    .isEqualTo(201);
            var look = HttpRequest.newBuilder(second.http("/api/v1/rooms/made-here"))
                    .build();
            assertThat(http.send(look, HttpResponse.BodyHandlers.ofString()).body())
                    .contains("\"title\":\"Here\"");
            assertThat(http.send(make, HttpResponse.BodyHandlers.ofString()).statusCode())
                    .isEqualTo(409);
        }
    }

    @Test
    void whoIsOnAServerThatEndsIsSeenToBeAway() {
        TestServer third = server();
        TestClient ada = greeted(first);
        ada.join("ends", "Ada");
        TestClient bob = greeted(third);
        bob.join("ends", "Bob");
        third.close();
        assertThat(ada.await(ServerMessage.ParticipantUpdated.class)
                        .participant()
                        .presence())
                .isEqualTo(Presence.RECONNECTING);
    }

    private TestClient greeted(TestServer server) {
        TestClient client = TestClient.greeted(server);
        clients.add(client);
        return client;
    }

    private static TestServer server() {
        return TestServer.start(
                Stream.concat(redis.settings().stream(), Stream.of("confero.workers=false", "spring.rabbitmq.port=1"))
                        .toArray(String[]::new));
    }
}

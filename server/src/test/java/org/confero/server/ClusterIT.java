package org.confero.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.confero.protocol.ClientMessage;
import org.confero.protocol.CloseCode;
import org.confero.protocol.ErrorCode;
import org.confero.protocol.Participant;
import org.confero.protocol.Presence;
import org.confero.protocol.Resume;
import org.confero.protocol.Resumed;
import org.confero.protocol.ServerMessage;
import org.confero.server.redis.TestRedis;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Two whole servers on one Redis, by an account that may do nothing but what it has to, with real sockets. */
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

    @Test
    void aSessionGoesOnByAnotherServerAndTheOthersHearOfNoComingOrGoing() {
        TestClient ada = greeted(first);
        ServerMessage.Joined adas = ada.join("moves", "Ada");
        TestClient bob = greeted(second);
        ServerMessage.Joined bobs = bob.join("moves", "Bob");
        ada.await(ServerMessage.ParticipantJoined.class);

        TestClient again = TestClient.resumed(first, bob, 1);
        clients.add(again);
        assertThat(again.welcome().resumed()).isEqualTo(Resumed.INCOMPLETE);
        assertThat(again.welcome().session()).isEqualTo(bob.welcome().session());
        // The join, which must not be said again, is among what the server has taken.
        assertThat(again.welcome().received()).isEqualTo(1);
        ServerMessage.Joined snapshot = again.hear(ServerMessage.Joined.class);
        assertThat(snapshot.self()).isEqualTo(bobs.self());
        assertThat(snapshot.seq()).isEqualTo(again.welcome().seq() + 1);
        assertThat(snapshot.participants()).extracting(Participant::id).containsExactly(adas.self());
        assertThat(bob.closeCode()).isEqualTo(CloseCode.TAKEN_OVER.code());

        again.signal(adas.self(), "{\"candidate\":null}");
        // Nothing was said in between: the place was never empty.
        assertThat(ada.hear(ServerMessage.Signal.class).from()).isEqualTo(bobs.self());
        again.pingPong();
        TestClient back = TestClient.resumed(second, again, snapshot.seq());
        clients.add(back);
        assertThat(back.hear(ServerMessage.Joined.class).self()).isEqualTo(bobs.self());
        assertThat(again.closeCode()).isEqualTo(CloseCode.TAKEN_OVER.code());
    }

    @Test
    void whoWasOnAServerThatEndsGoesOnByAnother() {
        TestServer third = server();
        TestClient ada = greeted(first);
        ada.join("drains", "Ada");
        TestClient bob = greeted(third);
        ServerMessage.Joined bobs = bob.join("drains", "Bob");
        ada.await(ServerMessage.ParticipantJoined.class);
        bob.pingPong();
        third.close();
        TestClient again = TestClient.resumed(second, bob, 1);
        clients.add(again);
        // What was said until the socket ended is known: nothing of it is said twice.
        assertThat(again.welcome().received()).isEqualTo(2);
        assertThat(again.hear(ServerMessage.Joined.class).self()).isEqualTo(bobs.self());
        assertThat(List.of(
                        ada.hear(ServerMessage.ParticipantUpdated.class),
                        ada.hear(ServerMessage.ParticipantUpdated.class)))
                .extracting(updated -> updated.participant().presence())
                .containsExactly(Presence.RECONNECTING, Presence.CONNECTED);
    }

    @Test
    void whoeverHasLeftIsNobodyOnTheOtherServerToo() {
        TestClient ada = greeted(first);
        ada.join("left", "Ada");
        ada.say(new ClientMessage.Leave());
        ada.await(ServerMessage.Left.class);
        TestClient again = TestClient.resumed(second, ada, 1);
        clients.add(again);
        assertThat(again.welcome().resumed()).isEqualTo(Resumed.NONE);
    }

    @Test
    void whileRedisIsAwayWhoeverGoesOnIsAskedToComeAgain() throws IOException {
        TestClient ada = greeted(first);
        ServerMessage.Joined adas = ada.join("waits", "Ada");
        redis.kill();
        try {
            TestClient early = TestClient.open(second);
            clients.add(early);
            early.say(TestClient.hello(
                    new Resume(ada.welcome().session(), ada.welcome().secret(), 1)));
            ServerMessage.Failure failure = early.hear(ServerMessage.Failure.class);
            assertThat(failure.code()).isEqualTo(ErrorCode.UNAVAILABLE);
            assertThat(failure.retryAfter()).isPositive();
            assertThat(early.closeCode()).isEqualTo(CloseCode.GOING_AWAY.code());
        } finally {
            redis.restart();
        }
        Until.holds("the session goes on", () -> {
            TestClient again = TestClient.open(second);
            clients.add(again);
            again.say(TestClient.hello(
                    new Resume(ada.welcome().session(), ada.welcome().secret(), 1)));
            return again.awaitAnyOf(ServerMessage.Welcome.class, ServerMessage.Failure.class)
                            instanceof ServerMessage.Welcome welcome
                    && welcome.resumed() == Resumed.INCOMPLETE
                    && again.hear(ServerMessage.Joined.class).self().equals(adas.self());
        });
        assertThat(ada.closeCode()).isEqualTo(CloseCode.TAKEN_OVER.code());
    }

    private TestClient greeted(TestServer server) {
        TestClient client = TestClient.greeted(server);
        clients.add(client);
        return client;
    }

    private static TestServer server() {
        return TestServer.start(Stream.concat(
                        redis.accountSettings().stream(), Stream.of("confero.workers=false", "spring.rabbitmq.port=1"))
                .toArray(String[]::new));
    }
}

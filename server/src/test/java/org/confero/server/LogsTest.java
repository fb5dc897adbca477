package org.confero.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.confero.protocol.ClientMessage;
import org.confero.protocol.Credentials;
import org.confero.protocol.DisplayName;
import org.confero.protocol.MediaState;
import org.confero.protocol.ParticipantId;
import org.confero.protocol.RequestId;
import org.confero.protocol.Resume;
import org.confero.protocol.RoomId;
import org.confero.protocol.ServerMessage;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What a server writes into its log while people call, even when it writes as much as it can. */
class LogsTest {
    private final List<String> secrets = new ArrayList<>(List.of(
            "Adalovelace",
            "Bobtables",
            "v=0-sdp-line",
            "candidate:4711",
            "open-sesame",
            "wrong-sesame",
            "my.jwt.token"));

    @Test
    void idsAreFieldsOfJsonAndNothingOfWhatPeopleSayIsThere() throws Exception {
        Process server = StartTest.start("--server.port=0", "--confero.logs=json", "--logging.level.root=debug");
        // On a thread of its own: the shared ones are few, and the clients need them.
        CompletableFuture<List<String>> log = CompletableFuture.supplyAsync(
                () -> server.errorReader(StandardCharsets.UTF_8).lines().toList(), Thread::startVirtualThread);
        try (BufferedReader out = server.inputReader(StandardCharsets.UTF_8)) {
            String line = out.readLine();
            call(URI.create(line.substring(line.indexOf("http"))));
            server.toHandle().destroy();
            assertThat(server.waitFor(60, TimeUnit.SECONDS)).isTrue();
        } finally {
            server.destroyForcibly();
        }
        List<String> lines = log.get(60, TimeUnit.SECONDS);
        List<JsonNode> objects =
                lines.stream().map(line -> JsonMapper.shared().readTree(line)).toList();
        assertThat(objects).anySatisfy(joins -> {
            assertThat(joins.path("message").asString()).isEqualTo("joins");
            assertThat(joins.path("room").asString()).isEqualTo("talk");
            assertThat(joins.path("session").asString()).isNotEmpty();
            assertThat(joins.path("participant").asString()).isNotEmpty();
            assertThat(joins.path("level").asString()).isEqualTo("INFO");
        });
        assertThat(lines).anyMatch(line -> line.contains("DEBUG"));
        for (String secret : secrets) {
            assertThat(lines).as(secret).noneMatch(line -> line.contains(secret));
        }
    }

    private void call(URI server) throws IOException, InterruptedException {
        URI socket = URI.create(server.toString().replaceFirst("http", "ws")).resolve("/ws");
        try (var ada = TestClient.greeted(socket);
                var bob = TestClient.greeted(socket);
                var http = HttpClient.newHttpClient()) {
            secrets.add(ada.welcome().secret().value());
            secrets.add(bob.welcome().secret().value());
            ada.join("talk", "Adalovelace");
            bob.say(new ClientMessage.Join(
                    new RequestId("j"),
                    new RoomId("talk"),
                    new DisplayName("Bobtables"),
                    MediaState.ON,
                    new Credentials("wrong-sesame", "open-sesame", "my.jwt.token")));
            ServerMessage answer = bob.awaitAnyOf(ServerMessage.Joined.class, ServerMessage.Failure.class);
            if (answer instanceof ServerMessage.Failure) {
                bob.join("talk", "Bobtables");
            }
            ParticipantId bobsId = ada.hear(ServerMessage.ParticipantJoined.class)
                    .participant()
                    .id();
            ada.signal(bobsId, "{\"description\":{\"type\":\"offer\",\"sdp\":\"v=0-sdp-line\"}}");
            ada.signal(bobsId, "{\"candidate\":{\"candidate\":\"candidate:4711\"}}");
            bob.await(ServerMessage.Signal.class);
            ada.sayText("{\"type\":\"join\",\"name\":\"Adalovelace\",\"passcode\":\"open-sesame\"");
            ada.await(ServerMessage.Failure.class);
            try (var again = TestClient.open(socket)) {
                again.say(TestClient.hello(
                        new Resume(bob.welcome().session(), bob.welcome().secret(), 0)));
                again.await(ServerMessage.Welcome.class);
            }
            http.send(
                    HttpRequest.newBuilder(server.resolve("/api/v1/rooms"))
                            .header("Content-Type", "application/json")
                            .header("Authorization", "Bearer my.jwt.token")
                            .POST(HttpRequest.BodyPublishers.ofString(
                                    "{\"title\":\"Adalovelace\",\"passcode\":\"open-sesame\"}"))
                            .build(),
                    HttpResponse.BodyHandlers.ofString());
        }
    }
}

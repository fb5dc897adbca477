package org.confero.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import org.confero.protocol.ClientMessage;
import org.confero.protocol.LinkQuality;
import org.confero.protocol.ParticipantId;
import org.confero.protocol.ServerMessage;
import org.confero.server.events.CloudEvents;
import org.confero.server.events.Event;
import org.confero.server.webhooks.Target;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.springframework.amqp.rabbit.connection.ConnectionFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What a server in single mode tells of its rooms: to webhooks, and as the history of calls. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class EventsTest {
    private static final String TOKEN = "a-token-of-the-operators";
    private static final String WEBHOOKS = "/api/v1/webhooks";

    private final TestServer server =
            TestServer.start("confero.admin.token=" + TOKEN, "confero.webhooks.allow-private=true");
    private final HttpClient http = HttpClient.newHttpClient();

    @AfterAll
    void stop() {
        http.close();
        server.close();
    }

    @Test
    void aWebhookHearsOfACallFromItsBeginningToItsEndAndTheHistoryHasIt() throws IOException {
        try (var target = new Target()) {
            JsonNode created = json(send("POST", WEBHOOKS, TOKEN, "{\"url\":\"" + target.url("127.0.0.1") + "\"}"));
            try (var ada = TestClient.joined(server, "events", "Ada");
                    var bob = TestClient.joined(server, "events", "Bob")) {
                leave(bob);
                leave(ada);
            }
            List<String> topics = new ArrayList<>();
            String last = "";
            while (!last.equals("room.closed")) {
                Event event = CloudEvents.decode(target.next().body()).orElseThrow();
                assertThat(event.room().value()).isEqualTo("events");
                last = event.topic();
                topics.add(last);
            }
            assertThat(topics)
                    .startsWith("room.opened", "participant.joined", "participant.joined")
                    .contains("participant.left")
                    .endsWith("participant.left", "room.closed");
            JsonNode call = json(send("GET", "/api/v1/rooms/events/calls", TOKEN, null))
                    .get("calls")
                    .get(0);
            assertThat(call.get("reason").stringValue()).isEqualTo("empty");
            assertThat(call.get("participants").findValuesAsString("name")).containsExactly("Ada", "Bob");
            assertThat(csv("events").body().lines()).hasSize(3);
            assertThat(send("DELETE", WEBHOOKS + "/" + created.get("id").stringValue(), TOKEN, null)
                            .statusCode())
                    .isEqualTo(204);
        }
    }

    @Test
    void howALinkWasAsItsParticipantSaysStandsInTheHistory() {
        try (var ada = TestClient.greeted(server);
                var bob = TestClient.greeted(server)) {
            ada.join("qualities", "Ada");
            ParticipantId peer = bob.join("qualities", "Bob").self();
            ada.say(new ClientMessage.Quality(peer, new LinkQuality(60_000, 41, 3, 1200, true)));
            ada.say(new ClientMessage.Quality(peer, new LinkQuality(2000, 500, 90, 0, false)));
            leave(ada);
            leave(bob);
        }
        JsonNode stays = json(send("GET", "/api/v1/rooms/qualities/calls", TOKEN, null))
                .get("calls")
                .get(0)
                .get("participants");
        JsonNode quality = stays.get(0).get("quality");
        assertThat(quality.get("connectedMs").intValue()).isEqualTo(60_000);
        assertThat(quality.get("roundTripMs").intValue()).isEqualTo(41);
        assertThat(quality.get("lossPermille").intValue()).isEqualTo(3);
        assertThat(quality.get("relayed").booleanValue()).isTrue();
        assertThat(stays.get(1).path("quality").isMissingNode()
                        || stays.get(1).get("quality").isNull())
                .isTrue();
        assertThat(csv("qualities").body()).contains(",41,3,1200,true");
    }

    @Test
    void theSecretOfAWebhookIsShownOnce() {
        String wish = "{\"url\":\"https://example.org/hook\",\"topics\":[\"room.closed\",\"participant.left\"]}";
        HttpResponse<String> answer = send("POST", WEBHOOKS, TOKEN, wish);
        assertThat(answer.statusCode()).isEqualTo(201);
        assertThat(json(answer).get("secret").stringValue()).hasSizeGreaterThanOrEqualTo(16);
        String id = json(answer).get("id").stringValue();
        HttpResponse<String> all = send("GET", WEBHOOKS, TOKEN, null);
        assertThat(all.body())
                .contains(id, "\"topics\":[\"participant.left\",\"room.closed\"]")
                .doesNotContain("secret");
        assertThat(send("DELETE", WEBHOOKS + "/" + id, TOKEN, null).statusCode())
                .isEqualTo(204);
        assertThat(send("DELETE", WEBHOOKS + "/" + id, TOKEN, null).statusCode())
                .isEqualTo(404);
    }

    @Test
    void whatIsNoWebhookIsRefused() {
        for (String wish : List.of(
                "{}",
                "{\"url\":null}",
                "{\"url\":\"nonsense\"}",
                "{\"url\":\"ftp://example.org\"}",
                "{\"url\":\"https://example.org\",\"secret\":\"short\"}",
                "{\"url\":\"https://example.org\",\"topics\":[\"room.painted\"]}",
                "{\"url\":\"https://example.org\",\"topics\":[null]}")) {
            assertThat(send("POST", WEBHOOKS, TOKEN, wish).statusCode())
                    .as(wish)
                    .isEqualTo(422);
        }
    }

    @Test
    void nobodyElseIsLetAtIt() throws IOException {
        for (String token : new String[] {"", "another-token-altogether", TOKEN + "x"}) {
            assertThat(send("GET", WEBHOOKS, token, null).statusCode()).isEqualTo(401);
            assertThat(send("GET", "/api/v1/rooms/demo/calls", token, null).statusCode())
                    .isEqualTo(401);
        }
        try (var plain = TestServer.start()) {
            var request = HttpRequest.newBuilder(plain.http(WEBHOOKS))
                    .header("Authorization", "Bearer " + TOKEN)
                    .build();
            assertThat(send(request).statusCode()).isEqualTo(404);
            assertThat(plain.context().getBeanProvider(ConnectionFactory.class).stream())
                    .isEmpty();
        }
    }

    @Test
    void aPageOfTheHistoryIsBoundedAndSaysWhatFollows() {
        for (int i = 0; i < 3; i++) {
            try (var ada = TestClient.joined(server, "pages", "Ada")) {
                leave(ada);
            }
        }
        JsonNode first = json(send("GET", "/api/v1/rooms/pages/calls?limit=2", TOKEN, null));
        assertThat(first.get("calls").size()).isEqualTo(2);
        String next = first.get("next").stringValue();
        JsonNode second = json(send("GET", "/api/v1/rooms/pages/calls?limit=2&before=" + next, TOKEN, null));
        assertThat(second.get("calls").size()).isEqualTo(1);
        assertThat(second.path("next").isMissingNode() || second.get("next").isNull())
                .isTrue();
        for (String limit : List.of("0", "-1", "101", "many")) {
            assertThat(send("GET", "/api/v1/rooms/pages/calls?limit=" + limit, TOKEN, null)
                            .statusCode())
                    .as(limit)
                    .isEqualTo(400);
        }
    }

    private static void leave(TestClient client) {
        client.say(new ClientMessage.Leave());
        client.await(ServerMessage.Left.class);
    }

    private HttpResponse<String> csv(String room) {
        HttpResponse<String> answer = send(HttpRequest.newBuilder(server.http("/api/v1/rooms/" + room + "/calls"))
                .headers("Authorization", "Bearer " + TOKEN, "Accept", "text/csv")
                .build());
        assertThat(answer.headers().firstValue("Content-Type")).hasValue("text/csv;charset=UTF-8");
        return answer;
    }

    private HttpResponse<String> send(String method, String path, String token, @Nullable String body) {
        var request = HttpRequest.newBuilder(server.http(path))
                .headers("Content-Type", "application/json", "Authorization", "Bearer " + token)
                .method(
                        method,
                        body == null ? HttpRequest.BodyPublishers.noBody() : HttpRequest.BodyPublishers.ofString(body));
        return send(request.build());
    }

    private HttpResponse<String> send(HttpRequest request) {
        try {
            return http.send(request, HttpResponse.BodyHandlers.ofString());
        } catch (IOException | InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private static JsonNode json(HttpResponse<String> answer) {
        return JsonMapper.shared().readTree(answer.body());
    }
}

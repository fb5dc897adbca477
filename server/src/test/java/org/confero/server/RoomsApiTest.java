package org.confero.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import org.confero.protocol.RoomId;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Rooms over HTTP. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RoomsApiTest {
    private static final String JSON = "application/json";

    private final TestServer server = TestServer.start();
    private final HttpClient http = HttpClient.newHttpClient();

    @AfterAll
    void stop() {
        http.close();
        server.close();
    }

    @Test
    void whoeverAsksForARoomGetsItsLinkOnTheHostThatWasAsked() {
        HttpResponse<String> answer = post(BodyPublishers.noBody());
        assertThat(answer.statusCode()).isEqualTo(201);
        JsonNode body = JsonMapper.shared().readTree(answer.body());
        var id = new RoomId(body.get("id").stringValue());
        String link = "http://localhost:" + server.port() + "/" + id;
        assertThat(body.get("link").stringValue()).isEqualTo(link);
        assertThat(answer.headers().firstValue("Location")).hasValue(link);
        try (var ada = TestClient.greeted(server)) {
            assertThat(ada.join(id.value(), "Ada").room().id()).isEqualTo(id);
        }
    }

    @Test
    void anObjectIsTakenWhateverItHolds() {
        for (String body : new String[] {"{}", "{\"later\":true}"}) {
            assertThat(post(BodyPublishers.ofString(body), "Content-Type", JSON).statusCode())
                    .as(body)
                    .isEqualTo(201);
        }
    }

    @Test
    void noTwoRoomsAreTheSame() {
        assertThat(post(BodyPublishers.noBody()).body())
                .isNotEqualTo(post(BodyPublishers.noBody()).body());
    }

    @Test
    void aWrongBodyIsExplainedWithTheProtocolsOwnCode() {
        for (String body : new String[] {"[1", "[]", "nonsense", "5"}) {
            assertProblem(post(BodyPublishers.ofString(body), "Content-Type", JSON), 400, "bad-message");
        }
        assertProblem(post(BodyPublishers.ofString("{}"), "Content-Type", "text/plain"), 415, "bad-message");
    }

    @Test
    void aBodyWithoutEndIsRefusedHoweverItComes() {
        byte[] large = " ".repeat(100 * 1024).getBytes(StandardCharsets.UTF_8);
        assertProblem(post(BodyPublishers.ofByteArray(large), "Content-Type", JSON), 413, "too-large");
        BodyPublisher chunked = BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(large));
        assertProblem(post(chunked, "Content-Type", JSON), 413, "too-large");
    }

    @Test
    void otherMethodsAndAddressesAreExplainedToo() {
        var get = HttpRequest.newBuilder(server.http("/api/v1/rooms")).build();
        assertProblem(send(get), 405, "bad-message");
        var unknown = HttpRequest.newBuilder(server.http("/api/v1/nothing"))
                .header("Accept", "text/html")
                .build();
        assertProblem(send(unknown), 404, "not-found");
    }

    private static void assertProblem(HttpResponse<String> answer, int status, String code) {
        assertThat(answer.statusCode()).isEqualTo(status);
        assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/problem+json");
        JsonNode problem = JsonMapper.shared().readTree(answer.body());
        assertThat(problem.get("status").intValue()).isEqualTo(status);
        assertThat(problem.get("code").stringValue()).isEqualTo(code);
        assertThat(problem.get("title").stringValue()).isNotBlank();
        assertThat(problem.get("detail").stringValue()).isNotBlank();
    }

    private HttpResponse<String> post(BodyPublisher body, String... headers) {
        var request = HttpRequest.newBuilder(server.http("/api/v1/rooms")).POST(body);
        if (headers.length > 0) {
            request.headers(headers);
        }
        return send(request.build());
    }

    private HttpResponse<String> send(HttpRequest request) {
        try {
            return http.send(request, HttpResponse.BodyHandlers.ofString());
        } catch (IOException | InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}

package org.confero.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Asks a server's HTTP API. */
final class ApiClient implements AutoCloseable {
    static final String JSON = "application/json";

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final TestServer server;
    private final HttpClient http = HttpClient.newHttpClient();

    ApiClient(TestServer server) {
        this.server = server;
    }

    /** {@code headers} are names and values by turns. */
    HttpResponse<String> ask(String method, String path, @Nullable String body, String... headers) {
        return send(method, path, body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(body), headers);
    }

    HttpResponse<String> send(String method, String path, BodyPublisher body, String... headers) {
        var request = HttpRequest.newBuilder(server.http("/api/v1" + path))
                .timeout(PATIENCE)
                .method(method, body);
        if (headers.length > 0) {
            request.headers(headers);
        }
        try {
            return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
        } catch (IOException | InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    /** Makes a room as the body says. */
    JsonNode make(String body) {
        HttpResponse<String> answer = ask("POST", "/rooms", body, "Content-Type", JSON);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
        return json(answer);
    }

    static JsonNode json(HttpResponse<String> answer) {
        return JsonMapper.shared().readTree(answer.body());
    }

    static String text(JsonNode object, String field) {
        return object.get(field).stringValue();
    }

    static String tag(HttpResponse<String> answer) {
        return answer.headers().firstValue("ETag").orElseThrow();
    }

    static JsonNode assertProblem(HttpResponse<String> answer, int status, String code) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/problem+json");
        JsonNode problem = json(answer);
        assertThat(problem.get("status").intValue()).isEqualTo(status);
        assertThat(text(problem, "code")).isEqualTo(code);
        assertThat(text(problem, "title")).isNotBlank();
        assertThat(text(problem, "detail")).isNotBlank();
        return problem;
    }

    @Override
    public void close() {
        http.close();
    }
}

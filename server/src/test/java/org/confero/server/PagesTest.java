package org.confero.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a browser is given. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PagesTest {
    private static final String BROWSER = "text/html,application/xhtml+xml,*/*;q=0.8";

    private final TestServer server = TestServer.start();
    private final HttpClient http = HttpClient.newHttpClient();

    @AfterAll
    void stop() {
        http.close();
        server.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/", "/demo", "/4f7k-0bcd-9wxz-mm2q-t8rs"})
    void theRootAndEveryRoomsLinkGiveTheClient(String path) {
        HttpResponse<String> answer = get(path, "Accept", BROWSER);
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("Content-Type"))
                .hasValueSatisfying(type -> assertThat(type).startsWith("text/html"));
        assertThat(answer.body()).isEqualTo(get("/").body());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"/a.b", "/-dash", "/r%C3%A4um", "/api", "/some/where/else", "/assets/none.js", "/index.html"})
    void anAddressWithNothingBehindItSaysWhatToDo(String path) {
        HttpResponse<String> answer = get(path, "Accept", BROWSER);
        assertThat(answer.statusCode()).isEqualTo(404);
        assertThat(answer.headers().firstValue("Content-Type"))
                .hasValueSatisfying(type -> assertThat(type).startsWith("text/html"));
        assertThat(answer.body()).contains("There is no room here").contains("Start a room");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"/", "/demo", "/a.b", "/api/v1/nothing", "/assets/js/main.js", "/assets/none.js", "/ws", "/error"
            })
    void everyAnswerIsStrictAboutWhatAPageMayDo(String path) {
        HttpResponse<String> answer = get(path, "Accept", BROWSER);
        assertThat(answer.headers().firstValue("Content-Security-Policy"))
                .hasValueSatisfying(policy -> assertThat(policy)
                        .contains(
                                "default-src 'none'",
                                "script-src 'self'",
                                "worker-src 'self'",
                                "style-src 'self'",
                                "frame-ancestors 'none'")
                        .contains("connect-src 'self' ws://localhost:" + server.port())
                        .doesNotContain("unsafe", "*"));
        assertThat(answer.headers().firstValue("Permissions-Policy"))
                .hasValue("camera=(self), microphone=(self), display-capture=(self)");
        assertThat(answer.headers().firstValue("X-Content-Type-Options")).hasValue("nosniff");
        assertThat(answer.headers().firstValue("Referrer-Policy")).hasValue("no-referrer");
        assertThat(answer.headers().firstValue("Cross-Origin-Opener-Policy")).hasValue("same-origin");
        assertThat(answer.headers().map()).doesNotContainKey("server");
    }

    @Test
    void aPageMayGoOnByTheOtherAddressesAndByNothingElse() {
        try (TestServer node =
                TestServer.start("confero.addresses=https://a.meet.example.org,https://b.meet.example.org:8443")) {
            assertThat(get(node, "/").headers().firstValue("Content-Security-Policy"))
                    .hasValueSatisfying(policy -> assertThat(policy)
                            .endsWith("; connect-src 'self' ws://localhost:" + node.port() + " wss://localhost:"
                                    + node.port() + " https://a.meet.example.org wss://a.meet.example.org"
                                    + " https://b.meet.example.org:8443 wss://b.meet.example.org:8443"));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"/", "/assets/css/base.css"})
    void whatHasNotChangedIsNotSentAgain(String path) {
        HttpResponse<String> first = get(path);
        assertThat(first.statusCode()).isEqualTo(200);
        assertThat(first.headers().firstValue("Cache-Control")).hasValue("no-cache");
        String tag = first.headers().firstValue("ETag").orElseThrow();
        HttpResponse<String> second = get(path, "If-None-Match", tag);
        assertThat(second.statusCode()).isEqualTo(304);
        assertThat(second.body()).isEmpty();
        assertThat(get(path, "If-None-Match", "\"other\"").statusCode()).isEqualTo(200);
    }

    @Test
    void modulesAreGivenAsJavaScript() {
        assertThat(get("/assets/js/main.js").headers().firstValue("Content-Type"))
                .hasValueSatisfying(type -> assertThat(type).startsWith("text/javascript"));
    }

    private HttpResponse<String> get(String path, String... headers) {
        return get(server, path, headers);
    }

    private HttpResponse<String> get(TestServer from, String path, String... headers) {
        var request = HttpRequest.newBuilder(from.http(path));
        if (headers.length > 0) {
            request.headers(headers);
        }
        try {
            return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
        } catch (IOException | InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}

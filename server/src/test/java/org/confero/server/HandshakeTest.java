package org.confero.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Locale;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Who may open a socket. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class HandshakeTest {
    private static final String PROTOCOL = "Sec-WebSocket-Protocol: confero.v1";

    private final TestServer server = TestServer.start(
            "confero.allowed-origins=https://meet.example.org",
            "confero.addresses=https://a.meet.example.org,https://b.meet.example.org");

    @AfterAll
    void stop() {
        server.close();
    }

    @Test
    void theVersionOfTheProtocolIsAgreedOnAmongOthers() {
        try (var client = new RawClient(server, "Sec-WebSocket-Protocol: confero.v9, confero.v1")) {
            assertThat(client.status()).isEqualTo(101);
            assertThat(client.head()).contains(PROTOCOL);
        }
    }

    @Test
    void aClientOfNoOrAnotherProtocolIsToldWhatToOffer() {
        for (String[] headers : new String[][] {{}, {"Sec-WebSocket-Protocol: chat"}}) {
            try (var client = new RawClient(server, headers)) {
                assertThat(client.status()).isEqualTo(400);
                assertThat(client.readLine()).contains("subprotocol confero.v1");
            }
        }
    }

    @Test
    void compressionIsNotTakenUpWhoeverOffersIt() {
        try (var client = new RawClient(
                server, PROTOCOL, "Sec-WebSocket-Extensions: permessage-deflate; client_max_window_bits")) {
            assertThat(client.status()).isEqualTo(101);
            assertThat(client.head())
                    .noneMatch(line -> line.toLowerCase(Locale.ROOT).startsWith("sec-websocket-extensions"));
        }
    }

    @Test
    void pagesOfThisHostAndThoseThatTheOperatorNamesMayConnect() {
        for (String origin : new String[] {
            "http://localhost:" + server.port(), "https://meet.example.org", "https://b.meet.example.org"
        }) {
            try (var client = new RawClient(server, PROTOCOL, "Origin: " + origin)) {
                assertThat(client.status()).as(origin).isEqualTo(101);
            }
        }
    }

    @Test
    void foreignPagesMayNot() {
        try (var client = new RawClient(server, PROTOCOL, "Origin: https://evil.example")) {
            assertThat(client.status()).isEqualTo(403);
            assertThat(client.readLine()).contains("confero.allowed-origins");
        }
    }

    @Test
    void whoeverOpensTheAddressInABrowserIsToldWhatItIs() throws IOException, InterruptedException {
        try (var http = HttpClient.newHttpClient()) {
            HttpResponse<String> answer =
                    http.send(HttpRequest.newBuilder(server.http("/ws")).build(), HttpResponse.BodyHandlers.ofString());
            assertThat(answer.statusCode()).isEqualTo(426);
            assertThat(answer.body()).contains("WebSocket");
        }
    }

    @Test
    void aServerThatIsFullSaysSo() {
        try (var full = TestServer.start("confero.limits.sockets=2");
                var ada = TestClient.greeted(full);
                var bob = TestClient.greeted(full);
                var late = new RawClient(full, PROTOCOL)) {
            assertThat(late.status()).isEqualTo(503);
            assertThat(late.head()).contains("Retry-After: 10");
            ada.pingPong();
            bob.pingPong();
        }
    }
}

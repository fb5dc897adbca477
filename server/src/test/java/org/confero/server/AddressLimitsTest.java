package org.confero.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** What one address may ask, and whose address it is behind a proxy. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AddressLimitsTest {
    private static final String PROTOCOL = "Sec-WebSocket-Protocol: confero.v1";

    private final HttpClient http = HttpClient.newHttpClient();
    private final TestServer server = TestServer.start(
            "confero.trusted-proxies=127.0.0.0/8,::1",
            "confero.per-address.sockets=2",
            "confero.per-address.socket-burst=4",
            "confero.per-address.sockets-per-second=1",
            "confero.per-address.request-burst=30",
            "confero.per-address.requests-per-second=1",
            "confero.per-address.room-burst=2",
            "confero.per-address.rooms-per-minute=1");

    @AfterAll
    void stop() {
        http.close();
        server.close();
    }

    @Test
    void socketsAtOnceAreBoundedForEachAddress() {
        try (var one = raw("203.0.113.1");
                var two = raw("203.0.113.1");
                var three = raw("203.0.113.1");
                var other = raw("203.0.113.2")) {
            assertThat(new int[] {one.status(), two.status(), three.status(), other.status()})
                    .containsExactly(101, 101, 429, 101);
            assertThat(three.head()).contains("Retry-After: 10");
            assertThat(three.readLine()).contains("confero.per-address.sockets");
        }
    }

    @Test
    void newSocketsAreBoundedOverTimeForEachNetworkOfIpv6() {
        int refused = 0;
        for (int i = 0; i < 12; i++) {
            try (var client = raw("2001:db8::" + i)) {
                if (client.status() == 429) {
                    refused++;
                    assertThat(client.head()).anyMatch(line -> line.startsWith("Retry-After: "));
                }
            }
        }
        assertThat(refused).isPositive();
        try (var other = raw("2001:db8:0:1::1")) {
            assertThat(other.status()).isEqualTo(101);
        }
    }

    @Test
    void newRoomsAreBoundedMoreThanOtherRequests() throws IOException, InterruptedException {
        assertThat(newRoom("X-Forwarded-For", "203.0.113.5").statusCode()).isEqualTo(201);
        assertThat(newRoom("X-Forwarded-For", "203.0.113.5").statusCode()).isEqualTo(201);
        HttpResponse<String> third = newRoom("X-Forwarded-For", "203.0.113.5");
        assertThat(third.statusCode()).isEqualTo(429);
        assertThat(third.body()).contains("\"code\":\"too-many-requests\"");
        assertThat(third.headers().firstValue("Content-Type")).hasValue("application/problem+json");
        assertThat(third.headers().firstValueAsLong("Retry-After").orElseThrow())
                .isBetween(1L, 60L);
        assertThat(third.headers().firstValue("X-Content-Type-Options")).isPresent();
        assertThat(newRoom("X-Forwarded-For", "203.0.113.6").statusCode()).isEqualTo(201);
        assertThat(get("203.0.113.5").statusCode()).isEqualTo(200);
    }

    @Test
    void requestsAreBounded() throws IOException, InterruptedException {
        int status = 200;
        for (int i = 0; i < 200 && status == 200; i++) {
            status = get("203.0.113.9").statusCode();
        }
        assertThat(status).isEqualTo(429);
        assertThat(get("203.0.113.10").statusCode()).isEqualTo(200);
    }

    @Test
    void linksAreThoseThatTheClientOfAProxyAskedFor() throws IOException, InterruptedException {
        assertThat(newRoom("Forwarded", "for=203.0.113.20;proto=https;host=meet.example.org")
                        .body())
                .contains("\"link\":\"https://meet.example.org/");
        try (var page = new RawClient(
                server,
                PROTOCOL,
                "Origin: https://meet.example.org",
                "Forwarded: for=203.0.113.21;proto=https;host=meet.example.org")) {
            assertThat(page.status()).isEqualTo(101);
        }
    }

    @Test
    void nobodyElseIsBelieved() throws IOException, InterruptedException {
        try (var plain =
                TestServer.start("confero.per-address.room-burst=1", "confero.per-address.rooms-per-minute=1")) {
            HttpResponse<String> first = newRoom(plain, "Forwarded", "for=203.0.113.30;proto=https;host=evil.example");
            assertThat(first.body()).contains("\"link\":\"http://localhost:" + plain.port() + "/");
            assertThat(newRoom(plain, "Forwarded", "for=203.0.113.31").statusCode())
                    .isEqualTo(429);
        }
    }

    private RawClient raw(String address) {
        return new RawClient(server, PROTOCOL, "X-Forwarded-For: " + address);
    }

    private HttpResponse<String> get(String address) throws IOException, InterruptedException {
        return http.send(
                HttpRequest.newBuilder(server.http("/demo"))
                        .header("X-Forwarded-For", address)
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }

    private HttpResponse<String> newRoom(String header, String value) throws IOException, InterruptedException {
        return newRoom(server, header, value);
    }

    private HttpResponse<String> newRoom(TestServer to, String header, String value)
            throws IOException, InterruptedException {
        return http.send(
                HttpRequest.newBuilder(to.http("/api/v1/rooms"))
                        .header(header, value)
                        .POST(HttpRequest.BodyPublishers.noBody())
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }
}

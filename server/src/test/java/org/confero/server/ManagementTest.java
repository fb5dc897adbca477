package org.confero.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import org.confero.protocol.ClientMessage;
import org.confero.protocol.CloseCode;
import org.confero.protocol.ParticipantId;
import org.confero.protocol.ServerMessage;
import org.confero.server.socket.OpenSockets;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.availability.AvailabilityChangeEvent;
import org.springframework.boot.availability.ReadinessState;
import org.springframework.context.ApplicationContext;
import org.springframework.core.env.Environment;

/** What the server tells whoever runs it, and nobody else. */
class ManagementTest {
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    @SuppressWarnings("NullAway.Init") // Set before each test, by start.
    private static TestServer server;

    @BeforeAll
    static void start() {
        server = TestServer.start("management.server.port=0");
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/actuator", "/actuator/health", "/actuator/prometheus"})
    void nothingOfItAnswersWherePeopleCall(String path) throws IOException, InterruptedException {
        assertThat(get(server.http(path)).statusCode()).isEqualTo(404);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/health", "/livez", "/readyz"})
    void whatOthersCallHealthIsTheNameOfARoomHere(String path) throws IOException, InterruptedException {
        assertThat(get(server.http(path)).body()).contains("<html").doesNotContain("\"status\":\"UP\"");
    }

    @Test
    void itIsOffUnlessAskedFor() throws IOException, InterruptedException {
        try (var plain = TestServer.start()) {
            assertThat(plain.bean(Environment.class).getProperty("local.management.port"))
                    .isNull();
            assertThat(get(plain.http("/actuator/health")).statusCode()).isEqualTo(404);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "/liveness", "/readiness"})
    void healthIsOneWordWithoutDetails(String group) throws IOException, InterruptedException {
        HttpResponse<String> answer = get(management("/actuator/health" + group));
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).contains("\"status\":\"UP\"").doesNotContain("components", "details");
    }

    @ParameterizedTest
    @ValueSource(strings = {"env", "beans", "heapdump", "loggers", "metrics", "info", "shutdown", "threaddump"})
    void nothingElseIsShown(String endpoint) throws IOException, InterruptedException {
        assertThat(get(management("/actuator/" + endpoint)).statusCode()).isEqualTo(404);
    }

    @Test
    void aServerThatTakesNobodyMoreIsAliveButNotReady() throws IOException, InterruptedException {
        ApplicationContext context = server.context();
        AvailabilityChangeEvent.publish(context, ReadinessState.REFUSING_TRAFFIC);
        try {
            assertThat(get(management("/actuator/health/readiness")).statusCode())
                    .isEqualTo(503);
            assertThat(get(management("/actuator/health/liveness")).statusCode())
                    .isEqualTo(200);
        } finally {
            AvailabilityChangeEvent.publish(context, ReadinessState.ACCEPTING_TRAFFIC);
        }
    }

    @Test
    void aServerThatStopsRefusesBeforeItClosesItsSockets() {
        var openWhenRefusing = new ArrayList<Integer>();
        TestServer stopping = TestServer.start();
        OpenSockets sockets = stopping.bean(OpenSockets.class);
        stopping.context().addApplicationListener((AvailabilityChangeEvent<?> event) -> {
            if (event.getState() == ReadinessState.REFUSING_TRAFFIC) {
                openWhenRefusing.add(sockets.count());
            }
        });
        try (var ada = TestClient.joined(stopping, "end", "Ada")) {
            stopping.close();
            assertThat(ada.closeCode()).isEqualTo(CloseCode.GOING_AWAY.code());
        }
        assertThat(openWhenRefusing).containsExactly(1);
    }

    @Test
    void whatPeopleDoIsCounted() throws IOException, InterruptedException {
        try (var own = TestServer.start("management.server.port=0");
                var ada = TestClient.joined(own, "count", "Ada");
                var bob = TestClient.greeted(own)) {
            bob.join("count", "Bob");
            ParticipantId of = ada.await(ServerMessage.ParticipantJoined.class)
                    .participant()
                    .id();
            ada.signal(of, "{}");
            bob.await(ServerMessage.Signal.class);
            // The pong comes when the signal is wholly dealt with.
            ada.say(new ClientMessage.Ping());
            ada.await(ServerMessage.Pong.class);
            ada.signal(new ParticipantId("0000000000000000"), "{}");
            ada.await(ServerMessage.Failure.class);
            get(own.http("/ws"));
            assertThat(get(management(own, "/actuator/prometheus")).body().lines())
                    .contains(
                            "confero_sockets 2.0",
                            "confero_rooms 1.0",
                            "confero_sessions_waiting 0.0",
                            "confero_sessions_evicted_total 0.0",
                            "confero_handshakes_refused_total{reason=\"no-websocket\"} 1.0",
                            "confero_handshakes_refused_total{reason=\"address-rate\"} 0.0",
                            "confero_joins_total 2.0",
                            "confero_relayed_total 1.0",
                            "confero_rejects_total{code=\"no-such-participant\"} 1.0",
                            "confero_rejects_total{code=\"room-full\"} 0.0",
                            "confero_closes_total{code=\"too-slow\"} 0.0")
                    .anyMatch(line -> line.startsWith("confero_relay_latency_seconds_bucket{le=\"0.001\"}"))
                    .noneMatch(line -> line.contains("\"count\""));
        }
    }

    private static URI management(String path) {
        return management(server, path);
    }

    private static URI management(TestServer server, String path) {
        return URI.create("http://127.0.0.1:"
                + server.bean(Environment.class).getRequiredProperty("local.management.port") + path);
    }

    private static HttpResponse<String> get(URI address) throws IOException, InterruptedException {
        return HTTP.send(HttpRequest.newBuilder(address).build(), HttpResponse.BodyHandlers.ofString());
    }
}

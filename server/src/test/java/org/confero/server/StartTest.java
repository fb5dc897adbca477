package org.confero.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.confero.protocol.CloseCode;
import org.confero.protocol.ServerMessage;
import org.junit.jupiter.api.Test;

/** The server as a program: what it prints, and how it begins and ends. */
class StartTest {
    private static final int PATIENCE_SECONDS = 60;

    @Test
    void saysOnceWhereItAnswersAndThenDoes() throws IOException, InterruptedException {
        Process server = start("--server.port=0");
        try (BufferedReader out = server.inputReader(StandardCharsets.UTF_8);
                var http = HttpClient.newHttpClient()) {
            String line = out.readLine();
            assertThat(line).matches("Confero is ready at http://localhost:[1-9][0-9]*");
            URI address = URI.create(line.substring(line.indexOf("http")));
            HttpResponse<String> page =
                    http.send(HttpRequest.newBuilder(address).build(), HttpResponse.BodyHandlers.ofString());
            assertThat(page.statusCode()).isEqualTo(200);

            // By its handle: Process.destroy would close the streams, too.
            server.toHandle().destroy();
            assertThat(out.readLine()).isNull();
            assertThat(server.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)).isTrue();
            assertThat(errors(server)).isEmpty();
        } finally {
            server.destroyForcibly();
        }
    }

    @Test
    void aSecondSignalEndsAtOnceWhatTheFirstWaitsFor() throws IOException, InterruptedException {
        Process server = start("--server.port=0", "--confero.drain.timeout=1h", "--logging.level.org.confero=warn");
        try (BufferedReader out = server.inputReader(StandardCharsets.UTF_8)) {
            String line = out.readLine();
            URI address = URI.create(line.substring(line.indexOf("http")).replaceFirst("http", "ws"));
            try (var ada = TestClient.greeted(address.resolve("/ws"))) {
                server.toHandle().destroy();
                ada.hear(ServerMessage.Closing.class);
                Until.holds("it has ended", () -> {
                    server.toHandle().destroy();
                    return !server.isAlive();
                });
            }
            assertThat(server.exitValue()).isEqualTo(143);
        } finally {
            server.destroyForcibly();
        }
    }

    @Test
    void takenPortIsSaidInOneLine() throws IOException, InterruptedException {
        try (var taken = new ServerSocket(0)) {
            assertThat(failureOf("--server.port=" + taken.getLocalPort()))
                    .containsExactly("Port " + taken.getLocalPort() + " is in use; choose another with --port");
        }
    }

    @Test
    void theHintForATakenManagementPortNamesItsOwnSetting() throws IOException, InterruptedException {
        try (var taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            int port = taken.getLocalPort();
            assertThat(failureOf("--server.port=0", "--management.server.port=" + port))
                    .containsExactly("Port " + port + " is in use; choose another with --management.server.port");
        }
    }

    @Test
    void settingsThatMakeNoSenseAreExplainedWithoutAStack() throws IOException, InterruptedException {
        assertThat(failureOf("--server.port=0", "--confero.ice.servers[0].urls=http://example.org"))
                .anySatisfy(line -> assertThat(line).contains("Not a stun, stuns, turn or turns URL"))
                .noneMatch(line -> line.contains("\tat "));
    }

    @Test
    void aLayoutOfLogsThatThereIsNotIsExplainedLikeOtherSettings() throws IOException, InterruptedException {
        assertThat(failureOf("--server.port=0", "--confero.logs=xml"))
                .anySatisfy(line -> assertThat(line).contains("xml"))
                .noneMatch(line ->
                        line.contains("\tat ") || line.toLowerCase(Locale.ROOT).contains("logback"))
                .hasSizeLessThan(15);
    }

    @Test
    void whenTheServerGoesEverybodyIsTold() {
        TestServer server = TestServer.start();
        try (var ada = TestClient.joined(server, "end", "Ada");
                var bob = TestClient.open(server)) {
            server.close();
            assertThat(ada.closeCode()).isEqualTo(CloseCode.GOING_AWAY.code());
            assertThat(bob.closeCode()).isEqualTo(CloseCode.GOING_AWAY.code());
        }
    }

    @Test
    void aServerThatGoesTellsNobodyThatTheOthersLeft() {
        TestServer server = TestServer.start();
        List<TestClient> together = IntStream.range(0, 8)
                .mapToObj(i -> TestClient.joined(server, "end", "P" + i))
                .toList();
        server.close();
        for (TestClient client : together) {
            assertThat(client.closeCode()).isEqualTo(CloseCode.GOING_AWAY.code());
            while (client.unheard() > 0) {
                assertThat(client.hearText()).doesNotContain("participant-left");
            }
            client.close();
        }
    }

    private static List<String> failureOf(String... settings) throws IOException, InterruptedException {
        Process server = start(settings);
        try {
            List<String> errors = errors(server);
            assertThat(server.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)).isTrue();
            assertThat(server.exitValue()).isEqualTo(1);
            assertThat(server.inputReader(StandardCharsets.UTF_8).readLine()).isNull();
            return errors;
        } finally {
            server.destroyForcibly();
        }
    }

    static Process start(String... arguments) throws IOException {
        var command = new ArrayList<String>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"));
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), ServerApplication.class.getName()));
        command.addAll(List.of(arguments));
        return new ProcessBuilder(command).start();
    }

    private static List<String> errors(Process server) {
        return server.errorReader(StandardCharsets.UTF_8).lines().toList();
    }
}

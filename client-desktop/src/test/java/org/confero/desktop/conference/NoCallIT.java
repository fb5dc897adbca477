package org.confero.desktop.conference;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import org.junit.jupiter.api.Test;

/** What a person is told when there can be no call. */
class NoCallIT {
    @Test
    void aClosedPortIsUnreachable() throws IOException {
        int port;
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = taken.getLocalPort();
        }
        assertThat(toldBy(URI.create("http://127.0.0.1:" + port))).isEqualTo("failed SERVER_UNREACHABLE");
    }

    @Test
    void aHostThatDoesNotExistIsUnreachable() {
        assertThat(toldBy(URI.create("http://nowhere.invalid"))).isEqualTo("failed SERVER_UNREACHABLE");
    }

    @Test
    void aWebServerThatIsSomethingElseIsNotConfero() throws IOException {
        HttpServer other = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        other.createContext("/", exchange -> {
            exchange.sendResponseHeaders(404, -1);
            exchange.close();
        });
        other.start();
        try {
            assertThat(toldBy(
                            URI.create("http://127.0.0.1:" + other.getAddress().getPort())))
                    .isEqualTo("failed NOT_CONFERO");
        } finally {
            other.stop(0);
        }
    }

    @Test
    void aServerThatSaysNothingTakesTooLong() throws IOException {
        try (ServerSocket mute = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            assertThat(toldBy(URI.create("http://127.0.0.1:" + mute.getLocalPort())))
                    .isEqualTo("failed SERVER_TIMEOUT");
        }
    }

    private static String toldBy(URI address) {
        try (Guest guest = new Guest(address, "demo", "Ada")) {
            guest.await("an answer", () -> !guest.told().isEmpty());
            return guest.told().getFirst();
        }
    }
}

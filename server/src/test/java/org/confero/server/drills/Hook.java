package org.confero.server.drills;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import org.confero.server.Programs;

/** An endpoint of a webhook, which can be away, slow, or fail now and then; always under the same address. */
final class Hook implements AutoCloseable {
    /** Of so many requests one fails where some do. */
    private static final int FAILS = 10;

    private final int port = Programs.freePort();
    private final Consumer<String> taken;
    private final AtomicInteger requests = new AtomicInteger();
    private volatile Duration slowness = Duration.ZERO;
    private volatile boolean fails;
    private HttpServer server;

    /** @param taken is told what was answered with 204 */
    Hook(Consumer<String> taken) throws IOException {
        this.taken = taken;
        server = begin();
    }

    URI url() {
        return URI.create("http://127.0.0.1:" + port + "/hook");
    }

    /** Takes no connections, and breaks those that there are. */
    void goAway() {
        server.stop(0);
    }

    void comeBack() {
        try {
            server = begin();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Each answer takes so long from now on. */
    void takesItsTime(Duration each) {
        slowness = each;
    }

    void failsNowAndThen(boolean on) {
        fails = on;
    }

    private HttpServer begin() throws IOException {
        HttpServer begun = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 100);
        begun.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        begun.createContext("/", this::answer);
        begun.start();
        return begun;
    }

    private void answer(HttpExchange exchange) throws IOException {
        String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        LockSupport.parkNanos(slowness.toNanos());
        boolean isRefused = fails && requests.incrementAndGet() % FAILS == 0;
        if (!isRefused) {
            taken.accept(body);
        }
        exchange.sendResponseHeaders(isRefused ? 500 : 204, -1);
        exchange.close();
    }

    @Override
    public void close() {
        server.stop(0);
    }
}

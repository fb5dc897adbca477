package org.confero.desktop.conference;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** A Redis for the nodes of one test, on a free port, that keeps nothing on disk. */
final class RedisProcess implements AutoCloseable {
    private static final String READY = "Ready to accept connections";

    private final int port;
    private final Process process;

    RedisProcess(Path folder) throws IOException {
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = free.getLocalPort();
        }
        process = new ProcessBuilder(
                        "redis-server",
                        "--port",
                        String.valueOf(port),
                        "--bind",
                        "127.0.0.1",
                        "--save",
                        "",
                        "--dir",
                        folder.toString())
                .redirectErrorStream(true)
                .start();
        BufferedReader output = process.inputReader(StandardCharsets.UTF_8);
        String line = output.readLine();
        while (line != null && !line.contains(READY)) {
            line = output.readLine();
        }
        if (line == null) {
            throw new IllegalStateException("Redis does not start");
        }
        Thread.ofVirtual().start(() -> output.lines().forEach(rest -> {}));
    }

    /** A node's arguments; there is no broker. */
    String[] node(String... more) {
        String[] arguments = new String[more.length + 3];
        arguments[0] = "--confero.mode=cluster";
        arguments[1] = "--spring.data.redis.port=" + port;
        arguments[2] = "--spring.rabbitmq.port=1";
        System.arraycopy(more, 0, arguments, 3, more.length);
        return arguments;
    }

    @Override
    public void close() {
        process.destroyForcibly().onExit().join();
    }
}

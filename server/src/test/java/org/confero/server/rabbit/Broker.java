package org.confero.server.rabbit;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.confero.server.Programs;

/** A RabbitMQ of the tests' own, with free ports and its data in a temporary folder; it can be killed and started again. */
public final class Broker implements AutoCloseable {
    private static final String SERVER = "/usr/lib/rabbitmq/bin/rabbitmq-server";

    private final Path folder;
    private final int port = Programs.freePort();
    private final int distribution = Programs.freePort();
    private final int epmd = Programs.freePort();
    private Process process;

    private Broker(Path folder) throws IOException {
        this.folder = folder;
        process = begin();
    }

    public static Broker start() throws IOException {
        return new Broker(Files.createTempDirectory("confero-rabbitmq"));
    }

    public int port() {
        return port;
    }

    /** Settings with which a server finds it. */
    public List<String> settings() {
        return List.of("confero.mode=cluster", "spring.rabbitmq.host=127.0.0.1", "spring.rabbitmq.port=" + port);
    }

    /**
     * Has it write down which quorum queues there are. It does so by itself every three minutes, and a queue that is younger
     * does not come back after a kill; tests need not wait for that.
     */
    public void settle() throws IOException, InterruptedException {
        var builder = new ProcessBuilder(
                        "/usr/lib/rabbitmq/bin/rabbitmqctl", "-n", node(), "eval", "[dets:sync(T) || T <- dets:all()].")
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD);
        builder.environment().putAll(Map.of("HOME", folder.toString(), "ERL_EPMD_PORT", String.valueOf(epmd)));
        if (builder.start().waitFor() != 0) {
            throw new AssertionError("rabbitmqctl has failed");
        }
    }

    private String node() {
        return "confero-test-" + port + "@localhost";
    }

    /** At once, as a machine that loses its power; data that was not on the disk is lost. */
    public void kill() {
        List<ProcessHandle> all = new ArrayList<>(process.descendants().toList());
        process.destroyForcibly();
        all.forEach(ProcessHandle::destroyForcibly);
        process.onExit().join();
        all.forEach(one -> one.onExit().join());
    }

    /** Starts again what was killed, and returns when it takes connections. */
    public void restart() throws IOException {
        process = begin();
    }

    @Override
    public void close() throws IOException {
        kill();
        try {
            new ProcessBuilder("epmd", "-port", String.valueOf(epmd), "-kill")
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start()
                    .waitFor(10, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        delete(folder);
    }

    private Process begin() throws IOException {
        var builder = new ProcessBuilder(SERVER);
        Files.writeString(folder.resolve("rabbitmq.conf"), "listeners.tcp.default = 127.0.0.1:" + port + "\n");
        Files.writeString(folder.resolve("plugins"), "[].\n");
        builder.environment()
                .putAll(Map.of(
                        "HOME", folder.toString(),
                        "ERL_EPMD_PORT", String.valueOf(epmd),
                        "RABBITMQ_NODENAME", node(),
                        "RABBITMQ_NODE_PORT", String.valueOf(port),
                        "RABBITMQ_DIST_PORT", String.valueOf(distribution),
                        "RABBITMQ_MNESIA_BASE", folder.resolve("data").toString(),
                        "RABBITMQ_LOG_BASE", folder.resolve("log").toString(),
                        "RABBITMQ_ENABLED_PLUGINS_FILE",
                                folder.resolve("plugins").toString(),
                        "RABBITMQ_CONFIG_FILE", folder.resolve("rabbitmq.conf").toString()));
        return Programs.start(builder, "completed with");
    }

    private static void delete(Path folder) throws IOException {
        Files.walkFileTree(folder, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                Files.deleteIfExists(file);
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path directory, IOException failure) throws IOException {
                Files.deleteIfExists(directory);
                return FileVisitResult.CONTINUE;
            }
        });
    }
}

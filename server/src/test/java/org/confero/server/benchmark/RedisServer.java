package org.confero.server.benchmark;

import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisURI;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.confero.server.Programs;

/** A Redis of the benchmark's own, which keeps nothing on disk. Used by one thread. */
final class RedisServer implements AutoCloseable {
    private final Process process;
    private final int port;
    private final RedisClient client;

    private RedisServer(Process process, int port) {
        this.process = process;
        this.port = port;
        this.client = RedisClient.create(RedisURI.create("127.0.0.1", port));
        Runtime.getRuntime().addShutdownHook(Thread.ofPlatform().unstarted(process::destroyForcibly));
    }

    /**
     * Starts one and waits until it answers.
     *
     * @param core that it may use, and no other
     */
    static RedisServer start(int core) {
        try {
            int port = Programs.freePort();
            Process process = new ProcessBuilder(
                            "taskset",
                            "-c",
                            String.valueOf(core),
                            "redis-server",
                            "--port",
                            String.valueOf(port),
                            "--bind",
                            "127.0.0.1",
                            "--save",
                            "")
                    .start();
            BufferedReader output = process.inputReader();
            for (String line = output.readLine(); line != null; line = output.readLine()) {
                if (line.contains("Ready to accept connections")) {
                    return new RedisServer(process, port);
                }
            }
            throw new IOException("Redis did not start");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    int port() {
        return port;
    }

    /** Waits until so many nodes listen to channels of their own: a server is ready before that. */
    void awaitNodes(int count) {
        try (var connection = client.connect()) {
            while (connection.sync().pubsubChannels("confero:node:*").size() < count) {
                LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(100));
            }
        }
    }

    /** What it has done so far. */
    Work work() {
        try (var connection = client.connect()) {
            String info = connection.sync().info("stats");
            return new Work(
                    Program.cpuSeconds(process.pid()),
                    number(info, "total_commands_processed"),
                    number(info, "total_net_input_bytes") + number(info, "total_net_output_bytes"));
        }
    }

    private static long number(String info, String name) {
        return info.lines()
                .filter(line -> line.startsWith(name + ":"))
                .mapToLong(
                        line -> Long.parseLong(line.substring(name.length() + 1).strip()))
                .findFirst()
                .orElseThrow();
    }

    @Override
    public void close() {
        client.shutdown();
        Program.end(process);
    }

    /**
     * @param cpu seconds
     * @param commands those inside of scripts not counted
     * @param bytes in and out
     */
    record Work(double cpu, long commands, long bytes) {
        Work since(Work earlier) {
            return new Work(cpu - earlier.cpu, commands - earlier.commands, bytes - earlier.bytes);
        }
    }
}

package org.confero.server.drills;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.confero.server.Programs;

/** One node as it is shipped, in a process of its own, always under the same address. */
final class NodeProcess implements AutoCloseable {
    private static final Path JDK = Path.of(System.getProperty("java.home"), "bin");

    private final String name;
    private final List<String> settings;
    private final Path log;
    private final int port = Programs.freePort();
    private Process process;

    private NodeProcess(String name, List<String> settings, Path log) throws IOException {
        this.name = name;
        this.settings = settings;
        this.log = log;
        process = begin(List.of());
    }

    /** @param settings as {@code name=value} */
    static NodeProcess start(String name, List<String> settings, Path folder) {
        try {
            Path log = folder.resolve(name + ".log");
            Files.deleteIfExists(log);
            return new NodeProcess(name, settings, log);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    URI address() {
        return URI.create("http://127.0.0.1:" + port);
    }

    URI socket() {
        return URI.create("ws://127.0.0.1:" + port + "/ws");
    }

    /** At once, as a machine that loses its power. */
    void kill() {
        // One with a clock of its own runs within another program, and does not end with it.
        List<ProcessHandle> within = process.descendants().toList();
        process.destroyForcibly();
        within.forEach(ProcessHandle::destroyForcibly);
        process.onExit().join();
        within.forEach(one -> one.onExit().join());
    }

    /** Asks it to end, and returns at once. */
    void terminate() {
        process.destroy();
    }

    void awaitEnd() {
        process.onExit().join();
    }

    /** Starts again what has ended, and returns when it takes sockets. */
    void restart() {
        restart(List.of());
    }

    /** The same with a clock that is wrong by this, as {@code +10m}. What only counts goes on as it is. */
    void restartWithClock(String offset) {
        restart(List.of(
                "env", "FAKETIME_DONT_FAKE_MONOTONIC=1", "FAKETIME_FORCE_MONOTONIC_FIX=0", "faketime", "-f", offset));
    }

    private void restart(List<String> within) {
        try {
            process = begin(within);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What it has logged as its own fault. */
    List<String> errors() throws IOException {
        try (Stream<String> lines = Files.lines(log)) {
            return lines.filter(line -> line.contains(" ERROR ")).toList();
        }
    }

    @Override
    public void close() {
        kill();
    }

    private Process begin(List<String> within) throws IOException {
        List<String> command = new ArrayList<>(within);
        command.addAll(List.of(
                JDK.resolve("java").toString(),
                // Three of them start at once on a small machine.
                "-Xmx128m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "@target/app/start",
                "--server.port=" + port,
                "--confero.node=" + name));
        settings.forEach(setting -> command.add("--" + setting));
        // All clients come from one address.
        for (String limit : List.of("sockets", "socket-burst", "sockets-per-second", "connections")) {
            command.add("--confero.per-address." + limit + "=20000");
        }
        Process started = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.appendTo(log.toFile()))
                .start();
        Runtime.getRuntime().addShutdownHook(new Thread(() -> {
            started.descendants().forEach(ProcessHandle::destroyForcibly);
            started.destroyForcibly();
        }));
        // Nothing else comes on its output, so the reader need not go on.
        String line = started.inputReader(StandardCharsets.UTF_8).readLine();
        if (line == null || !line.startsWith("Confero is ready at ")) {
            throw new IllegalStateException("The node did not start; its log is " + log);
        }
        return started;
    }
}

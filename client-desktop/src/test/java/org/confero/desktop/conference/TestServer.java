package org.confero.desktop.conference;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.confero.server.ServerApplication;

/** The real server, as a process of its own, so that it can die without a word. */
public final class TestServer implements AutoCloseable {
    private static final String READY = "Confero is ready at ";

    private Process process;
    private final URI address;
    private final List<String> arguments;

    public TestServer(String... arguments) {
        this.arguments = List.of(arguments);
        process = start(0);
        address = URI.create(readyLine(process).substring(READY.length()));
    }

    public URI address() {
        return address;
    }

    /** As by a power cut: nobody is told. */
    void die() {
        process.destroyForcibly().onExit().join();
    }

    /** As an operator ends it; returns when it has ended. */
    void goAway() {
        // By its handle: Process.destroy would close the streams, too.
        process.toHandle().destroy();
        process.onExit().join();
    }

    /** On the same port, with these arguments beside the first ones. */
    void startAgain(String... more) {
        process = start(address.getPort(), more);
        readyLine(process);
    }

    @Override
    public void close() {
        process.destroyForcibly().onExit().join();
    }

    private Process start(int port, String... more) {
        try {
            var command = new ArrayList<>(List.of(
                    Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                    "-cp",
                    System.getProperty("java.class.path"),
                    ServerApplication.class.getName(),
                    "--server.port=" + port));
            command.addAll(arguments);
            command.addAll(List.of(more));
            return new ProcessBuilder(command).redirectErrorStream(true).start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Reads on for as long as the process lives, so that it never waits for a reader. */
    private static String readyLine(Process process) {
        BufferedReader output =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        try {
            String line = output.readLine();
            while (line != null && !line.startsWith(READY)) {
                line = output.readLine();
            }
            if (line == null) {
                throw new IllegalStateException("The server does not start");
            }
            Thread.ofVirtual().start(() -> output.lines().forEach(rest -> {}));
            return line;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

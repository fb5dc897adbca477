package org.confero.desktop.conference;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.confero.server.ServerApplication;

/** The real server, as a process of its own, so that it can die without a word. */
public final class TestServer implements AutoCloseable {
    private static final String READY = "Confero is ready at ";

    private Process process;
    private final URI address;

    public TestServer() {
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

    /** On the same port. */
    void startAgain() {
        process = start(address.getPort());
        readyLine(process);
    }

    @Override
    public void close() {
        process.destroyForcibly().onExit().join();
    }

    private static Process start(int port) {
        try {
            return new ProcessBuilder(
                            Path.of(System.getProperty("java.home"), "bin", "java")
                                    .toString(),
                            "-cp",
                            System.getProperty("java.class.path"),
                            ServerApplication.class.getName(),
                            "--server.port=" + port)
                    .redirectErrorStream(true)
                    .start();
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

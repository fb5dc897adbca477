package org.confero.desktop.participant;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.confero.desktop.Main;

/** {@code participant --fake-media} as a process of its own, with a report. */
public final class ParticipantProcess implements AutoCloseable {
    /** For a machine that is busy with much else. */
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final Process process;
    private final Path report;
    private final Path output;

    /** In so little memory, in megabytes of heap, that it cannot have a large file in it. */
    private static final int HEAP = 64;

    public ParticipantProcess(Path folder, URI server, String name, Map<String, String> environment, String... options)
            throws IOException {
        report = folder.resolve(name + ".json");
        output = folder.resolve(name + ".log");
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--enable-native-access=ALL-UNNAMED",
                "-Xmx" + HEAP + "m",
                "-cp",
                System.getProperty("java.class.path"),
                Main.class.getName(),
                "participant"));
        command.addAll(List.of("--server", server.toString(), "--room", "sound", "--name", name));
        command.addAll(List.of("--fake-media", "--report", report.toString()));
        command.addAll(List.of(options));
        ProcessBuilder builder =
                new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(output.toFile());
        builder.environment().putAll(environment);
        process = builder.start();
    }

    /** Waits until a number in the report is more than this. */
    void awaitMore(String field, double than) throws IOException {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (number(field) <= than) {
            assertThat(System.nanoTime())
                    .as("%s more than %s; report %s; output %s", field, than, text(report), text(output))
                    .isLessThan(deadline);
            LockSupport.parkNanos(Duration.ofMillis(50).toNanos());
        }
    }

    String report() throws IOException {
        return text(report);
    }

    /** What it has said to its terminal. */
    String output() throws IOException {
        return text(output);
    }

    /** Tells one that is interactive what to do. */
    void order(String line) throws IOException {
        process.getOutputStream().write((line + "\n").getBytes(StandardCharsets.UTF_8));
        process.getOutputStream().flush();
    }

    /** Asks it to end, as Ctrl-C does, and gives its exit status. */
    int end() {
        process.destroy();
        return process.onExit().join().exitValue();
    }

    @Override
    public void close() {
        end();
    }

    /** Waits until this stands in the report. */
    public void await(String text) throws IOException {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (!text(report).replaceAll("\\s+", "").contains(text)) {
            assertThat(System.nanoTime())
                    .as("%s; report %s; output %s", text, text(report), text(output))
                    .isLessThan(deadline);
            LockSupport.parkNanos(Duration.ofMillis(50).toNanos());
        }
    }

    /** As a machine that goes to sleep: nothing of it runs until {@link #wake}. */
    public void sleep() throws IOException {
        signal("STOP");
    }

    public void wake() throws IOException {
        signal("CONT");
    }

    /** As by kill -9. */
    public void kill() {
        process.destroyForcibly().onExit().join();
    }

    private void signal(String name) throws IOException {
        new ProcessBuilder("kill", "-" + name, String.valueOf(process.pid()))
                .start()
                .onExit()
                .join();
    }

    private double number(String field) throws IOException {
        return Pattern.compile("\"" + field + "\"\\s*:\\s*([0-9.E-]+)")
                .matcher(text(report))
                .results()
                .map((MatchResult match) -> Double.parseDouble(match.group(1)))
                .findFirst()
                .orElse(-1.0);
    }

    private static String text(Path file) throws IOException {
        return Files.exists(file) ? Files.readString(file, StandardCharsets.UTF_8) : "";
    }
}

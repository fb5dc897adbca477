package org.confero.server.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.confero.server.socket.SessionFuzz;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A bounded run of each fuzz target, each in a JVM of its own, as the fuzzer ends the one in which it found something.
 * {@code ./confero fuzz} runs them for longer.
 */
class FuzzIT {
    /** The property sets another time for a longer run; in the suite a few seconds keep the targets alive. */
    private static final int SECONDS = Integer.getInteger("confero.fuzz.seconds", 10);

    /** Starting, reading the corpus, and the last input. */
    private static final int MORE_SECONDS = 180;

    private static final Path CORPUS = Path.of("../shared/src/test/resources/conformance");

    @TempDir
    private Path folder;

    @Test
    void noTextThrowsOrReadsOtherwiseWhenWrittenAgain() throws IOException, InterruptedException {
        assertThat(inputs()).as("what the fuzzer begins from").isPositive();
        findsNothing(CodecFuzz.class);
    }

    @Test
    void noTalkBreaksTheSessionsOrTheRooms() throws IOException, InterruptedException {
        findsNothing(SessionFuzz.class);
    }

    @Test
    void aTargetThatFailsIsFound() throws IOException, InterruptedException {
        Run run = fuzz(FaultyTarget.class);

        assertThat(run.status()).as(run.output()).isNotZero();
        assertThat(run.output()).contains(FaultyTarget.WHAT_IS_WRONG);
    }

    private void findsNothing(Class<?> target) throws IOException, InterruptedException {
        Run run = fuzz(target);

        assertThat(run.status()).as(run.output()).isZero();
        assertThat(run.output()).contains("Done ");
    }

    private Run fuzz(Class<?> target) throws IOException, InterruptedException {
        Path corpus = Files.createDirectories(folder.resolve("corpus"));
        Path output = folder.resolve(target.getSimpleName() + ".log");
        Process fuzzer = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:+EnableDynamicAgentLoading",
                        "--enable-native-access=ALL-UNNAMED",
                        "--sun-misc-unsafe-memory-access=allow",
                        "-Xshare:off",
                        "-Dlogging.level.root=off",
                        "-cp",
                        System.getProperty("java.class.path"),
                        "com.code_intelligence.jazzer.Jazzer",
                        "--target_class=" + target.getName(),
                        "--instrumentation_includes=org.confero.**",
                        "--custom_hook_includes=org.confero.**",
                        "--reproducer_path=" + folder,
                        "-artifact_prefix=" + folder + "/",
                        "-max_total_time=" + SECONDS,
                        "-max_len=4096",
                        "-print_final_stats=1",
                        corpus.toString())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        try {
            assertThat(fuzzer.waitFor(SECONDS + (long) MORE_SECONDS, TimeUnit.SECONDS))
                    .as("The fuzzer ends by itself")
                    .isTrue();
        } finally {
            fuzzer.destroyForcibly();
        }
        return new Run(fuzzer.exitValue(), Files.readString(output));
    }

    /** Lays the corpus out as the fuzzer wants it, flat, and tells how many files it has. */
    private int inputs() throws IOException {
        Path corpus = Files.createDirectories(folder.resolve("corpus"));
        List<Path> fixtures;
        try (Stream<Path> files = Files.walk(CORPUS)) {
            fixtures = files.filter(file -> file.toString().endsWith(".json"))
                    .filter(file -> size(file) < 4096)
                    .toList();
        }
        for (Path fixture : fixtures) {
            String name = Objects.requireNonNull(CORPUS.relativize(fixture)).toString();
            Files.copy(fixture, corpus.resolve(name.replace('/', '-')));
        }
        return fixtures.size();
    }

    private static long size(Path file) {
        try {
            return Files.size(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private record Run(int status, String output) {}
}

package org.confero.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The server as the build leaves it, beside a cache of its loaded classes. */
class StartCacheIT {
    private static final String READY = "Confero is ready at ";

    @Test
    void aStartTakesTheClassesFromTheCache() throws IOException {
        // Where the cache cannot be used, the JVM then ends.
        assertThat(firstLine("-XX:AOTMode=on")).startsWith(READY);
    }

    @Test
    void soDoesOneWithLittleMemoryAndAnotherCollector() throws IOException {
        assertThat(firstLine("-XX:AOTMode=on", "-Xmx128m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"))
                .startsWith(READY);
    }

    @Test
    void aJvmThatCannotUseTheCacheStartsWithoutAWordOfIt() throws IOException {
        assertThat(firstLine("-XX:+UseZGC", "-Xmx128m")).startsWith(READY);
    }

    private static String firstLine(String... options) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of(options));
        command.addAll(List.of("@target/app/start", "--server.port=0"));
        Process server = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        try {
            return String.valueOf(server.inputReader(StandardCharsets.UTF_8).readLine());
        } finally {
            server.destroyForcibly();
        }
    }
}

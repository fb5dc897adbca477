package org.confero.server.soak;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/**
 * The short form of {@code confero soak}, which runs this class too, with the properties {@code confero.soak.for} (a
 * duration such as 30m), {@code confero.soak.clients} and {@code confero.soak.seed}.
 */
class SoakIT {
    private static final String SHORT = "15s";

    // Whoever warms up for less measures what is only made on first use; for more, waits for nothing.
    private static final Duration LEAST_WARM_UP = Duration.ofSeconds(8);
    private static final Duration MOST_WARM_UP = Duration.ofMinutes(1);

    @Test
    @SuppressWarnings("SystemOut") // Whoever starts the long form watches it.
    void whenEverybodyHasGoneTheServerIsAsItWasBefore() throws IOException {
        Duration load = Duration.parse("PT" + System.getProperty("confero.soak.for", SHORT));
        Duration warmUp = load.dividedBy(6);
        warmUp = warmUp.compareTo(LEAST_WARM_UP) < 0 ? LEAST_WARM_UP : warmUp;
        warmUp = warmUp.compareTo(MOST_WARM_UP) > 0 ? MOST_WARM_UP : warmUp;
        Path folder = Files.createDirectories(Path.of("target", "soak"));
        assertThat(Soak.run(
                        new Soak.Plan(
                                warmUp,
                                load,
                                Integer.getInteger("confero.soak.clients", 40),
                                Long.getLong("confero.soak.seed", 1)),
                        folder.resolve("server.log"),
                        System.out))
                .isEmpty();
    }
}

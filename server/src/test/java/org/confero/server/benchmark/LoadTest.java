package org.confero.server.benchmark;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import org.confero.server.ServerApplication;
import org.junit.jupiter.api.Test;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

/** That the benchmark still runs; how fast is not for a test to say. */
class LoadTest {
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    @Test
    void loadOfEveryKindGoesThroughTheServer() {
        try (ConfigurableApplicationContext server = new SpringApplicationBuilder(ServerApplication.class)
                        .registerShutdownHook(false)
                        .run("--server.port=0", "--confero.limits.burst=100000");
                var load = new Load(address(server), "load")) {
            load.join(2 * Load.ROOM, Load.ROOM, SlowReaders.RECEIVE_BUFFER);
            load.run(new Traffic.Ceiling(), PATIENCE, 500);
            var paced = new Traffic.Paced(load.clients(), 500);
            load.run(paced, PATIENCE, 100);
            SlowReaders.Stall stall = SlowReaders.stall(load, load.clients().getFirst(), Duration.ofMillis(200));

            assertThat(load.signals()).isGreaterThanOrEqualTo(600);
            assertThat(paced.reset().percentile(0.5)).isPositive();
            // A closing handshake that a slow reader does not get to in time is cut.
            assertThat(stall.closeCode()).isIn(4003, 0);
            assertThat(load.lost()).isPositive();
        }
    }

    @Test
    void theTableHasMediansAndRatios() {
        var table = new Table(List.of("Confero", "Node ws"));
        table.add("p99, ms", "Confero", 3);
        table.add("p99, ms", "Confero", 1);
        table.add("p99, ms", "Confero", 2);
        table.add("p99, ms", "Node ws", 4);

        assertThat(table.toString()).containsPattern("p99, ms +2\\.00 +4\\.00 +0\\.50x");
    }

    private static InetSocketAddress address(ConfigurableApplicationContext server) {
        return new InetSocketAddress(
                InetAddress.getLoopbackAddress(),
                server.getEnvironment().getRequiredProperty("local.server.port", Integer.class));
    }
}

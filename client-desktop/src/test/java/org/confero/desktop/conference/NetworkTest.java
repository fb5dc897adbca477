package org.confero.desktop.conference;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import org.junit.jupiter.api.Test;

class NetworkTest {
    private final Network network = new Network();

    @Test
    void otherAddressesAreNewsOnce() {
        assertThat(network.changed(Set.of("10.0.0.1"), 1000, 0)).isFalse();
        assertThat(network.changed(Set.of("10.0.0.1"), 3000, 2000)).isFalse();
        assertThat(network.changed(Set.of("10.0.0.2"), 5000, 4000)).isTrue();
        assertThat(network.changed(Set.of("10.0.0.2"), 7000, 6000)).isFalse();
    }

    @Test
    void aSleepIsNewsAndAClockSetRightIsNot() {
        assertThat(network.changed(Set.of(), 1000, 0)).isFalse();
        assertThat(network.changed(Set.of(), 4000, 2000)).isFalse();
        assertThat(network.changed(Set.of(), 600_000, 4000)).isTrue();
        assertThat(network.changed(Set.of(), 602_000, 6000)).isFalse();
    }
}

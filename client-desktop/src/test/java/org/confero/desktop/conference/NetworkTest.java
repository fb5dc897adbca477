package org.confero.desktop.conference;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import org.confero.desktop.conference.Network.Change;
import org.junit.jupiter.api.Test;

class NetworkTest {
    private final Network network = new Network();

    @Test
    void otherAddressesAreNewsOnce() {
        assertThat(network.look(Set.of("10.0.0.1"), 1000, 0)).isEqualTo(Change.NONE);
        assertThat(network.look(Set.of("10.0.0.1"), 3000, 2000)).isEqualTo(Change.NONE);
        assertThat(network.look(Set.of("10.0.0.2"), 5000, 4000)).isEqualTo(Change.LESS);
        assertThat(network.look(Set.of("10.0.0.2"), 7000, 6000)).isEqualTo(Change.NONE);
    }

    @Test
    void oneMoreAddressTakesNoWayAway() {
        assertThat(network.look(Set.of("10.0.0.1"), 1000, 0)).isEqualTo(Change.NONE);
        assertThat(network.look(Set.of("10.0.0.1", "10.0.0.2"), 2000, 1000)).isEqualTo(Change.MORE);
        assertThat(network.look(Set.of("10.0.0.2"), 3000, 2000)).isEqualTo(Change.LESS);
    }

    @Test
    void aSleepIsNewsAndAClockSetRightIsNot() {
        assertThat(network.look(Set.of(), 1000, 0)).isEqualTo(Change.NONE);
        assertThat(network.look(Set.of(), 4000, 2000)).isEqualTo(Change.NONE);
        assertThat(network.look(Set.of(), 600_000, 4000)).isEqualTo(Change.LESS);
        assertThat(network.look(Set.of(), 602_000, 6000)).isEqualTo(Change.NONE);
    }
}

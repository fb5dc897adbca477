package org.confero.call;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SilenceTest {
    private final Silence heard = Silence.UNHEARD.look(100, 1000);

    @Test
    void itIsOverWithTheFirstPacketAfterASecondWithout() {
        Silence silent = heard.look(100, 1200).look(100, 2000);
        assertThat(silent.silent()).isTrue();
        assertThat(silent.isOverIn(silent.look(101, 2200))).isTrue();
        assertThat(silent.look(101, 2200).silent()).isFalse();
    }

    @Test
    void jitterAndLooksThatAreFarApartAreNoSilence() {
        Silence late = heard.look(100, 1999);
        assertThat(late.isOverIn(late.look(101, 2100))).isFalse();
        assertThat(heard.isOverIn(heard.look(150, 9000))).isFalse();
    }

    @Test
    void whatWasNeverHeardOrComesOverAnotherConnectionNeedsNothing() {
        Silence unheard = Silence.UNHEARD.look(0, 9000);
        assertThat(unheard.isOverIn(unheard.look(5, 9100))).isFalse();
        Silence silent = heard.look(100, 9000);
        assertThat(silent.isOverIn(silent.look(5, 9100))).isFalse();
    }
}

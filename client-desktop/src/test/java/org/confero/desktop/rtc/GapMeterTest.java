package org.confero.desktop.rtc;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class GapMeterTest {
    private static final long MS = 1_000_000;

    private final GapMeter meter = new GapMeter(100 * MS);

    @Test
    void theLongestTimeBetweenTwoSignsIsKept() {
        meter.sign(0);
        meter.sign(30 * MS);
        meter.sign(230 * MS);
        meter.sign(260 * MS);
        assertThat(meter.longestMillis(270 * MS)).isEqualTo(200);
    }

    @Test
    void aGapThatGoesOnCounts() {
        meter.sign(0);
        assertThat(meter.longestMillis(5000 * MS)).isEqualTo(5000);
    }

    @Test
    void whatComesBeforeTheFirstSignIsNoGap() {
        assertThat(meter.longestMillis(5000 * MS)).isZero();
        meter.sign(9000 * MS);
        assertThat(meter.longestMillis(9000 * MS)).isZero();
    }

    @Test
    void itIsToldWhenTheLongOnesWere() {
        meter.sign(0);
        meter.sign(99 * MS);
        meter.sign(300 * MS);
        assertThat(meter.gaps(350 * MS)).containsExactly(new Gap(99 * MS, 300 * MS, true));
        assertThat(meter.gaps(400 * MS))
                .containsExactly(new Gap(99 * MS, 300 * MS, true), new Gap(300 * MS, 400 * MS, false));
    }

    @Test
    void ofManyTheLongestAreTold() {
        long now = 0;
        meter.sign(now);
        for (int i = 0; i <= GapMeter.MOST_TOLD; i++) {
            now += (i == 3 ? 150 : 200) * MS;
            meter.sign(now);
        }
        assertThat(meter.gaps(now)).hasSize(GapMeter.MOST_TOLD).allMatch(gap -> gap.nanos() == 200 * MS);
    }

    @Test
    void aPeriodTellsOfWhatWasNotOverBeforeIt() {
        meter.sign(0);
        meter.sign(200 * MS);
        meter.beginPeriod();
        assertThat(meter.gaps(250 * MS)).isEmpty();
        meter.sign(350 * MS);
        assertThat(meter.gaps(350 * MS)).containsExactly(new Gap(200 * MS, 350 * MS, true));
        assertThat(meter.longestMillis(350 * MS)).isEqualTo(200);
    }

    @Test
    void longGapsOfBeforeLeaveRoomForShortOnesOfThePeriod() {
        for (int i = 0; i <= GapMeter.MOST_TOLD; i++) {
            meter.sign(900 * MS * i);
        }
        long from = 900 * MS * GapMeter.MOST_TOLD;
        meter.beginPeriod();
        meter.sign(from + 150 * MS);
        assertThat(meter.gaps(from + 150 * MS)).containsExactly(new Gap(from, from + 150 * MS, true));
    }

    @Test
    void aCameraThatIsOffIsNoGap() {
        meter.sign(0);
        meter.expect(false, 40 * MS);
        assertThat(meter.longestMillis(9000 * MS)).isEqualTo(40);
        meter.expect(true, 10_000 * MS);
        meter.sign(10_050 * MS);
        assertThat(meter.longestMillis(10_060 * MS)).isEqualTo(50);
    }
}

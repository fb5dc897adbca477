package org.confero.call;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ClockTest {
    private static final long TEN_MINUTES = 600_000;
    private static final long DATE = 1_700_000_000_000L;

    @Test
    void whatSomebodySaysWhoseClockIsTenMinutesAheadIsOfThisMomentByOurs() {
        Clock clock = asked(Clock.begun(0), 0, 80);
        assertThat(clock.toOurs(DATE + TEN_MINUTES)).isEqualTo(DATE);
    }

    @Test
    void nothingIsMadeOfATimeAsLongAsNothingIsKnown() {
        assertThat(Clock.begun(0).toOurs(DATE)).isEqualTo(DATE);
    }

    @Test
    void anAnswerThatTookLongDoesNotSpoilOneThatWasQuick() {
        // The way there took all of the two seconds.
        Clock quick = asked(Clock.begun(0), 0, 20);
        Clock slow =
                quick.ask(1000, DATE + 1000).answered(DATE + 1000, DATE + 1000 + TEN_MINUTES + 2000, 3000, DATE + 3000);
        assertThat(slow.offset()).isEqualTo(quick.offset());
    }

    @Test
    void aClockThatHasBeenSetIsFollowed() {
        Clock before = asked(Clock.begun(0), 0, 20);
        Clock after = before.ask(1000, DATE + 1000).answered(DATE + 1000, DATE + 1000 + 25, 1050, DATE + 1050);
        assertThat(after.toOurs(DATE)).isEqualTo(DATE);
    }

    @Test
    void anAnswerToAQuestionFromBeforeASleepIsNotHeeded() {
        // A clock that only moves forward stands still while the machine sleeps: it looks as if no time had passed.
        Clock asking = asked(Clock.begun(0), 0, 80).ask(1000, DATE + 1000);
        long woken = DATE + 1000 + TEN_MINUTES;
        assertThat(asking.answered(DATE + 1000, woken + TEN_MINUTES, 1020, woken + 20))
                .isEqualTo(asking);
    }

    @Test
    void anAnswerToAQuestionFromBeforeOurClockWasSetIsNotHeeded() {
        Clock asking = Clock.begun(0).ask(0, DATE);
        assertThat(asking.answered(DATE, DATE + 10, 20, DATE - TEN_MINUTES)).isEqualTo(asking);
    }

    @Test
    void whatWasNotAskedIsNotHeeded() {
        Clock asking = Clock.begun(0).ask(0, DATE);
        assertThat(asking.answered(DATE + 1, DATE, 10, DATE + 10)).isEqualTo(asking);
        long late = Clock.LONGEST_ROUND_TRIP + 1;
        assertThat(asking.answered(DATE, DATE, late, DATE + late)).isEqualTo(asking);
        Clock answered = asking.answered(DATE, DATE, 10, DATE + 10);
        assertThat(answered.answered(DATE, DATE + TEN_MINUTES, 12, DATE + 12)).isEqualTo(answered);
    }

    @Test
    void anAnswerOfTheChannelBeforeIsNotHeeded() {
        Clock opened = Clock.begun(0).ask(0, DATE).opened(5);
        assertThat(opened.answered(DATE, DATE, 10, DATE + 10)).isEqualTo(opened);
    }

    @Test
    void itAsksAtOnceThenSeldomerAndAtMostOnceAMinute() {
        Clock clock = Clock.begun(5);
        assertThat(clock.isDue(5)).isTrue();
        long now = 5;
        long asked = 0;
        while (now < 60 * 60_000) {
            if (clock.isDue(now)) {
                clock = clock.ask(now, DATE + now);
                asked++;
            }
            now += 100;
        }
        assertThat(asked).isBetween(60L, 70L);
    }

    /** Of a clock that is ten minutes ahead, over a way that takes as long there as back. */
    private static Clock asked(Clock clock, long now, long roundTrip) {
        return clock.ask(now, DATE + now)
                .answered(
                        DATE + now, DATE + now + roundTrip / 2 + TEN_MINUTES, now + roundTrip, DATE + now + roundTrip);
    }
}

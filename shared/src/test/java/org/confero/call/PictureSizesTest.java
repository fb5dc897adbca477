package org.confero.call;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import org.confero.protocol.ControlMessage.Want;
import org.confero.protocol.PictureSize;
import org.confero.protocol.VideoSource;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class PictureSizesTest {
    private static final PictureSize HD = new PictureSize(1280, 720, 30);
    private static final PictureSize SMALL = new PictureSize(320, 180, 30);

    @Test
    void whoIsShownSmallIsSentSmallAndNeverSmallerThanShown() {
        assertThat(Encoding.of(HD, Budget.of(1), want(SMALL)).scaleDownBy()).isEqualTo(4);
        assertThat(Encoding.of(HD, Budget.of(1), want(new PictureSize(324, 184, 30)))
                        .scaleDownBy())
                .isEqualTo(3);
        assertThat(Encoding.of(HD, Budget.of(1), want(new PictureSize(1920, 1080, 30)))
                        .scaleDownBy())
                .isEqualTo(1);
    }

    @Test
    void whoIsNotShownIsNotSent() {
        assertThat(Encoding.of(HD, Budget.of(1), want(null)).active()).isFalse();
        assertThat(Encoding.of(HD, Budget.of(1), null).active()).isTrue();
    }

    @Test
    void inALargeRoomNobodySendsMoreThanAnUplinkBearsHoweverLargeTheTile() {
        Encoding encoding = Encoding.of(HD, Budget.of(15), want(HD));

        assertThat(encoding.scaleDownBy()).isEqualTo(4);
        assertThat(encoding.bitsPerSecond()).isEqualTo(150_000);
    }

    @Test
    void aWindowThatIsDrawnLargerIsSpokenOfOnceWhenItStands() {
        Wanting.Step first = Wanting.NOTHING_SAID.look(SMALL, 0);
        Wanting.Step drawn = first.next().look(new PictureSize(400, 224, 30), 100);
        Wanting.Step stands = drawn.next().look(HD, 200);

        assertThat(first.says()).isTrue();
        assertThat(drawn.says()).isFalse();
        assertThat(stands.says()).isFalse();
        assertThat(stands.next().look(HD, 200 + Wanting.STILL).says()).isTrue();
    }

    @Test
    void aTileThatComesBackIsWantedAtOnceAndOneThatGoesOnlyWhenItStaysAway() {
        Wanting shown = Wanting.NOTHING_SAID.look(SMALL, 0).next();
        Wanting.Step away = shown.look(null, 100);
        Wanting.Step gone = away.next().look(null, 100 + Wanting.HIDDEN);

        assertThat(away.says()).isFalse();
        assertThat(gone.says()).isTrue();
        assertThat(gone.next().last()).isNull();
        assertThat(gone.next().look(SMALL, 5000).says()).isTrue();
        assertThat(Wanting.NOTHING_SAID.look(null, 60_000).says()).isFalse();
    }

    @Test
    void aMachineThatFallsBehindWantsLessAndTriesMoreWhenItHasKeptUpForAWhile() {
        Machine machine = new Machine();
        machine.shows(10, 50);
        assertThat(machine.wanted()).isEqualTo(SMALL);

        machine.shows(3, 1500);
        assertThat(machine.wanted().width()).isEqualTo(224);

        machine.shows(19, 50);
        assertThat(machine.wanted().width()).isEqualTo(224);
        machine.shows(10, 50);
        assertThat(machine.wanted()).isEqualTo(SMALL);

        machine.shows(8, 1500);
        machine.shows(30, 50);
        assertThat(machine.wanted().width()).as("the next try takes longer").isEqualTo(224);
    }

    @Test
    void aPictureThatDoesNotComeIsNotLate() {
        Machine machine = new Machine();
        machine.nothingComes(30);

        assertThat(machine.wanted()).isEqualTo(SMALL);
    }

    private static Want want(@Nullable PictureSize size) {
        return new Want(VideoSource.CAMERA, size);
    }

    private static final class Machine {
        private Pace pace = Pace.FULL;
        private long now;

        void shows(int seconds, long delay) {
            for (int second = 0; second < seconds; second++) {
                Pace.Counts last = pace.last();
                measure(new Pace.Counts(last.received() + 30, last.emitted() + 30, last.delay() + 30 * delay));
            }
        }

        void nothingComes(int seconds) {
            for (int second = 0; second < seconds; second++) {
                measure(pace.last());
            }
        }

        private void measure(Pace.Counts counts) {
            now += 1000;
            pace = pace.measure(counts, now);
        }

        PictureSize wanted() {
            return requireNonNull(pace.of(SMALL));
        }
    }
}

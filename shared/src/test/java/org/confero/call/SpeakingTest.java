package org.confero.call;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.confero.Seeded;
import org.confero.protocol.ClientKey;
import org.junit.jupiter.api.Test;

class SpeakingTest {
    private static final ClientKey ADA = new ClientKey("ada");
    private static final ClientKey BOB = new ClientKey("bob");

    @Test
    void aCoughIsNotSpeakingAndPausesBetweenWordsAre() {
        Speaking cough = Speaking.SILENT.hear(0.3, false, 0).hear(0.001, false, 100);
        Speaking word = Speaking.SILENT.hear(0.3, false, 0).hear(0.2, false, 200);

        assertThat(cough.speaking()).isFalse();
        assertThat(word.speaking()).isTrue();
        assertThat(word.hear(0.0, false, 800).speaking()).isTrue();
        assertThat(word.hear(0.0, false, 200 + Speaking.RELEASE).speaking()).isFalse();
        assertThat(word.hear(0.3, true, 300).speaking()).isFalse();
    }

    @Test
    void handsAreInTheOrderInWhichTheyWereSeenToRise() {
        Hands ada = Hands.none(ADA).raise();
        Hands bob = Hands.none(BOB).hear(ADA, ada.own().orElseThrow()).raise();

        assertThat(bob.order()).containsExactly(ADA, BOB);
        assertThat(ada.hear(BOB, bob.own().orElseThrow()).order()).containsExactly(ADA, BOB);
        assertThat(bob.hear(ADA, null).order()).containsExactly(BOB);
    }

    @Test
    void handsRaisedAtOnceStandInTheSameOrderForBoth() {
        Hands ada = Hands.none(ADA).raise();
        Hands bob = Hands.none(BOB).raise();

        assertThat(ada.hear(BOB, bob.own().orElseThrow()).order())
                .isEqualTo(bob.hear(ADA, ada.own().orElseThrow()).order());
    }

    @Test
    void reactionsGoAfterAMomentAndNobodyFillsTheScreen() {
        Seeded.always(random -> {
            Reactions shown = Reactions.NONE;
            long now = 0;
            for (int i = 0; i < 40; i++) {
                now += random.nextInt(400);
                shown = shown.add(Seeded.oneOf(random, List.of(ADA, BOB)), "👍", now);
            }
            assertThat(shown.shown().stream().filter(each -> each.peer().equals(ADA)))
                    .hasSizeLessThanOrEqualTo(Reactions.EACH);
            assertThat(shown.at(now + Reactions.SHOWN_FOR).shown()).isEmpty();
        });
    }
}

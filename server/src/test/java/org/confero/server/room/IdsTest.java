package org.confero.server.room;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.SecureRandom;
import java.util.HashSet;
import org.junit.jupiter.api.Test;

class IdsTest {
    private final Ids ids = new Ids(new SecureRandom());

    @Test
    void roomsHaveIdsThatCanBeReadAloudAndNotGuessed() {
        // 20 characters of 5 bits: 100 bits.
        assertThat(ids.room().value()).matches("([0-9a-hjkmnp-tv-z]{4}-){4}[0-9a-hjkmnp-tv-z]{4}");
    }

    @Test
    void noTwoIdsAreTheSame() {
        var seen = new HashSet<String>();
        for (int i = 0; i < 1_000; i++) {
            assertThat(seen.add(ids.room().value())).isTrue();
            assertThat(seen.add(ids.participant().value())).isTrue();
            assertThat(seen.add(ids.session().value())).isTrue();
        }
    }
}

package org.confero.desktop.conference;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.random.RandomGenerator;
import org.confero.protocol.ServerOrigin;
import org.junit.jupiter.api.Test;

class RejoiningTest {
    private static final long NOW = 17;

    private static final URI HOME = URI.create("https://meet.test");

    private final Rejoining rejoining = new Rejoining(List.of(HOME), RandomGenerator.of("L64X128MixRandom"), NOW);

    @Test
    void aServerThatNamesATimeIsNotAskedBefore() {
        assertThat(rejoining.pause(Duration.ofMinutes(1), NOW)).isEqualTo(nanos(60));
        rejoining.notFor(Duration.ofSeconds(30), NOW);
        assertThat(rejoining.pause(null, NOW + nanos(1))).isEqualTo(nanos(29));
        assertThat(rejoining.pause(Duration.ofMinutes(1), NOW)).isEqualTo(nanos(60));
    }

    @Test
    void aTimeThatIsOverOrShortDoesNotEndTheBackOff() {
        rejoining.notFor(Duration.ofSeconds(1), NOW);
        assertThat(rejoining.pause(Duration.ofMillis(1), NOW + nanos(2)))
                .isBetween(
                        Duration.ofMillis(250).toNanos(), Duration.ofMillis(500).toNanos());
    }

    @Test
    void theFirstTryAfterALossIsAtOnceAndEachNextOneLater() {
        rejoining.lose();
        assertThat(rejoining.pause(null, NOW)).isZero();
        assertThat(rejoining.pause(null, NOW)).isGreaterThanOrEqualTo(nanos(1) / 4);
        assertThat(rejoining.pause(null, NOW)).isGreaterThanOrEqualTo(nanos(1) / 2);
        rejoining.back();
        rejoining.lose();
        assertThat(rejoining.pause(null, NOW)).isZero();
    }

    @Test
    void whenTheServerInUseDoesNotAnswerTheOthersHaveTheirTurnAtOnceAndWhoeverAnswersIsStayedWith() {
        rejoining.told(List.of(new ServerOrigin("https://b.meet.test"), new ServerOrigin("http://c.meet.test")));
        rejoining.lose();
        assertThat(rejoining.pause(null, NOW)).isZero();
        assertThat(rejoining.server()).isEqualTo(HOME);
        assertThat(rejoining.pause(null, NOW)).isZero();
        assertThat(rejoining.server()).isEqualTo(URI.create("https://b.meet.test"));
        rejoining.told(List.of());
        rejoining.back();
        rejoining.lose();
        assertThat(rejoining.pause(null, NOW)).isZero();
        assertThat(rejoining.server()).isEqualTo(URI.create("https://b.meet.test"));
        rejoining.pause(null, NOW);
        assertThat(rejoining.server()).as("the way that we came by").isEqualTo(HOME);
    }

    @Test
    void allAddressesThatWereGivenAreTriedInTheirOrderAndWhoeverAnswersComesFirst() {
        URI second = URI.create("https://b.meet.test");
        URI third = URI.create("https://c.meet.test");
        var given = new Rejoining(List.of(HOME, second, third), RandomGenerator.of("L64X128MixRandom"), NOW);
        assertThat(given.server()).isEqualTo(HOME);
        assertThat(given.tryNext()).isTrue();
        assertThat(given.server()).isEqualTo(second);
        given.told(List.of());
        given.back();
        given.lose();
        given.pause(null, NOW);
        assertThat(given.server()).isEqualTo(second);
        given.pause(null, NOW);
        URI next = given.server();
        given.pause(null, NOW);
        assertThat(List.of(next, given.server())).containsExactlyInAnyOrder(HOME, third);
    }

    @Test
    void everyAddressThatWasGivenIsTriedOnceBeforeJoiningIsGivenUp() {
        URI second = URI.create("https://b.meet.test");
        var given = new Rejoining(List.of(HOME, second), RandomGenerator.of("L64X128MixRandom"), NOW);
        assertThat(given.tryNext()).isTrue();
        assertThat(given.tryNext()).isFalse();
        assertThat(rejoining.tryNext()).as("with but one").isFalse();
    }

    @Test
    void aServerThatGreetsAndDoesNotLetInIsAskedLaterEachTime() {
        rejoining.lose();
        rejoining.pause(null, NOW);
        for (int greetings = 1; greetings <= 10; greetings++) {
            rejoining.told(List.of());
            rejoining.pause(null, NOW);
        }
        rejoining.told(List.of());
        assertThat(rejoining.pause(null, NOW)).isGreaterThanOrEqualTo(nanos(5));
    }

    @Test
    void whoComesBackToASessionUnderHttpsDoesNotGoToTheWayTheyCameByWithoutIt() {
        var plain = new Rejoining(List.of(URI.create("http://meet.test")), RandomGenerator.of("L64X128MixRandom"), NOW);
        plain.beginAt(URI.create("https://b.meet.test"));
        for (int tries = 0; tries < 4; tries++) {
            assertThat(plain.server()).isEqualTo(URI.create("https://b.meet.test"));
            plain.pause(null, NOW);
        }
    }

    @Test
    void aLossAndItsEndAreNewsOnce() {
        assertThat(rejoining.back()).isFalse();
        assertThat(rejoining.lose()).isTrue();
        assertThat(rejoining.lose()).isFalse();
        assertThat(rejoining.isLost()).isTrue();
        assertThat(rejoining.back()).isTrue();
        assertThat(rejoining.isLost()).isFalse();
    }

    private static long nanos(int seconds) {
        return Duration.ofSeconds(seconds).toNanos();
    }
}

package org.confero.server.socket;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ReplayTest {
    private final Replay replay = new Replay(3, 10, 0);

    @Test
    void whatFollowsIsThereInOrder() {
        add("a", "b", "c");
        assertThat(replay.newest()).isEqualTo(3);
        assertThat(replay.reachesBackTo(1)).isTrue();
        assertThat(replay.after(1)).containsExactly("b", "c");
        assertThat(replay.after(3)).isEmpty();
    }

    @Test
    void ofTooManyTheOldestGo() {
        add("a", "b", "c", "d");
        assertThat(replay.reachesBackTo(0)).isFalse();
        assertThat(replay.reachesBackTo(1)).isTrue();
        assertThat(replay.after(1)).containsExactly("b", "c", "d");
    }

    @Test
    void ofTooMuchTheOldestGo() {
        add("aaaaaa", "bbbbbb");
        assertThat(replay.after(1)).containsExactly("bbbbbb");
        assertThat(replay.reachesBackTo(0)).isFalse();
        add("longer than all that is kept");
        assertThat(replay.reachesBackTo(2)).isFalse();
        assertThat(replay.reachesBackTo(3)).isTrue();
    }

    @Test
    void whatWasGivenUpIsMissedByWhoeverMissedSomethingAndByNobodyElse() {
        add("a", "b");
        replay.giveUp();
        assertThat(replay.bytes()).isZero();
        assertThat(replay.reachesBackTo(1)).isFalse();
        assertThat(replay.reachesBackTo(2)).isTrue();
        add("c");
        assertThat(replay.bytes()).isZero();
        assertThat(replay.reachesBackTo(2)).isFalse();
        replay.beginAnew();
        add("d");
        assertThat(replay.bytes()).isPositive();
        assertThat(replay.after(3)).containsExactly("d");
    }

    @Test
    void whatIsAcknowledgedIsNotKept() {
        add("a", "b", "c");
        replay.acknowledge(2);
        assertThat(replay.reachesBackTo(1)).isFalse();
        assertThat(replay.after(2)).containsExactly("c");
        replay.acknowledge(1);
        assertThat(replay.after(2)).containsExactly("c");
    }

    @Test
    void whatWasNeverSentIsNothingToGoOnFrom() {
        assertThat(replay.reachesBackTo(0)).isTrue();
        assertThat(replay.reachesBackTo(1)).isFalse();
    }

    private void add(String... texts) {
        for (String text : texts) {
            replay.add(text);
        }
    }
}

package org.confero.server.socket;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class BacklogsTest {
    private final Backlogs<String> backlogs = new Backlogs<>(100);

    @Test
    void ofTooMuchThoseThatHaveWaitedLongestGiveUp() {
        assertThat(backlogs.waits("ada", 40)).isEmpty();
        assertThat(backlogs.waits("bob", 40)).isEmpty();
        assertThat(backlogs.keeps("ada", 60)).isEmpty();
        assertThat(backlogs.waits("cleo", 50)).containsExactly("ada");
        assertThat(backlogs.keeps("cleo", 60)).isEmpty();
        assertThat(backlogs.keeps("cleo", 61)).containsExactly("bob");
    }

    @Test
    void whatOneSessionAloneHasTooMuchItGivesUp() {
        assertThat(backlogs.waits("ada", 101)).containsExactly("ada");
        assertThat(backlogs.waits("bob", 100)).isEmpty();
    }

    @Test
    void whoHasASocketAgainOrHasGivenUpCountsNothing() {
        backlogs.waits("ada", 90);
        backlogs.goesOn("ada");
        assertThat(backlogs.keeps("ada", 1_000)).isEmpty();
        assertThat(backlogs.waits("bob", 90)).isEmpty();
        assertThat(backlogs.waits("cleo", 90)).containsExactly("bob");
        assertThat(backlogs.keeps("bob", 90)).isEmpty();
        backlogs.goesOn("bob");
        assertThat(backlogs.keeps("cleo", 100)).isEmpty();
    }

    @Test
    void whoWaitsAnewIsTheLastInTheRow() {
        backlogs.waits("ada", 40);
        backlogs.waits("bob", 40);
        assertThat(backlogs.waits("ada", 61)).containsExactly("bob");
    }
}

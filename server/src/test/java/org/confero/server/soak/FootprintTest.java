package org.confero.server.soak;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What a server keeps when everybody has gone is found. */
class FootprintTest {
    private static final long HEAP = 20L << 20;
    private static final Footprint BEFORE = new Footprint(0, 0, 0, 0, HEAP, 300, 30, 5, 100);

    @Test
    void aServerThatIsAsItWasIsClean() {
        assertThat(BEFORE.excess(BEFORE)).isEmpty();
    }

    @Test
    void lessIsClean() {
        assertThat(new Footprint(0, 0, 0, 0, HEAP - 1, 200, 20, 0, 90).excess(BEFORE))
                .isEmpty();
    }

    @ParameterizedTest
    @MethodSource("leaks")
    void whatIsLeftOverIsFound(Footprint leak, String what) {
        assertThat(leak.excess(BEFORE)).singleElement().asString().contains(" " + what + " ");
    }

    static Stream<Arguments> leaks() {
        return Stream.of(
                leak(new Footprint(1, 0, 0, 0, HEAP, 300, 30, 5, 100), "sessions"),
                leak(new Footprint(0, 1, 0, 0, HEAP, 300, 30, 5, 100), "sockets"),
                leak(new Footprint(0, 0, 1, 0, HEAP, 300, 30, 5, 100), "rooms"),
                leak(new Footprint(0, 0, 0, 1, HEAP, 300, 30, 5, 100), "made rooms"),
                leak(new Footprint(0, 0, 0, 0, HEAP * 2, 300, 30, 5, 100), "heap"),
                leak(new Footprint(0, 0, 0, 0, HEAP, 600, 30, 5, 100), "objects"),
                leak(new Footprint(0, 0, 0, 0, HEAP, 300, 31, 5, 100), "threads"),
                leak(new Footprint(0, 0, 0, 0, HEAP, 300, 30, 6, 100), "virtual threads"),
                leak(new Footprint(0, 0, 0, 0, HEAP, 300, 30, 5, 101), "files"));
    }

    private static Arguments leak(Footprint leak, String what) {
        return Arguments.of(leak, what);
    }
}

package org.confero.desktop.rtc;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.IntBuffer;
import org.junit.jupiter.api.Test;

class RotationTest {
    /** Two wide, three high. */
    private static final int[] PICTURE = {
        1, 2,
        3, 4,
        5, 6
    };

    @Test
    void aQuarterTurnBringsTheLowerLeftCornerUp() {
        assertThat(turned(90)).containsExactly(5, 3, 1, 6, 4, 2);
    }

    @Test
    void halfATurnPutsItUpsideDown() {
        assertThat(turned(180)).containsExactly(6, 5, 4, 3, 2, 1);
    }

    @Test
    void aQuarterTurnBackBringsTheUpperRightCornerToTheLeft() {
        assertThat(turned(270)).containsExactly(2, 4, 6, 1, 3, 5);
    }

    private static int[] turned(int degrees) {
        int[] target = new int[PICTURE.length];
        Rotation.turn(IntBuffer.wrap(PICTURE), 2, IntBuffer.wrap(target), degrees);
        return target;
    }
}

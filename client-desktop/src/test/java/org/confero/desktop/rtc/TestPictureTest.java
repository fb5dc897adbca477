package org.confero.desktop.rtc;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.junit.jupiter.api.Test;

class TestPictureTest {
    private static final int GROUND_PIXEL = 20 * TestPicture.WIDTH + 5;

    private final ByteBuffer pixels = ByteBuffer.allocateDirect(TestPicture.WIDTH * TestPicture.HEIGHT * 4);

    @Test
    void theSendersClockCanBeReadFromTheStrip() {
        TestPicture picture = new TestPicture("Ada");
        for (long time : new long[] {0, 1, 0xFFFFFFFFL, 1_795_430_000_123L, 1_795_430_000_156L}) {
            picture.draw(pixels, time);
            assertThat(strip()).isEqualTo(time & 0xFFFFFFFFL);
        }
    }

    @Test
    void somethingMovesFromFrameToFrame() {
        TestPicture picture = new TestPicture("Ada");
        picture.draw(pixels, 1000);
        int before = barLeft();
        picture.draw(pixels, 1033);
        assertThat(barLeft()).isGreaterThan(before);
    }

    @Test
    void everyNameHasItsOwnGroundAndKeepsIt() {
        new TestPicture("Ada").draw(pixels, 0);
        int ada = pixel(GROUND_PIXEL);
        new TestPicture("Bob").draw(pixels, 0);
        int bob = pixel(GROUND_PIXEL);
        new TestPicture("Ada").draw(pixels, 5000);
        assertThat(pixel(GROUND_PIXEL)).isEqualTo(ada).isNotEqualTo(bob);
    }

    @Test
    void aNameThatIsTooLongForTheLineStillFits() {
        new TestPicture("W".repeat(64)).draw(pixels, 0);
        int ground = pixel(GROUND_PIXEL);
        for (int row = 0; row < 100; row++) {
            assertThat(pixel(row * TestPicture.WIDTH)).isEqualTo(ground);
            assertThat(pixel(row * TestPicture.WIDTH + TestPicture.WIDTH - 1)).isEqualTo(ground);
        }
    }

    private long strip() {
        long bits = 0;
        for (int cell = 0; cell < TestPicture.BITS; cell++) {
            int x = (2 * cell + 1) * TestPicture.WIDTH / (2 * TestPicture.BITS);
            int y = TestPicture.HEIGHT - TestPicture.STRIP_HEIGHT / 2;
            bits = bits << 1 | (pixel(y * TestPicture.WIDTH + x) & 1);
        }
        return bits;
    }

    private int barLeft() {
        int x = 0;
        while (pixel(230 * TestPicture.WIDTH + x) != 0xFFFFFFFF) {
            x++;
        }
        return x;
    }

    private int pixel(int index) {
        return pixels.duplicate().order(ByteOrder.LITTLE_ENDIAN).getInt(index * 4);
    }
}

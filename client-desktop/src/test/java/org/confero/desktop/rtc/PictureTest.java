package org.confero.desktop.rtc;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.onvoid.webrtc.media.video.NativeI420Buffer;
import java.nio.ByteBuffer;
import org.confero.desktop.rtc.Picture.Frame;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class PictureTest {
    private final Picture picture = new Picture();

    @BeforeAll
    static void load() {
        MediaEngine.load();
    }

    @Test
    void nothingIsKeptThatNobodyLooksAt() throws Exception {
        offer(64, 36, 0, 200);
        assertThat(picture.take()).isNull();
    }

    @Test
    void aPictureIsMadeToFitItsBoxAndKeepsItsProportions() throws Exception {
        picture.show(100, 100);
        offer(640, 360, 0, 200);
        Frame frame = requireNonNull(picture.take());
        assertThat(frame.width()).isEqualTo(100);
        assertThat(frame.height()).isEqualTo(56);
        assertThat(frame.pixels().capacity()).isEqualTo(100 * 56 * 4);
    }

    @Test
    void aSmallPictureIsNotBlownUp() throws Exception {
        picture.show(1000, 1000);
        offer(64, 36, 0, 200);
        assertThat(requireNonNull(picture.take()).width()).isEqualTo(64);
    }

    @Test
    void aPhoneHeldUprightIsShownUpright() throws Exception {
        picture.show(1000, 1000);
        offer(64, 36, 90, 200);
        Frame frame = requireNonNull(picture.take());
        assertThat(frame.width()).isEqualTo(36);
        assertThat(frame.height()).isEqualTo(64);
    }

    @Test
    void whatIsShownStaysWhileTheNextComesIn() throws Exception {
        picture.show(64, 36);
        offer(64, 36, 0, 235);
        Frame first = requireNonNull(picture.take());
        int bright = green(first);
        offer(64, 36, 0, 16);
        offer(64, 36, 0, 16);
        assertThat(green(first)).isEqualTo(bright);
        Frame second = requireNonNull(picture.take());
        assertThat(green(second)).isLessThan(bright);
        assertThat(picture.take()).isNull();
    }

    @Test
    void twoBuffersTakeTurns() throws Exception {
        picture.show(64, 36);
        ByteBuffer[] seen = new ByteBuffer[4];
        for (int i = 0; i < seen.length; i++) {
            offer(64, 36, 0, 100);
            seen[i] = requireNonNull(picture.take()).pixels();
        }
        assertThat(seen[2]).isSameAs(seen[0]);
        assertThat(seen[3]).isSameAs(seen[1]).isNotSameAs(seen[0]);
    }

    private void offer(int width, int height, int rotation, int luma) throws Exception {
        NativeI420Buffer buffer = NativeI420Buffer.allocate(width, height);
        try {
            fill(buffer.getDataY(), luma);
            fill(buffer.getDataU(), 128);
            fill(buffer.getDataV(), 128);
            picture.offer(buffer, rotation);
        } finally {
            buffer.release();
        }
    }

    private static void fill(ByteBuffer plane, int value) {
        while (plane.hasRemaining()) {
            plane.put((byte) value);
        }
    }

    private static int green(Frame frame) {
        return Byte.toUnsignedInt(frame.pixels().get(1));
    }
}

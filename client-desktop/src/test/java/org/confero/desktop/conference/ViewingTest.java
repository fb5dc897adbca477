package org.confero.desktop.conference;

import static org.assertj.core.api.Assertions.assertThat;

import org.confero.protocol.ControlMessage.Want;
import org.confero.protocol.PictureSize;
import org.confero.protocol.VideoSource;
import org.junit.jupiter.api.Test;

class ViewingTest {
    private static final PictureSize LARGE = new PictureSize(1280, 720, 30);

    private final Viewing viewing = new Viewing();

    @Test
    void theOtherSideIsToldOnceHowLargeItsPictureIsShown() {
        assertThat(viewing.look(LARGE, 0)).isEqualTo(new Want(VideoSource.CAMERA, LARGE));
        assertThat(viewing.look(LARGE, 60_000)).isNull();
    }

    @Test
    void onANewChannelItIsToldAgain() {
        viewing.look(LARGE, 0);
        viewing.closed();
        assertThat(viewing.look(LARGE, 1)).isNotNull();
    }

    @Test
    void aPictureIsExpectedUntilWeHaveSaidThatWeShowNone() {
        assertThat(viewing.wantsPicture()).isTrue();
        viewing.look(LARGE, 0);
        assertThat(viewing.wantsPicture()).isTrue();
        viewing.look(null, 1);
        assertThat(viewing.look(null, 60_000)).isEqualTo(new Want(VideoSource.CAMERA, null));
        assertThat(viewing.wantsPicture()).isFalse();
        viewing.closed();
        assertThat(viewing.wantsPicture()).isTrue();
    }

    @Test
    void aLinkThatNeverWasConnectedHasNoQuality() {
        assertThat(viewing.quality(0)).isEmpty();
        viewing.works(true, 0);
        assertThat(viewing.quality(1000)).isPresent();
    }
}

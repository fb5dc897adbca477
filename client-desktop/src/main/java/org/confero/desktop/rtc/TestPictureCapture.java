package org.confero.desktop.rtc;

import dev.onvoid.webrtc.media.FourCC;
import dev.onvoid.webrtc.media.video.CustomVideoSource;
import dev.onvoid.webrtc.media.video.NativeI420Buffer;
import dev.onvoid.webrtc.media.video.VideoBufferConverter;
import dev.onvoid.webrtc.media.video.VideoFrame;
import dev.onvoid.webrtc.media.video.VideoTrackSource;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.CompletableFuture;
import org.confero.protocol.PictureSize;
import org.jspecify.annotations.Nullable;

/** Films a {@link TestPicture}. */
final class TestPictureCapture implements Capture {
    private final CustomVideoSource source = new CustomVideoSource();
    private final ByteBuffer pixels = ByteBuffer.allocateDirect(TestPicture.WIDTH * TestPicture.HEIGHT * 4);
    private final TestPicture picture;
    private final InstantSource clock;
    private @Nullable Ticker ticker;

    TestPictureCapture(String name, InstantSource clock) {
        this.picture = new TestPicture(name);
        this.clock = clock;
    }

    @Override
    public VideoTrackSource source() {
        return source;
    }

    @Override
    public PictureSize size() {
        return new PictureSize(TestPicture.WIDTH, TestPicture.HEIGHT, TestPicture.FRAMES_PER_SECOND);
    }

    @Override
    public CompletableFuture<Boolean> start() {
        if (ticker == null) {
            Duration period = Duration.ofSeconds(1).dividedBy(TestPicture.FRAMES_PER_SECOND);
            ticker = Ticker.start("confero-test-picture", period, this::push);
        }
        return CompletableFuture.completedFuture(true);
    }

    @Override
    public CompletableFuture<Void> stop() {
        if (ticker != null) {
            ticker.stop();
            ticker = null;
        }
        return CompletableFuture.completedFuture(null);
    }

    private void push() {
        picture.draw(pixels, clock.millis());
        // The encoder may still read the buffers of earlier frames: each has its own.
        NativeI420Buffer buffer = NativeI420Buffer.allocate(TestPicture.WIDTH, TestPicture.HEIGHT);
        VideoFrame frame = new VideoFrame(buffer, System.nanoTime());
        try {
            VideoBufferConverter.convertToI420(pixels, buffer, FourCC.ARGB);
            source.pushFrame(frame);
        } catch (Exception e) {
            throw new IllegalStateException("The test picture cannot be converted", e);
        } finally {
            frame.release();
        }
    }
}

package org.confero.desktop.rtc;

import dev.onvoid.webrtc.media.video.VideoFrame;
import dev.onvoid.webrtc.media.video.VideoTrackSink;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;

/** Receives the frames of one video, measures them and hands them to its picture. Called on the decoder's thread. */
final class VideoMeter implements VideoTrackSink {
    private static final Logger LOG = System.getLogger(VideoMeter.class.getName());

    private final Picture picture;
    private final GapMeter gap = new GapMeter();
    private final AtomicLong first = new AtomicLong();
    private final AtomicBoolean failed = new AtomicBoolean();

    VideoMeter(Picture picture) {
        this.picture = picture;
    }

    /** Nothing may leave this method: an exception on a native thread ends the process. */
    @Override
    public void onVideoFrame(VideoFrame frame) {
        try {
            long now = System.nanoTime();
            first.compareAndSet(0, now);
            gap.sign(now);
            picture.offer(frame.buffer, frame.rotation);
        } catch (Throwable e) {
            // 30 times a second: the first one says it all.
            if (failed.compareAndSet(false, true)) {
                LOG.log(Level.WARNING, "A video frame cannot be shown", e);
            }
        } finally {
            // The callback owns one reference.
            frame.release();
        }
    }

    /** When the first frame came, of {@link System#nanoTime}; 0 before it. */
    long firstFrameNanos() {
        return first.get();
    }

    GapMeter gap() {
        return gap;
    }
}

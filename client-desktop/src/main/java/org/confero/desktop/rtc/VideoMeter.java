package org.confero.desktop.rtc;

import dev.onvoid.webrtc.media.video.VideoFrame;
import dev.onvoid.webrtc.media.video.VideoTrackSink;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.concurrent.atomic.AtomicBoolean;

/** Receives the frames of one video, has them measured and hands them to its picture. Called on the decoder's thread. */
final class VideoMeter implements VideoTrackSink {
    private static final Logger LOG = System.getLogger(VideoMeter.class.getName());

    private final Reception reception;
    private final AtomicBoolean failed = new AtomicBoolean();

    VideoMeter(Reception reception) {
        this.reception = reception;
    }

    /** Nothing may leave this method: an exception on a native thread ends the process. */
    @Override
    public void onVideoFrame(VideoFrame frame) {
        try {
            reception.frame(System.nanoTime());
            reception.picture().offer(frame.buffer, frame.rotation);
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
}

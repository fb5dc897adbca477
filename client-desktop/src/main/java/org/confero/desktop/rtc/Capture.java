package org.confero.desktop.rtc;

import dev.onvoid.webrtc.media.video.VideoTrackSource;
import java.util.concurrent.CompletableFuture;
import org.confero.protocol.PictureSize;

/** Where our own video comes from. All methods on the conference's thread, and none blocks. */
interface Capture {
    /** The same for as long as the capture lives; gives frames between start and stop. */
    VideoTrackSource source();

    /** How large and how often frames come; before the first start, how they are likely to. */
    PictureSize size();

    /** Whether frames come: false when there is no device, or it cannot be opened. Completed on any thread. */
    CompletableFuture<Boolean> start();

    /** Frees the device; done when it is free. */
    CompletableFuture<Void> stop();
}

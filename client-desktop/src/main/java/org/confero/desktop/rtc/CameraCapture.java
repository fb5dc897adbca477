package org.confero.desktop.rtc;

import dev.onvoid.webrtc.media.MediaDevices;
import dev.onvoid.webrtc.media.video.VideoCaptureCapability;
import dev.onvoid.webrtc.media.video.VideoDevice;
import dev.onvoid.webrtc.media.video.VideoDeviceSource;
import dev.onvoid.webrtc.media.video.VideoTrackSource;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.confero.protocol.PictureSize;

/** The first camera of the machine. Drivers may take their time, so all that touches one runs on a thread of its own. */
final class CameraCapture implements Capture {
    private static final Logger LOG = System.getLogger(CameraCapture.class.getName());

    /** A mesh encodes once for every other participant: more than 720p would cost more than it shows. */
    private static final int WIDTH = 1280;

    private static final int HEIGHT = 720;
    private static final int FRAMES_PER_SECOND = 30;
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final VideoDeviceSource source = new VideoDeviceSource();
    private final ExecutorService driver = Executors.newSingleThreadExecutor(
            Thread.ofPlatform().daemon().name("confero-camera").factory());
    private volatile PictureSize size = new PictureSize(WIDTH, HEIGHT, FRAMES_PER_SECOND);
    private boolean running;

    @Override
    public VideoTrackSource source() {
        return source;
    }

    @Override
    public PictureSize size() {
        return size;
    }

    @Override
    public CompletableFuture<Boolean> start() {
        return CompletableFuture.supplyAsync(this::open, driver)
                .completeOnTimeout(false, PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
    }

    @Override
    public CompletableFuture<Void> stop() {
        return CompletableFuture.runAsync(this::free, driver)
                .completeOnTimeout(null, PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
    }

    private boolean open() {
        if (running) {
            return true;
        }
        try {
            List<VideoDevice> devices = MediaDevices.getVideoCaptureDevices();
            if (devices.isEmpty()) {
                return false;
            }
            VideoDevice device = devices.getFirst();
            source.setVideoCaptureDevice(device);
            MediaDevices.getVideoCaptureCapabilities(device).stream()
                    .min(Comparator.comparingInt(CameraCapture::distance))
                    .ifPresent(this::film);
            source.start();
            running = true;
            return true;
        } catch (Exception | Error e) {
            // The library throws plain Errors for devices that are missing or in use.
            LOG.log(Level.WARNING, "The camera cannot be opened: {0}", e.toString());
            return false;
        }
    }

    private void film(VideoCaptureCapability capability) {
        source.setVideoCaptureCapability(capability);
        size = new PictureSize(
                capability.width, capability.height, Math.clamp(capability.frameRate, 1, FRAMES_PER_SECOND));
    }

    private void free() {
        if (running) {
            running = false;
            source.stop();
        }
    }

    /** How far a capability is from what we want: too few frames are worse than a size that has to be scaled. */
    private static int distance(VideoCaptureCapability capability) {
        int missing = Math.max(0, FRAMES_PER_SECOND - capability.frameRate);
        return Math.abs(capability.width - WIDTH) + Math.abs(capability.height - HEIGHT) + 100 * missing;
    }
}

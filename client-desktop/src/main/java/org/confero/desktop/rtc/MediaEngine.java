package org.confero.desktop.rtc;

import dev.onvoid.webrtc.PeerConnectionFactory;
import dev.onvoid.webrtc.logging.Logging;
import dev.onvoid.webrtc.media.audio.AudioTrack;
import dev.onvoid.webrtc.media.video.VideoTrack;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.confero.protocol.PictureSize;

/**
 * Our own media and what makes links: one for each conference. All methods on the conference's one thread, which is also
 * the one on which everything is told.
 */
public final class MediaEngine {
    /** What this machine has not got. */
    public enum Lack {
        CAMERA,
        SOUND
    }

    // A sound system that answers at all does so at once; some calls to one that does not never end.
    private static final Duration SOUND_PATIENCE = Duration.ofSeconds(5);

    private final Executor loop;
    private final Consumer<Lack> lacks;
    private final Sound sound;
    private final PeerConnectionFactory factory;
    private final AudioTrack audio;
    private final Capture capture;
    private final VideoTrack video;
    private final Picture ownPicture;
    private final VideoMeter ownVideo;
    private boolean cameraWanted;

    private MediaEngine(Sound sound, Capture capture, Picture ownPicture, Executor loop, Consumer<Lack> lacks) {
        this.loop = loop;
        this.lacks = lacks;
        this.sound = sound;
        this.capture = capture;
        this.ownPicture = ownPicture;
        factory = new PeerConnectionFactory(sound.module());
        audio = sound.track(factory);
        video = factory.createVideoTrack("video", capture.source());
        ownVideo = new VideoMeter(new Reception(ownPicture));
        video.addSink(ownVideo);
    }

    /**
     * Unpacks and loads the native library, which takes a few tenths of a second, so that the first conference of the
     * process need not. Any thread.
     *
     * @throws LinkageError when a part of the system that it needs is not there
     */
    public static void load() {
        Logging.logThreads(false);
    }

    /**
     * Camera, microphone and speaker of this machine, all still off. What is missing is told, and the rest works.
     *
     * @param ownPicture where our own video is to be seen
     * @param loop the conference's thread
     */
    public static MediaEngine ofDevices(Picture ownPicture, Executor loop, Consumer<Lack> lacks) {
        // The native library is loaded by the audio device module, and everything else needs it.
        Sound sound = Sound.real();
        MediaEngine engine = new MediaEngine(sound, new CameraCapture(), ownPicture, loop, lacks);
        if (!sound.heard()) {
            lacks.accept(Lack.SOUND);
        }
        return engine;
    }

    /** A test picture and a tone, made from the name; no device is ever opened. */
    public static MediaEngine ofFakes(String name, Picture ownPicture, Executor loop, Consumer<Lack> lacks) {
        Sound sound = Sound.fake(name);
        return new MediaEngine(sound, new TestPictureCapture(name, InstantSource.system()), ownPicture, loop, lacks);
    }

    /** Whether there is a sound system here, by now; where there is, an engine that is opened from now on has sound. Any thread. */
    public static CompletableFuture<Boolean> findSound() {
        return CompletableFuture.supplyAsync(
                        Sound::exists,
                        task -> Thread.ofPlatform()
                                .daemon()
                                .name("confero-sound")
                                .start(task))
                .completeOnTimeout(false, SOUND_PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** Whether our own voice, or what stands for it, can be sent. */
    public boolean hasMicrophone() {
        return sound.speaks();
    }

    /**
     * A new connection to one other participant, which sends what we send. Its owner closes it, before this engine.
     *
     * @param reception where what comes of the other lands; an earlier connection with this one has to be closed before
     */
    public Link link(Ways ways, Reception reception, Link.Listener listener) {
        return new Link(factory, ways, audio, video, sound, reception, loop, listener);
    }

    /** How large and how often our own pictures come. */
    public PictureSize captured() {
        return capture.size();
    }

    /** Muted, silence is sent. */
    public void setMicrophone(boolean on) {
        audio.setEnabled(on);
    }

    /** Off, the camera is free and nothing is sent. */
    public void setCamera(boolean on) {
        cameraWanted = on;
        if (!on) {
            var _ = capture.stop();
            return;
        }
        var _ = capture.start()
                .whenCompleteAsync(
                        (works, failure) -> {
                            if (cameraWanted && !Boolean.TRUE.equals(works)) {
                                lacks.accept(Lack.CAMERA);
                            }
                        },
                        loop);
    }

    public Picture ownPicture() {
        return ownPicture;
    }

    /** Frees all devices; done when they are free. All links have to be closed before. */
    public CompletableFuture<Void> close() {
        return capture.stop()
                .handleAsync(
                        (ignored, failure) -> {
                            video.removeSink(ownVideo);
                            sound.stop();
                            factory.dispose();
                            sound.dispose();
                            return null;
                        },
                        loop);
    }
}

package org.confero.desktop.rtc;

import dev.onvoid.webrtc.PeerConnectionFactory;
import dev.onvoid.webrtc.logging.Logging;
import dev.onvoid.webrtc.media.audio.AudioTrack;
import dev.onvoid.webrtc.media.video.VideoTrack;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import org.confero.protocol.IceServer;

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
        ownVideo = new VideoMeter(ownPicture);
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

    /** A new connection to one other participant, which sends what we send. Its owner closes it, before this engine. */
    public Link link(List<IceServer> iceServers, Link.Listener listener) {
        return new Link(factory, iceServers, audio, video, sound, loop, listener);
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

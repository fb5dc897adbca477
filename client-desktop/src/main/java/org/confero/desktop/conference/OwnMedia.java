package org.confero.desktop.conference;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.concurrent.CompletableFuture;
import org.confero.desktop.rtc.MediaEngine;
import org.confero.desktop.rtc.Picture;
import org.jspecify.annotations.Nullable;

/** Our own camera and microphone, from their opening to their end. All methods on the conference's thread. */
final class OwnMedia {
    interface Listener {
        /** Links can be made with it; nothing is switched on yet. */
        void opened(MediaEngine engine);

        /** There can be no call on this machine. */
        void unusable(Failure why);

        /** It is missing, and was switched off. */
        void lacking(Problem problem, String detail);

        /** There is a microphone at last; no link can take its sound from it. */
        void soundFound();
    }

    private static final Logger LOG = System.getLogger(OwnMedia.class.getName());

    private final JoinRequest request;
    private final Picture picture;
    private final Ourselves ourselves;
    private final Loop loop;
    private final Listener listener;
    private CompletableFuture<MediaEngine> opening;
    private @Nullable MediaEngine engine;
    private boolean closed;

    /** Starts to open it, on another thread. */
    OwnMedia(JoinRequest request, Picture picture, Ourselves ourselves, Loop loop, Listener listener) {
        this.request = request;
        this.picture = picture;
        this.ourselves = ourselves;
        this.loop = loop;
        this.listener = listener;
        opening = open();
        follow(opening);
    }

    private CompletableFuture<MediaEngine> open() {
        return CompletableFuture.supplyAsync(
                this::engine,
                task -> Thread.ofPlatform().daemon().name("confero-media").start(task));
    }

    private MediaEngine engine() {
        return request.fakeMedia()
                ? MediaEngine.ofFakes(request.name().value(), picture, loop, this::tellLack)
                : MediaEngine.ofDevices(picture, loop, this::tellLack);
    }

    private void tellLack(MediaEngine.Lack lack) {
        loop.execute(() -> lacking(lack));
    }

    private void follow(CompletableFuture<MediaEngine> media) {
        var _ = media.whenCompleteAsync(this::opened, loop);
    }

    private void opened(@Nullable MediaEngine opened, @Nullable Throwable failure) {
        if (closed) {
            return;
        }
        if (opened == null) {
            LOG.log(Level.ERROR, "The media library does not load", failure);
            listener.unusable(new Failure(Problem.NO_SOUND, null, "The media library of this machine does not load"));
            return;
        }
        engine = opened;
        listener.opened(opened);
    }

    /** Once there is whoever may hear and see. */
    void switchOn() {
        if (engine != null) {
            engine.setMicrophone(ourselves.state().audio());
            if (ourselves.state().video()) {
                engine.setCamera(true);
            }
        }
    }

    /** False where there is none; then it is looked for. */
    boolean setMicrophone(boolean on) {
        if (on && engine != null && !engine.hasMicrophone()) {
            look(engine);
            return false;
        }
        ourselves.become(ourselves.state().withAudio(on));
        if (engine != null) {
            engine.setMicrophone(on);
        }
        return true;
    }

    void setCamera(boolean on) {
        ourselves.become(ourselves.state().withVideo(on));
        if (engine != null) {
            engine.setCamera(on);
        }
    }

    private void look(MediaEngine silent) {
        var _ = MediaEngine.findSound()
                .thenAcceptAsync(
                        found -> {
                            if (silent.equals(engine) && !closed) {
                                if (found) {
                                    listener.soundFound();
                                } else {
                                    lacking(MediaEngine.Lack.SOUND);
                                }
                            }
                        },
                        loop);
    }

    /** With the microphone that there is now. No link has what there was before any more. */
    void openAnew() {
        ourselves.become(ourselves.state().withAudio(true));
        engine = null;
        opening = opening.thenCompose(MediaEngine::close).thenCompose(done -> open());
        follow(opening);
    }

    void lacking(MediaEngine.Lack lack) {
        if (closed) {
            return;
        }
        switch (lack) {
            case CAMERA -> {
                ourselves.become(ourselves.state().withVideo(false));
                listener.lacking(Problem.NO_CAMERA, "No camera can be opened");
            }
            case SOUND -> {
                ourselves.become(ourselves.state().withAudio(false));
                listener.lacking(Problem.NO_SOUND, "There is no sound on this machine");
            }
        }
    }

    /** Done when all devices are free. Nothing is told after it. */
    CompletableFuture<Void> close() {
        closed = true;
        return opening.thenComposeAsync(MediaEngine::close, loop);
    }
}

package org.confero.protocol;

/** What a participant lets the others hear and see. */
public record MediaState(boolean audio, boolean video, boolean screen, boolean hand) {
    /** Microphone and camera on. */
    public static final MediaState ON = new MediaState(true, true, false, false);

    public MediaState withAudio(boolean on) {
        return new MediaState(on, video, screen, hand);
    }

    public MediaState withVideo(boolean on) {
        return new MediaState(audio, on, screen, hand);
    }
}

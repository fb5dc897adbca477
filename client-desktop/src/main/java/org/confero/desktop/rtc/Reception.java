package org.confero.desktop.rtc;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

/**
 * What comes of one other participant, over however many connections, one after the other: what it looks like, and when nothing
 * came. Any thread.
 */
public final class Reception {
    /** More than two frames of 30 a second; fewer a second are sent only where a machine or a way is too slow for them. */
    private static final Duration VIDEO_GAP = Duration.ofMillis(100);

    /** Sound is looked at ten times a second. */
    private static final Duration AUDIO_GAP = Duration.ofMillis(250);

    private final Picture picture;
    private final GapMeter video = new GapMeter(VIDEO_GAP.toNanos());
    private final GapMeter audio = new GapMeter(AUDIO_GAP.toNanos());
    private final AtomicLong first = new AtomicLong();

    /** @param picture shows it */
    public Reception(Picture picture) {
        this.picture = picture;
    }

    public Picture picture() {
        return picture;
    }

    /** From now on it is told when nothing came since now. */
    public void measureAnew() {
        video.beginPeriod();
        audio.beginPeriod();
    }

    /** A frame has come. */
    void frame(long now) {
        first.compareAndSet(0, now);
        video.sign(now);
    }

    /** When the first frame came, of {@link System#nanoTime}; 0 before it. */
    long firstFrameNanos() {
        return first.get();
    }

    GapMeter video() {
        return video;
    }

    GapMeter audio() {
        return audio;
    }
}

package org.confero.desktop.rtc;

import java.util.List;
import org.confero.call.Pace;
import org.confero.call.Tally;
import org.jspecify.annotations.Nullable;

/**
 * What one link has carried so far; null is what is not known yet or cannot be measured here. The names are those of W3C
 * webrtc-stats where there is one.
 *
 * @param firstFrameNanos when the first video frame came, of {@link System#nanoTime}
 * @param frames how they have come out of the jitter buffer
 * @param packets what has come of sound and video, and what has not
 * @param longestVideoGapMs longest time without a new decoded frame since the first one, while video was expected, over all
 *     connections that this link has had
 * @param longestAudioGapMs longest time without a new audio packet since the first one, while sound was expected; as fine
 *     as statistics are asked for
 * @param videoGaps when there was no new frame for long, since it was measured anew; the longest of them, in their order
 * @param audioGaps the same of sound
 * @param audioLevel of what is played, 0 to 1; null without a sound device, as then nothing is decoded
 */
public record LinkStats(
        @Nullable Long firstFrameNanos,
        long framesDecoded,
        @Nullable Integer width,
        @Nullable Integer height,
        @Nullable Double framesPerSecond,
        Pace.Counts frames,
        long longestVideoGapMs,
        long longestAudioGapMs,
        List<Gap> videoGaps,
        List<Gap> audioGaps,
        @Nullable Double audioLevel,
        long audioPackets,
        @Nullable String codec,
        @Nullable String localCandidateType,
        @Nullable String remoteCandidateType,
        @Nullable Double roundTripMs,
        Tally.Counts packets,
        long bytesReceived,
        long bytesSent) {
    /** RTCIceCandidateType. */
    private static final String RELAY = "relay";

    /** Whether it goes over a TURN server. */
    public boolean relayed() {
        return RELAY.equals(localCandidateType) || RELAY.equals(remoteCandidateType);
    }
}

package org.confero.desktop.conference;

import java.util.Optional;
import org.confero.call.Pace;
import org.confero.call.Tally;
import org.confero.call.Wanting;
import org.confero.desktop.rtc.LinkStats;
import org.confero.protocol.ControlMessage.Want;
import org.confero.protocol.LinkQuality;
import org.confero.protocol.PictureSize;
import org.confero.protocol.VideoSource;
import org.jspecify.annotations.Nullable;

/**
 * How the other side of a link is seen and heard here: how that has been, and in which size we ask for its picture, which follows how it is
 * shown and whether this machine keeps up. The rules are in {@link Tally}, {@link Pace} and {@link Wanting}. Times are in milliseconds of a
 * clock that only moves forward. All methods on the conference's thread.
 */
final class Viewing {
    /** How often it is asked whether we keep up with the picture. */
    private static final long PACE = 1000;

    /** What we have said on this channel of how we show its picture. */
    private Wanting wanting = Wanting.NOTHING_SAID;

    private Pace pace = Pace.FULL;
    private Tally tally = Tally.NOTHING;
    private @Nullable Long pacedAt;

    /** Whether the link's connection works from now on. */
    void works(boolean up, long now) {
        tally = tally.works(up, now);
    }

    /** The channel is closed: on the next one the other side knows nothing of what was said. */
    void closed() {
        wanting = Wanting.NOTHING_SAID;
    }

    /**
     * What has to be said to the other side; null when that is nothing.
     *
     * @param size in which its picture is shown; null when it is not
     */
    @Nullable
    Want look(@Nullable PictureSize size, long now) {
        Wanting.Step step = wanting.look(pace.of(size), now);
        wanting = step.next();
        return step.says() ? new Want(VideoSource.CAMERA, wanting.last()) : null;
    }

    /** Whether the other side would send us its picture, as far as we have said anything. */
    boolean wantsPicture() {
        return !wanting.said() || wanting.last() != null;
    }

    /** Of a connection that works. */
    void measured(LinkStats stats, long now) {
        if (pacedAt == null || now - pacedAt >= PACE) {
            pacedAt = now;
            pace = pace.measure(stats.frames(), now);
            Double trip = stats.roundTripMs();
            tally = tally.measured(stats.packets(), trip == null ? null : Math.round(trip), stats.relayed());
        }
    }

    /** Nothing when the link never was connected. */
    Optional<LinkQuality> quality(long now) {
        return Optional.ofNullable(tally.quality(now));
    }
}

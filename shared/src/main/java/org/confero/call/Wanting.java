package org.confero.call;

import java.util.Objects;
import org.confero.protocol.Limits;
import org.confero.protocol.PictureSize;
import org.jspecify.annotations.Nullable;

/**
 * What a receiver says of the size in which it shows one picture: at once when it begins to show it, and later when a size has stood
 * for a moment, because a window that is drawn larger has another one with every pixel. A value for one channel; {@code wanting.js} is
 * the same.
 *
 * @param said whether anything was said
 * @param last what was said last; null that it is not shown
 * @param shown in which size it was shown when it was last looked at; null when it was not
 * @param since when that size was first seen, in milliseconds
 */
public record Wanting(
        boolean said, @Nullable PictureSize last, @Nullable PictureSize shown, long since) {
    public static final Wanting NOTHING_SAID = new Wanting(false, null, null, 0);

    /** A size that has stood for so many milliseconds stays. */
    public static final long STILL = 300;

    /** What is not shown for so many milliseconds is not wanted: to come back costs a whole picture. */
    public static final long HIDDEN = 3000;

    /** Nobody shows more frames a second than this. */
    private static final int FRAMES_PER_SECOND = 30;

    /** Sizes are said in multiples of this, so that proportions that are rounded otherwise make no other size. */
    private static final int GRAIN = 4;

    /**
     * What comes of a look.
     *
     * @param says whether the next one's {@code last} is to be said now
     */
    public record Step(Wanting next, boolean says) {}

    /**
     * The size to be said of a picture that is shown in so many device pixels; null when it has none.
     */
    public static @Nullable PictureSize size(double width, double height) {
        return width < 1 || height < 1 ? null : new PictureSize(rounded(width), rounded(height), FRAMES_PER_SECOND);
    }

    private static int rounded(double pixels) {
        return (int) Math.min(Limits.PICTURE_PIXELS, Math.ceil(pixels / GRAIN) * GRAIN);
    }

    /** Has to be called again and again while the other side sends a picture. */
    public Step look(@Nullable PictureSize now, long millis) {
        long stands = Objects.equals(now, shown) ? since : millis;
        boolean isNew = said ? !Objects.equals(now, last) : now != null;
        boolean says = isNew && (last == null || millis - stands >= (now == null ? HIDDEN : STILL));
        return new Step(new Wanting(said || says, says ? now : last, now, stands), says);
    }
}

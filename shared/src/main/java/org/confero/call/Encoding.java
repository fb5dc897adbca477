package org.confero.call;

import org.confero.protocol.ControlMessage.Want;
import org.confero.protocol.PictureSize;
import org.jspecify.annotations.Nullable;

/**
 * How our picture is encoded for one receiver: no larger than it is shown there. A value; {@code encoding.js} is the same, and the fields
 * are those of RTCRtpEncodingParameters (W3C WebRTC, section 5.2.9).
 *
 * @param active whether it is sent at all
 * @param scaleDownBy by what both sides are divided, 1 or more
 * @param bitsPerSecond at most
 * @param framesPerSecond at most
 */
public record Encoding(boolean active, double scaleDownBy, int bitsPerSecond, int framesPerSecond) {
    /**
     * By what a picture is divided, the largest first. Steps, because every other size begins with a whole picture, and a tile that grows by
     * a few pixels is not worth one.
     */
    private static final double[] STEPS = {16, 12, 8, 6, 5, 4, 3, 2.5, 2, 1.5, 1.25, 1};

    /** More than this cannot be seen with any of the codecs. */
    private static final double BITS_PER_PIXEL = 0.2;

    /** So that a picture of a few pixels can be told from another one. */
    private static final int LEAST_BITS = 100_000;

    private static final Encoding NONE = new Encoding(false, 1, LEAST_BITS, 1);

    /**
     * The encoding for one receiver.
     *
     * @param captured what the camera gives
     * @param want what the receiver has said last; null while it has said nothing, and then everything is wanted
     */
    public static Encoding of(PictureSize captured, Budget budget, @Nullable Want want) {
        double scale = Math.max(1, Math.min(captured.width(), captured.height()) / (double) budget.height());
        int rate = captured.framesPerSecond();
        if (want != null) {
            PictureSize size = want.size();
            if (size == null) {
                return NONE;
            }
            scale = Math.max(scale, covering(captured, size));
            rate = Math.min(rate, size.framesPerSecond());
        }
        double pixels = captured.width() / scale * (captured.height() / scale);
        double bits = Math.min(budget.bitsPerSecond(), Math.max(LEAST_BITS, pixels * rate * BITS_PER_PIXEL));
        return new Encoding(true, scale, (int) bits, rate);
    }

    /** The largest step that leaves a picture at least as large as it is shown. */
    private static double covering(PictureSize captured, PictureSize shown) {
        double most = Math.min(captured.width() / (double) shown.width(), captured.height() / (double) shown.height());
        for (double step : STEPS) {
            if (step <= most) {
                return step;
            }
        }
        return 1;
    }
}

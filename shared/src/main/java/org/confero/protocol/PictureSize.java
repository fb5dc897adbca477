package org.confero.protocol;

/**
 * How large and how often a picture is shown: what its sender need not exceed.
 *
 * Throws {@link InvalidValueException} with {@link ErrorCode#BAD_MESSAGE} unless width and height are 1 to
 *     {@link Limits#PICTURE_PIXELS} and the rate is 1 to {@link Limits#PICTURE_RATE}
 */
public record PictureSize(int width, int height, int framesPerSecond) {
    public PictureSize {
        if (!within(width, Limits.PICTURE_PIXELS)
                || !within(height, Limits.PICTURE_PIXELS)
                || !within(framesPerSecond, Limits.PICTURE_RATE)) {
            throw new InvalidValueException(
                    ErrorCode.BAD_MESSAGE,
                    "A picture has 1 to " + Limits.PICTURE_PIXELS + " pixels each way and 1 to " + Limits.PICTURE_RATE
                            + " frames a second");
        }
    }

    private static boolean within(int value, int most) {
        return value >= 1 && value <= most;
    }
}

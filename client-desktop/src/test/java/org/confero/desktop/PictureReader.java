package org.confero.desktop;

import java.awt.Color;
import javafx.scene.image.Image;
import javafx.scene.image.PixelReader;
import org.confero.protocol.DisplayName;

/** Reads what the fake camera draws out of a picture of it: the sender's colour and clock. */
final class PictureReader {
    private static final int BITS = Integer.SIZE;
    // The strip is the lowest 32 of 360 rows; its middle is 16 rows above the edge.
    private static final double STRIP = 1 - 16.0 / 360;
    // What a video codec and two conversions of colours may change, of 255.
    private static final int TOLERANCE = 40;

    private final Image image;
    private final PixelReader pixels;

    PictureReader(Image image) {
        this.image = image;
        this.pixels = image.getPixelReader();
    }

    /** Whether the ground has the colour that belongs to the name. */
    boolean isOf(DisplayName name) {
        Color expected = Color.getHSBColor(Math.floorMod(name.value().hashCode(), 360) / 360f, 0.65f, 0.55f);
        Color seen = at(0.03, 0.45);
        return Math.abs(expected.getRed() - seen.getRed()) < TOLERANCE
                && Math.abs(expected.getGreen() - seen.getGreen()) < TOLERANCE
                && Math.abs(expected.getBlue() - seen.getBlue()) < TOLERANCE;
    }

    /** The sender's clock when it made the picture: Unix time in milliseconds, modulo 2^32. */
    long clock() {
        long clock = 0;
        for (int cell = 0; cell < BITS; cell++) {
            clock = clock << 1 | (at((cell + 0.5) / BITS, STRIP).getGreen() > 127 ? 1 : 0);
        }
        return clock;
    }

    private Color at(double x, double y) {
        return new Color(pixels.getArgb((int) (image.getWidth() * x), (int) (image.getHeight() * y)));
    }
}

package org.confero.desktop.rtc;

import java.nio.IntBuffer;

/** Turns pictures of phones that are held upright: they send what their sensor sees, and by how much to turn it. */
final class Rotation {
    private Rotation() {}

    /**
     * Copies all pixels of a picture, turned clockwise.
     *
     * @param width of the source, in pixels
     * @param degrees 90, 180 or 270
     */
    static void turn(IntBuffer source, int width, IntBuffer target, int degrees) {
        int pixels = source.remaining();
        int height = pixels / width;
        for (int i = 0; i < pixels; i++) {
            int x = i % width;
            int y = i / width;
            int to = switch (degrees) {
                case 90 -> x * height + (height - 1 - y);
                case 180 -> pixels - 1 - i;
                case 270 -> (width - 1 - x) * height + y;
                default -> throw new IllegalArgumentException("Not a quarter turn");
            };
            target.put(to, source.get(i));
        }
    }
}

package org.confero.desktop.rtc;

import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.IntBuffer;
import java.util.Arrays;
import java.util.function.Consumer;

/**
 * A moving picture that needs no camera: the name on a colour of its own, a bar that crosses it once in two seconds, the
 * time of day (UTC), and along the bottom {@link #BITS} equal cells, black or white: the bits of the Unix time in
 * milliseconds modulo 2^32, the most significant first, so that whoever receives it can read the sender's clock from
 * pixels. What does not move is drawn once; a frame is a few array copies.
 */
final class TestPicture {
    static final int WIDTH = 640;
    static final int HEIGHT = 360;
    static final int FRAMES_PER_SECOND = 30;
    static final int BITS = Integer.SIZE;

    /** Of the strip of cells, which stands on the lower edge. */
    static final int STRIP_HEIGHT = 32;

    private static final int BLACK = 0xFF000000;
    private static final int WHITE = 0xFFFFFFFF;
    private static final int CELL_WIDTH = WIDTH / BITS;
    private static final int BAR_TOP = 210;
    private static final int BAR_HEIGHT = 40;
    private static final int BAR_WIDTH = 60;
    private static final int BAR_PERIOD_MILLIS = 2000;
    private static final int CLOCK_TOP = 120;
    private static final int GLYPH_WIDTH = 32;
    private static final int GLYPH_HEIGHT = 56;
    private static final String GLYPHS = "0123456789:.";

    private final int[] background;
    private final int[][] glyphs;
    private final int[] black = new int[CELL_WIDTH];
    private final int[] white = new int[Math.max(CELL_WIDTH, BAR_WIDTH)];

    TestPicture(String name) {
        int colour = colour(name);
        background = background(name, colour);
        glyphs = GLYPHS.chars().mapToObj(glyph -> glyph((char) glyph, colour)).toArray(int[][]::new);
        Arrays.fill(black, BLACK);
        Arrays.fill(white, WHITE);
    }

    /** Draws the picture of one moment into a buffer of {@code WIDTH * HEIGHT * 4} bytes: BGRA, alpha 255. */
    void draw(ByteBuffer bgra, long unixMillis) {
        IntBuffer pixels =
                bgra.duplicate().order(ByteOrder.LITTLE_ENDIAN).clear().asIntBuffer();
        pixels.put(0, background);
        drawBar(pixels, unixMillis);
        drawClock(pixels, unixMillis);
        drawStrip(pixels, (int) unixMillis);
    }

    private void drawStrip(IntBuffer pixels, int bits) {
        for (int row = HEIGHT - STRIP_HEIGHT; row < HEIGHT; row++) {
            for (int cell = 0; cell < BITS; cell++) {
                boolean lit = (bits >>> (BITS - 1 - cell) & 1) == 1;
                pixels.put(row * WIDTH + cell * CELL_WIDTH, lit ? white : black, 0, CELL_WIDTH);
            }
        }
    }

    private void drawBar(IntBuffer pixels, long unixMillis) {
        int way = WIDTH - BAR_WIDTH;
        int left = Math.floorMod(unixMillis, BAR_PERIOD_MILLIS) * way / BAR_PERIOD_MILLIS;
        for (int row = BAR_TOP; row < BAR_TOP + BAR_HEIGHT; row++) {
            pixels.put(row * WIDTH + left, white, 0, BAR_WIDTH);
        }
    }

    private void drawClock(IntBuffer pixels, long unixMillis) {
        String time = clock(unixMillis);
        int left = (WIDTH - time.length() * GLYPH_WIDTH) / 2;
        for (int i = 0; i < time.length(); i++) {
            int[] glyph = glyphs[GLYPHS.indexOf(time.charAt(i))];
            for (int row = 0; row < GLYPH_HEIGHT; row++) {
                pixels.put((CLOCK_TOP + row) * WIDTH + left + i * GLYPH_WIDTH, glyph, row * GLYPH_WIDTH, GLYPH_WIDTH);
            }
        }
    }

    private static String clock(long unixMillis) {
        char[] text = "00:00:00.000".toCharArray();
        long rest = Math.floorMod(unixMillis, 86_400_000L);
        int[] places = {11, 10, 9, 7, 6, 4, 3, 1, 0};
        int[] bases = {10, 10, 10, 10, 6, 10, 6, 10, 10};
        for (int i = 0; i < places.length; i++) {
            text[places[i]] = (char) ('0' + rest % bases[i]);
            rest /= bases[i];
        }
        return new String(text);
    }

    /** Stable for a name on every machine, and dark enough for white text. */
    private static int colour(String name) {
        return Color.HSBtoRGB(Math.floorMod(name.hashCode(), 360) / 360f, 0.65f, 0.55f);
    }

    private static int[] background(String name, int colour) {
        return paint(WIDTH, HEIGHT, colour, graphics -> {
            Font font = new Font(Font.SANS_SERIF, Font.BOLD, 48);
            int width = graphics.getFontMetrics(font).stringWidth(name);
            // Long names get smaller letters rather than cut ends.
            float fit = Math.min(1f, (WIDTH - 40f) / Math.max(width, 1));
            Font fitting = font.deriveFont(font.getSize2D() * fit);
            graphics.setFont(fitting);
            graphics.drawString(name, (WIDTH - graphics.getFontMetrics().stringWidth(name)) / 2, 80);
        });
    }

    private static int[] glyph(char glyph, int colour) {
        return paint(GLYPH_WIDTH, GLYPH_HEIGHT, colour, graphics -> {
            graphics.setFont(new Font(Font.MONOSPACED, Font.BOLD, 48));
            graphics.drawString(String.valueOf(glyph), 1, 44);
        });
    }

    private static int[] paint(int width, int height, int colour, Consumer<Graphics2D> drawing) {
        BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_ARGB);
        Graphics2D graphics = image.createGraphics();
        try {
            graphics.setRenderingHint(RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
            graphics.setColor(new Color(colour));
            graphics.fillRect(0, 0, width, height);
            graphics.setColor(Color.WHITE);
            drawing.accept(graphics);
        } finally {
            graphics.dispose();
        }
        return image.getRGB(0, 0, width, height, null, 0, width);
    }
}

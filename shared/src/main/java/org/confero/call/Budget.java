package org.confero.call;

/**
 * How large a picture is sent to each of the others at most. In a mesh everybody encodes once for every other one, which is what costs
 * most, and the more there are, the smaller are the tiles that show it. {@code budget.js} is the same.
 *
 * @param height of the picture's shorter side, in pixels
 * @param bitsPerSecond for each of the others
 */
public record Budget(int height, int bitsPerSecond) {
    /**
     * What each of the others gets.
     *
     * @param links how many others there are
     */
    public static Budget of(int links) {
        if (links <= 1) {
            return new Budget(720, 1_800_000);
        } else if (links <= 2) {
            return new Budget(480, 900_000);
        } else if (links <= 4) {
            return new Budget(360, 600_000);
        } else if (links <= 8) {
            return new Budget(240, 300_000);
        }
        return new Budget(180, 150_000);
    }
}

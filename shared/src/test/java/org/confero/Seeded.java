package org.confero;

import java.util.List;
import java.util.Random;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.IntStream;

/** Properties tried on many generated cases. Each case has a seed, the same in every run, and a failure names it. */
public final class Seeded {
    private static final int CASES = 1000;

    private Seeded() {}

    /** Tries a property on 1000 cases. */
    public static void always(Consumer<Random> property) {
        for (int seed = 0; seed < CASES; seed++) {
            try {
                property.accept(new Random(seed));
            } catch (AssertionError | RuntimeException e) {
                throw new AssertionError("With seed " + seed + ": " + e.getMessage(), e);
            }
        }
    }

    public static <T> T oneOf(Random random, List<T> values) {
        return values.get(random.nextInt(values.size()));
    }

    /** As many as {@code most}, and possibly none. */
    public static <T> List<T> some(Random random, int most, Function<Random, T> one) {
        return IntStream.range(0, random.nextInt(most + 1))
                .mapToObj(ignored -> one.apply(random))
                .toList();
    }

    /** Any characters at all, those that JSON treats in a way of its own more often than others. */
    public static String text(Random random) {
        String special = "\"\\{}[]:,\u0000\u001f\u007f\u2028\ud83d\ude00 \r\n";
        var text = new StringBuilder();
        for (int length = random.nextInt(60); length > 0; length--) {
            boolean isSpecial = random.nextInt(3) == 0;
            text.append(isSpecial ? special.charAt(random.nextInt(special.length())) : (char) random.nextInt(0x10000));
        }
        return text.toString();
    }
}

package org.confero.server.fuzz;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;

/** Fails for some inputs: shows that the fuzzer looks and tells. */
public final class FaultyTarget {
    static final String WHAT_IS_WRONG = "a planted fault";

    private FaultyTarget() {}

    public static void fuzzerTestOneInput(FuzzedDataProvider data) {
        if (data.consumeInt(0, 100) == 42) {
            throw new IllegalStateException(WHAT_IS_WRONG);
        }
    }
}

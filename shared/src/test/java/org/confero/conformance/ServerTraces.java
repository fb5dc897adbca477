package org.confero.conformance;

import java.util.List;
import org.confero.Seeded;
import org.confero.call.Asker;
import org.confero.protocol.ErrorCode;
import org.jspecify.annotations.Nullable;

/** Random traces of what decides about the way to the server. What a function answers stands in the place of effects. */
final class ServerTraces {
    record Nothing() {}

    record Refused(Asker asker, String code, @Nullable Long retryAfter) {}

    static final StepTraces<?, ?> ASKER = new StepTraces<>(
            "asker",
            4,
            100,
            random -> new StepTraces.Start<>(new Nothing(), new Nothing()),
            (random, state) -> new Refused(
                    Seeded.oneOf(random, List.of(Asker.values())),
                    Seeded.oneOf(random, List.of(ErrorCode.values())).word(),
                    random.nextInt(4) == 0 ? (long) random.nextInt(5000) : null),
            (state, no) -> new StepTraces.Taken<>(
                    state,
                    List.of(no.asker().refused(ErrorCode.ofWord(no.code()).orElseThrow(), no.retryAfter()))));

    static final List<StepTraces<?, ?>> ALL = List.of(ASKER);

    private ServerTraces() {}
}

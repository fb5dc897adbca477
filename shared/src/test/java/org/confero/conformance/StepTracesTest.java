package org.confero.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.confero.conformance.Fixtures.Fixture;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

class StepTracesTest {
    private static final List<StepTraces<?, ?>> ALL = Stream.of(
                    List.of(ChatTraces.TRACES, HealingTraces.TRACES), FileTraces.ALL, CallTraces.ALL, ServerTraces.ALL)
            .<StepTraces<?, ?>>flatMap(List::stream)
            .toList();

    @TestFactory
    Stream<DynamicTest> theRandomTracesAreWhatTheFunctionDoes() {
        return ALL.stream().map(traces -> DynamicTest.dynamicTest(traces.name(), () -> check(traces)));
    }

    @Test
    void thereIsNoFixtureThatNobodyRuns() {
        assertThat(Fixtures.in("traces").stream().map(Fixture::name))
                .containsExactlyElementsOf(
                        ALL.stream().map(StepTraces::name).sorted().toList());
    }

    private static void check(StepTraces<?, ?> traces) throws IOException {
        String text = traces.all();
        Files.writeString(Path.of("target/" + traces.name() + ".json"), text);

        assertThat(Fixtures.in("traces"))
                .as("after a change of the rules, target/%s.json becomes the fixture", traces.name())
                .contains(new Fixture(traces.name(), text));
    }
}

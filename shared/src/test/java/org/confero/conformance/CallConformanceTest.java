package org.confero.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.stream.Stream;
import org.confero.call.Negotiation;
import org.confero.call.Role;
import org.confero.conformance.Fixtures.Fixture;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import tools.jackson.databind.JsonNode;

class CallConformanceTest {
    @TestFactory
    Stream<DynamicTest> negotiationGoesAsItsFixtureSays() {
        return Fixtures.each("negotiation", CallConformanceTest::negotiate);
    }

    /** The browser client's tests run the same file, and so hold the two functions to each other where nobody thought of it. */
    @Test
    void theRandomTracesAreWhatNegotiationDoes() throws IOException {
        String traces = RandomTraces.all();
        Files.writeString(Path.of("target/negotiation-traces.json"), traces);

        assertThat(Fixtures.in("negotiation-traces"))
                .as("after a change of the rules, target/negotiation-traces.json becomes the fixture")
                .containsExactly(new Fixture("negotiation-traces", traces));
    }

    private static void negotiate(Fixture fixture) {
        JsonNode json = fixture.json();
        Role role = Role.valueOf(json.get("role").stringValue().toUpperCase(Locale.ROOT));
        Negotiation.State state =
                Negotiation.initial(role, json.get("waitsForOffer").booleanValue());
        for (JsonNode step : json.get("steps")) {
            for (int times = step.path("times").intValue(1); times > 0; times--) {
                Negotiation.Step taken = Negotiation.step(state, NegotiationWords.event(step.get("event")));
                assertThat(taken.effects().stream().map(NegotiationWords::json))
                        .as("%s", step.get("event"))
                        .isEqualTo(step.get("effects").valueStream().toList());
                state = taken.next();
            }
        }
    }
}

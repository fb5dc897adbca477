package org.confero.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.confero.call.Mesh;
import org.confero.call.MeshEffect;
import org.confero.call.MeshEvent;
import org.confero.call.Negotiation;
import org.confero.call.Role;
import org.confero.conformance.Fixtures.Fixture;
import org.confero.protocol.ParticipantId;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import tools.jackson.databind.JsonNode;

class CallConformanceTest {
    @TestFactory
    Stream<DynamicTest> negotiationGoesAsItsFixtureSays() {
        return Fixtures.each("negotiation", CallConformanceTest::negotiate);
    }

    @TestFactory
    Stream<DynamicTest> meshGoesAsItsFixtureSays() {
        return Fixtures.each("mesh", CallConformanceTest::mesh);
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

    private static void mesh(Fixture fixture) {
        Mesh.State state = Mesh.State.OUTSIDE;
        for (JsonNode step : fixture.json().get("steps")) {
            Mesh.Step taken = Mesh.step(state, meshEvent(step.get("event")));
            assertThat(taken.effects().stream().map(CallConformanceTest::meshEffect))
                    .as("%s", step.get("event"))
                    .isEqualTo(step.get("effects").valueStream().toList());
            state = taken.next();
        }
    }

    private static MeshEvent meshEvent(JsonNode json) {
        return switch (json.get("type").stringValue()) {
            case "joined" -> new MeshEvent.Joined(id(json.get("self")), ids(json.get("others")));
            case "peer-joined" -> new MeshEvent.PeerJoined(id(json.get("peer")));
            case "peer-left" -> new MeshEvent.PeerLeft(id(json.get("peer")));
            case "left" -> new MeshEvent.Left();
            default -> throw new AssertionError(json);
        };
    }

    private static JsonNode meshEffect(MeshEffect effect) {
        return Fixtures.JSON.valueToTree(
                switch (effect) {
                    case MeshEffect.Open(var peer, var role, var waitsForOffer) ->
                        Map.of(
                                "type",
                                "open",
                                "peer",
                                peer.value(),
                                "role",
                                role.name().toLowerCase(Locale.ROOT),
                                "waitsForOffer",
                                waitsForOffer);
                    case MeshEffect.Close(var peer) -> Map.of("type", "close", "peer", peer.value());
                });
    }

    private static ParticipantId id(JsonNode json) {
        return new ParticipantId(json.stringValue());
    }

    private static List<ParticipantId> ids(JsonNode json) {
        return json.valueStream().map(CallConformanceTest::id).toList();
    }
}

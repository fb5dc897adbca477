package org.confero.server.events;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.confero.server.room.Fact;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;

/** Events as they are written, by the corpus that every reader may use. */
class CloudEventsTest {
    static final Path FIXTURES = Path.of("../shared/src/test/resources/conformance/events");

    static List<Path> fixtures() {
        try (Stream<Path> files = Files.list(FIXTURES)) {
            return files.sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @ParameterizedTest
    @MethodSource("fixtures")
    void anEventIsReadAndWrittenBackAsItWas(Path fixture) throws IOException {
        String text = Files.readString(fixture);
        Event event = CloudEvents.decode(text).orElseThrow();
        assertThat(JsonMapper.shared().readTree(CloudEvents.encode(event)))
                .isEqualTo(JsonMapper.shared().readTree(text));
        assertThat(fixture.getFileName().toString()).startsWith(event.topic());
    }

    @Test
    void everyFactHasAFixtureAndATopic() throws IOException {
        Set<Class<?>> facts = new HashSet<>();
        Set<String> topics = new HashSet<>();
        for (Path fixture : fixtures()) {
            Event event = CloudEvents.decode(Files.readString(fixture)).orElseThrow();
            facts.add(event.fact().getClass());
            topics.add(event.topic());
        }
        assertThat(facts).containsExactlyInAnyOrder(Fact.class.getPermittedSubclasses());
        assertThat(topics).isEqualTo(Topics.ALL);
    }

    @Test
    void whatANewerNodeSaysBesidesIsIgnored() throws IOException {
        String text = Files.readString(FIXTURES.resolve("participant.left.json"));
        assertThat(CloudEvents.decode(text.replace("participant.left", "participant.waved")))
                .isEmpty();
        assertThat(CloudEvents.decode(
                        text.replace("\"data\": {", "\"traceparent\": \"00-1\", \"data\": {\"more\": [1],")))
                .isEqualTo(CloudEvents.decode(text));
        assertThat(CloudEvents.decode(text.replace("\"lost\"", "\"bored\""))
                        .orElseThrow()
                        .fact())
                .isInstanceOf(Fact.ParticipantLeft.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "5",
                "[]",
                "{}",
                "{\"type\":\"org.confero.room.opened\"}",
                "{\"type\":\"org.confero.room.opened\",\"id\":\"1\",\"time\":\"today\",\"source\":\"/nodes/a\",\"subject\":\"demo\",\"data\":{}}",
                "{\"type\":\"org.confero.participant.left\",\"id\":\"1\",\"time\":\"2026-11-24T20:00:00Z\",\"source\":\"/nodes/a\",\"subject\":\"demo\",\"data\":{\"reason\":\"left\"}}"
            })
    void whatIsNoEventIsRefused(String text) {
        assertThatThrownBy(() -> CloudEvents.decode(text)).isInstanceOf(InvalidEventException.class);
    }
}

package org.confero.conformance;

import static java.util.stream.Collectors.joining;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The corpus that every client runs, see its README. */
final class Fixtures {
    static final JsonMapper JSON = JsonMapper.shared();
    private static final Path ROOT = Path.of("src/test/resources/conformance");

    record Fixture(String name, String text) {
        JsonNode json() {
            return JSON.readTree(text);
        }
    }

    interface Check {
        void run(Fixture fixture);
    }

    private Fixtures() {}

    static List<Fixture> in(String folder) {
        try (Stream<Path> files = Files.list(ROOT.resolve(folder))) {
            return files.sorted().map(Fixtures::read).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Stream<DynamicTest> each(String folder, Check check) {
        return in(folder).stream()
                .map(fixture -> DynamicTest.dynamicTest(folder + "/" + fixture.name(), () -> check.run(fixture)));
    }

    /** A frame is a text, or a list of texts and of {@code {"repeat": text, "times": n}}. */
    static String frame(JsonNode frame) {
        if (frame.isArray()) {
            return frame.valueStream().map(Fixtures::frame).collect(joining());
        }
        return frame.isObject()
                ? frame.get("repeat").stringValue().repeat(frame.get("times").intValue())
                : frame.stringValue();
    }

    private static Fixture read(Path file) {
        try {
            return new Fixture(file.getFileName().toString().replaceFirst("\\.json$", ""), Files.readString(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

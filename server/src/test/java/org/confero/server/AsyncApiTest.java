package org.confero.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Stream;
import org.confero.codec.Codec;
import org.confero.codec.Decoded;
import org.confero.protocol.ClientMessage;
import org.confero.protocol.ServerMessage;
import org.confero.server.events.CloudEvents;
import org.confero.server.room.Fact;
import org.junit.jupiter.api.Test;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * The AsyncAPI documents are written by hand; here they are held to what the code reads and writes: every message and every
 * fact with its fields, and no other. A signal of the server is {@code ServerSignal} there, as a name stands for one thing.
 */
class AsyncApiTest {
    private static final Path SHARED = Path.of("../shared");
    private static final Path CORPUS = SHARED.resolve("src/test/resources/conformance");

    @Test
    void everyEventIsDescribedWithItsFieldsAndNoOther() throws IOException {
        JsonNode document = document("asyncapi-events.yaml");
        Map<String, Set<String>> fields = new HashMap<>();
        for (Path fixture : fixtures("events")) {
            String text = Files.readString(fixture);
            var event = CloudEvents.decode(text).orElseThrow();
            String name = event.fact().getClass().getSimpleName();
            check(document, name, text, fields);
            assertThat(document.at("/channels/" + name + "/address").stringValue())
                    .isEqualTo(event.topic());
        }
        assertThat(messages(document)).isEqualTo(names(Fact.class, ""));
        assertThat(document.get("channels").propertyNames()).containsExactlyInAnyOrderElementsOf(messages(document));
        nothingElseIsDescribed(document, fields);
    }

    @Test
    void everyMessageOfTheSocketIsDescribedWithItsFieldsAndNoOther() throws IOException {
        JsonNode document = document("asyncapi-socket.yaml");
        Map<String, Set<String>> fields = new HashMap<>();
        for (Path fixture : fixtures("valid/client")) {
            check(document, name(fixture, Codec::decodeClient), Files.readString(fixture), fields);
        }
        for (Path fixture : fixtures("valid/server")) {
            String name = name(fixture, Codec::decodeServer);
            check(document, name.equals("Signal") ? "ServerSignal" : name, Files.readString(fixture), fields);
        }
        Set<String> client = names(ClientMessage.class, "");
        Set<String> server = names(ServerMessage.class, "Server");
        assertThat(direction(document, "receiveFromClient")).isEqualTo(client);
        assertThat(direction(document, "sendToClient")).isEqualTo(server);
        var all = new TreeSet<>(client);
        all.addAll(server);
        assertThat(messages(document)).isEqualTo(all);
        nothingElseIsDescribed(document, fields);
    }

    @Test
    void everyReferenceLeadsSomewhere() throws IOException {
        for (String name : List.of("asyncapi-events.yaml", "asyncapi-socket.yaml")) {
            JsonNode document = document(name);
            assertThat(document.findValuesAsString("$ref"))
                    .isNotEmpty()
                    .allSatisfy(ref -> assertThat(document.at(ref.substring(1)).isMissingNode())
                            .as(ref)
                            .isFalse());
        }
    }

    /** The fixture is valid by the schema of its message, in which every object is closed. */
    private static void check(JsonNode document, String name, String text, Map<String, Set<String>> fields) {
        ObjectNode root = JsonMapper.shared().createObjectNode();
        root.put("$ref", "#/$defs/" + name);
        root.set("$defs", document.at("/components/schemas"));
        JsonNode schema = JsonMapper.shared().readTree(root.toString().replace("#/components/schemas/", "#/$defs/"));
        close(schema);
        JsonNode value = JsonMapper.shared().readTree(text);
        assertThat(SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                        .getSchema(schema)
                        .validate(value))
                .as(name + " " + text)
                .isEmpty();
        Set<String> seen = fields.computeIfAbsent(name, absent -> new TreeSet<>());
        seen.addAll(value.propertyNames());
        value.path("data").propertyNames().forEach(field -> seen.add("data." + field));
    }

    private static void nothingElseIsDescribed(JsonNode document, Map<String, Set<String>> fields) {
        fields.forEach((name, seen) -> {
            JsonNode properties = document.at("/components/schemas/" + name + "/properties");
            assertThat(seen).as(name).containsAll(properties.propertyNames());
            properties
                    .path("data")
                    .path("properties")
                    .propertyNames()
                    .forEach(field -> assertThat(seen).as(name).contains("data." + field));
        });
    }

    private static void close(JsonNode node) {
        node.forEach(AsyncApiTest::close);
        if (node instanceof ObjectNode object && object.has("properties") && object.has("required")) {
            object.put("additionalProperties", false);
        }
    }

    private static <T> String name(Path fixture, Function<String, Decoded<T>> decode) throws IOException {
        return switch (decode.apply(Files.readString(fixture))) {
            case Decoded.Ok<T>(T message) -> ((Object) message).getClass().getSimpleName();
            case Decoded.Bad<T> bad -> throw new AssertionError(fixture + ": " + bad);
        };
    }

    private static Set<String> names(Class<?> sealed, String signalOf) {
        var names = new TreeSet<String>();
        Arrays.stream(sealed.getPermittedSubclasses())
                .map(Class::getSimpleName)
                .forEach(name -> names.add(name.equals("Signal") ? signalOf + name : name));
        return names;
    }

    private static Set<String> messages(JsonNode document) {
        return new TreeSet<>(document.at("/components/messages").propertyNames());
    }

    private static Set<String> direction(JsonNode document, String operation) {
        var names = new TreeSet<String>();
        document.at("/operations/" + operation + "/messages").forEach(message -> {
            String ref = message.get("$ref").stringValue();
            names.add(ref.substring(ref.lastIndexOf('/') + 1));
        });
        return names;
    }

    private static List<Path> fixtures(String folder) throws IOException {
        try (Stream<Path> files = Files.list(CORPUS.resolve(folder))) {
            return files.sorted().toList();
        }
    }

    private static JsonNode document(String name) throws IOException {
        try (InputStream in = Files.newInputStream(SHARED.resolve("docs").resolve(name))) {
            Object document = new Yaml(new SafeConstructor(new LoaderOptions())).load(in);
            return JsonMapper.shared().valueToTree(document);
        }
    }
}

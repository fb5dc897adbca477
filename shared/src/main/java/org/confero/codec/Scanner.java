package org.confero.codec;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.confero.protocol.ErrorCode;
import org.confero.protocol.InvalidValueException;
import org.confero.protocol.Limits;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.json.JsonFactory;

/**
 * Reads one level of a JSON text. What lies deeper is checked for being JSON and cut out as it stands: most of what the
 * server reads is relayed, and what is only relayed need not be taken apart and put together again.
 */
final class Scanner {
    static final JsonFactory JSON = JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(Limits.JSON_DEPTH)
                    .build())
            .build();

    private final String text;
    private final JsonParser parser;

    private Scanner(String text, JsonParser parser) {
        this.text = text;
        this.parser = parser;
    }

    /**
     * The fields of the one object that the text is.
     *
     * @throws InvalidValueException with {@link ErrorCode#BAD_MESSAGE} when it is not JSON, not an object, has a field
     *     twice, nests too deep or goes on after its end
     */
    static Map<String, Value> object(String text) {
        return scan(text, Scanner::object);
    }

    /** The items of the one array that the text is; throws as {@link #object(String)}. */
    static List<Value> array(String text) {
        return scan(text, Scanner::array);
    }

    private interface Shape<T> {
        T read(Scanner scanner);
    }

    private static <T> T scan(String text, Shape<T> shape) {
        try (JsonParser parser = JSON.createParser(ObjectReadContext.empty(), text)) {
            T read = shape.read(new Scanner(text, parser));
            if (parser.nextToken() != null) {
                throw bad("A frame holds one JSON object and nothing after it");
            }
            return read;
        } catch (JacksonException e) {
            // Jackson's own words quote the input.
            throw bad("Not JSON, or nested deeper than " + Limits.JSON_DEPTH + " levels");
        }
    }

    private Map<String, Value> object() {
        if (parser.nextToken() != JsonToken.START_OBJECT) {
            throw bad("A frame is one JSON object");
        }
        Map<String, Value> fields = HashMap.newHashMap(8);
        for (String name = parser.nextName(); name != null; name = parser.nextName()) {
            if (fields.put(name, value(parser.nextToken())) != null) {
                throw bad("A field stands twice in one object");
            }
        }
        return fields;
    }

    private List<Value> array() {
        if (parser.nextToken() != JsonToken.START_ARRAY) {
            throw bad("An array is expected");
        }
        List<Value> items = new ArrayList<>();
        for (JsonToken token = parser.nextToken(); token != JsonToken.END_ARRAY; token = parser.nextToken()) {
            items.add(value(token));
        }
        return items;
    }

    private Value value(JsonToken token) {
        return switch (token) {
            case VALUE_STRING -> new Value.Text(parser.getString());
            case VALUE_TRUE -> new Value.Flag(true);
            case VALUE_FALSE -> new Value.Flag(false);
            case VALUE_NULL -> new Value.Null();
            case VALUE_NUMBER_INT -> whole();
            case VALUE_NUMBER_FLOAT -> new Value.OddNumber();
            case START_OBJECT -> new Value.ObjectText(cut());
            case START_ARRAY -> new Value.ArrayText(cut());
            case END_OBJECT, END_ARRAY, PROPERTY_NAME, VALUE_EMBEDDED_OBJECT, NOT_AVAILABLE ->
                throw new IllegalStateException("No value begins with " + token);
        };
    }

    private Value whole() {
        return switch (parser.getNumberType()) {
            case INT, LONG -> new Value.Whole(parser.getLongValue());
            default -> new Value.OddNumber();
        };
    }

    private String cut() {
        int start = Math.toIntExact(parser.currentTokenLocation().getCharOffset());
        parser.skipChildren();
        return text.substring(start, Math.toIntExact(parser.currentLocation().getCharOffset()));
    }

    private static InvalidValueException bad(String detail) {
        return new InvalidValueException(ErrorCode.BAD_MESSAGE, detail);
    }
}

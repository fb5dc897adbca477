package org.confero.codec;

import java.io.StringWriter;
import java.lang.reflect.RecordComponent;
import java.util.Optional;
import org.confero.protocol.InvalidValueException;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;

/** Records that are not messages, such as reports, as JSON for people and programs to read. Any thread. */
public final class Documents {
    private Documents() {}

    /**
     * Every component of the record by its name, in its order; those that are null too.
     *
     * @throws IllegalArgumentException when a component is none of text, number, boolean, record and list of these
     */
    public static String encode(Record document) {
        return encode(document, true);
    }

    /** The same without those that are null. */
    public static String encodePresent(Record document) {
        return encode(document, false);
    }

    /** A string of an object by its name; nothing when the text is no such object. */
    public static Optional<String> text(String json, String name) {
        try {
            return Optional.ofNullable(Fields.of(json).optionalText(name));
        } catch (InvalidValueException e) {
            return Optional.empty();
        }
    }

    private static String encode(Record document, boolean withNulls) {
        StringWriter text = new StringWriter();
        try (JsonGenerator out = Scanner.JSON.createGenerator(ObjectWriteContext.empty(), text)) {
            write(document, withNulls, out);
        }
        return text.toString();
    }

    private static void write(@Nullable Object value, boolean withNulls, JsonGenerator out) {
        switch (value) {
            case null -> out.writeNull();
            case String text -> out.writeString(text);
            case Boolean flag -> out.writeBoolean(flag);
            case Integer number -> out.writeNumber(number);
            case Long number -> out.writeNumber(number);
            case Double number -> out.writeNumber(number);
            case Iterable<?> items -> {
                out.writeStartArray();
                items.forEach(item -> write(item, withNulls, out));
                out.writeEndArray();
            }
            case Record object -> {
                out.writeStartObject();
                for (RecordComponent component : object.getClass().getRecordComponents()) {
                    Object part = get(object, component);
                    if (part != null || withNulls) {
                        out.writeName(component.getName());
                        write(part, withNulls, out);
                    }
                }
                out.writeEndObject();
            }
            default -> throw new IllegalArgumentException("Not for documents: " + value.getClass());
        }
    }

    private static @Nullable Object get(Record object, RecordComponent component) {
        try {
            component.getAccessor().setAccessible(true);
            return component.getAccessor().invoke(object);
        } catch (ReflectiveOperationException e) {
            throw new IllegalArgumentException("A record that cannot be read: " + object.getClass(), e);
        }
    }
}

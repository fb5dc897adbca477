package org.confero.codec;

import java.io.StringWriter;
import java.lang.reflect.RecordComponent;
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
        StringWriter text = new StringWriter();
        try (JsonGenerator out = Scanner.JSON.createGenerator(ObjectWriteContext.empty(), text)) {
            write(document, out);
        }
        return text.toString();
    }

    private static void write(@Nullable Object value, JsonGenerator out) {
        switch (value) {
            case null -> out.writeNull();
            case String text -> out.writeString(text);
            case Boolean flag -> out.writeBoolean(flag);
            case Integer number -> out.writeNumber(number);
            case Long number -> out.writeNumber(number);
            case Double number -> out.writeNumber(number);
            case Iterable<?> items -> {
                out.writeStartArray();
                items.forEach(item -> write(item, out));
                out.writeEndArray();
            }
            case Record object -> {
                out.writeStartObject();
                for (RecordComponent component : object.getClass().getRecordComponents()) {
                    out.writeName(component.getName());
                    write(get(object, component), out);
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

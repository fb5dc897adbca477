package org.confero.codec;

import java.io.StringWriter;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;

/** Writes JSON objects; fields that are null are left out. */
final class Json {
    private final JsonGenerator out;

    private Json(JsonGenerator out) {
        this.out = out;
    }

    static String object(Consumer<Json> fields) {
        // Most messages are a candidate or shorter.
        StringWriter text = new StringWriter(256);
        try (JsonGenerator out = Scanner.JSON.createGenerator(ObjectWriteContext.empty(), text)) {
            new Json(out).braces(fields);
        }
        return text.toString();
    }

    Json put(String name, @Nullable String value) {
        if (value != null) {
            out.writeStringProperty(name, value);
        }
        return this;
    }

    Json put(String name, @Nullable Number value) {
        if (value != null) {
            out.writeNumberProperty(name, value.longValue());
        }
        return this;
    }

    Json put(String name, boolean value) {
        out.writeBooleanProperty(name, value);
        return this;
    }

    Json putNull(String name) {
        out.writeNullProperty(name);
        return this;
    }

    /** A value that is JSON already. */
    Json putRaw(String name, String json) {
        out.writeName(name);
        out.writeRawValue(json);
        return this;
    }

    Json putObject(String name, Consumer<Json> fields) {
        out.writeName(name);
        return braces(fields);
    }

    Json putObjects(String name, Iterable<? extends Consumer<Json>> objects) {
        out.writeArrayPropertyStart(name);
        objects.forEach(this::braces);
        out.writeEndArray();
        return this;
    }

    Json putTexts(String name, Iterable<String> texts) {
        out.writeArrayPropertyStart(name);
        texts.forEach(out::writeString);
        out.writeEndArray();
        return this;
    }

    private Json braces(Consumer<Json> fields) {
        out.writeStartObject();
        fields.accept(this);
        out.writeEndObject();
        return this;
    }
}

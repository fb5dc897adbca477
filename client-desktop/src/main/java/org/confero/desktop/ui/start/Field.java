package org.confero.desktop.ui.start;

import java.util.Optional;
import java.util.function.Function;
import javafx.beans.binding.Bindings;
import javafx.beans.binding.ObjectBinding;
import javafx.beans.binding.StringBinding;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;
import org.jspecify.annotations.Nullable;

/** One thing to fill in: what was typed, what it means, and what is wrong with it. */
public final class Field<T> {
    private final Function<String, T> parser;
    private final StringProperty text;
    private final BooleanProperty touched = new SimpleBooleanProperty(this, "touched");
    private final ObjectBinding<Parsed<T>> parsed;
    private final StringBinding error;

    private record Parsed<T>(@Nullable T value, String error) {}

    /** The parser throws IllegalArgumentException with a message for people. */
    Field(String initial, Function<String, T> parser) {
        this.parser = parser;
        this.text = new SimpleStringProperty(this, "text", initial);
        this.parsed = Bindings.createObjectBinding(this::parse, text);
        this.error =
                Bindings.createStringBinding(() -> touched.get() ? parsed.get().error() : "", parsed, touched);
    }

    public StringProperty textProperty() {
        return text;
    }

    /** What is wrong, or empty: nobody is told of a field that has not been touched yet. */
    public StringBinding error() {
        return error;
    }

    /** The person has been here: from now on it is told what is wrong. */
    public void touch() {
        touched.set(true);
    }

    ObjectBinding<?> parsed() {
        return parsed;
    }

    boolean isValid() {
        return parsed.get().value() != null;
    }

    Optional<T> value() {
        return Optional.ofNullable(parsed.get().value());
    }

    private Parsed<T> parse() {
        try {
            return new Parsed<>(parser.apply(text.get()), "");
        } catch (IllegalArgumentException e) {
            return new Parsed<>(null, String.valueOf(e.getMessage()));
        }
    }
}

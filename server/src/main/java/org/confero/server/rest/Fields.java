package org.confero.server.rest;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.Collection;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.confero.protocol.ErrorCode;
import org.confero.protocol.InvalidValueException;
import org.jspecify.annotations.Nullable;

/**
 * The fields of a JSON object that a client sent. Each is empty when it is not there or null; one of another type or form is
 * refused with its name, and so is one that nobody knows: somebody who misspells {@code passcode} would have an open room.
 */
final class Fields {
    /** Of a name that is not known, so much is said back. */
    private static final int NAME_CHARS = 64;

    private final Map<String, @Nullable Object> values;

    Fields(@Nullable Map<String, @Nullable Object> body, Collection<String> known) {
        values = body == null ? Map.of() : body;
        for (String name : values.keySet()) {
            if (!known.contains(name)) {
                String shown = name.substring(0, Math.min(name.length(), NAME_CHARS));
                throw RefusedException.field(
                        shown, ErrorCode.BAD_MESSAGE, "not known here; known are " + String.join(", ", known));
            }
        }
    }

    boolean has(String name) {
        return values.containsKey(name);
    }

    /** {@code make} may throw {@link InvalidValueException}. */
    <T> @Nullable T text(String name, Function<String, T> make) {
        Object value = values.get(name);
        if (value == null) {
            return null;
        }
        if (!(value instanceof String text)) {
            throw wrong(name, "has to be a string");
        }
        try {
            return make.apply(text);
        } catch (InvalidValueException e) {
            throw RefusedException.field(name, e.code(), e.detail());
        }
    }

    boolean flag(String name, boolean otherwise) {
        return switch (values.get(name)) {
            case null -> otherwise;
            case Boolean flag -> flag;
            default -> throw wrong(name, "has to be true or false");
        };
    }

    long whole(String name, long least, long most, long otherwise) {
        Object value = values.get(name);
        if (value == null) {
            return otherwise;
        }
        boolean isWhole = value instanceof Integer || value instanceof Long;
        long number = isWhole ? ((Number) value).longValue() : least - 1;
        if (number < least || number > most) {
            throw wrong(name, "has to be a whole number from " + least + " to " + most);
        }
        return number;
    }

    /** Some of the words; none when it is not there. */
    Set<String> words(String name, Collection<String> known) {
        Object value = values.get(name);
        if (value == null) {
            return Set.of();
        }
        if (!(value instanceof Collection<?> words) || !words.stream().allMatch(word -> isOneOf(known, word))) {
            throw wrong(name, "has to be a list of some of " + String.join(", ", new TreeSet<>(known)));
        }
        return words.stream().map(String::valueOf).collect(Collectors.toUnmodifiableSet());
    }

    private static boolean isOneOf(Collection<String> known, @Nullable Object word) {
        return word instanceof String text && known.contains(text);
    }

    @Nullable
    Instant time(String name, Instant after, Instant until) {
        Instant time = text(name, text -> instant(name, text));
        if (time != null && (!time.isAfter(after) || time.isAfter(until))) {
            throw wrong(name, "has to be later than now and not later than " + until);
        }
        return time;
    }

    private static Instant instant(String name, String text) {
        try {
            return OffsetDateTime.parse(text).toInstant();
        } catch (DateTimeParseException e) {
            throw wrong(name, "has to be a time as in RFC 3339, such as 2030-12-31T18:00:00Z");
        }
    }

    private static RefusedException wrong(String name, String rule) {
        return RefusedException.field(name, ErrorCode.BAD_MESSAGE, rule);
    }
}

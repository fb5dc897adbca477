package org.confero.codec;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.confero.protocol.ErrorCode;
import org.confero.protocol.InvalidValueException;
import org.confero.protocol.RequestId;
import org.jspecify.annotations.Nullable;

/**
 * The fields of one JSON object, asked for by name and type. Fields that nobody asks for are ignored, so that newer
 * programs can say more to older ones. A field that is null is a field that is not there.
 *
 * Everything here throws {@link InvalidValueException} with {@link ErrorCode#BAD_MESSAGE} when a field is missing or of
 *     another type
 */
record Fields(Map<String, Value> values) {
    static Fields of(String json) {
        return new Fields(Scanner.object(json));
    }

    boolean has(String name) {
        return values.containsKey(name);
    }

    boolean isNull(String name) {
        return values.get(name) instanceof Value.Null;
    }

    String text(String name) {
        return required(name, optionalText(name));
    }

    @Nullable
    String optionalText(String name) {
        return switch (values.get(name)) {
            case Value.Text text -> text.value();
            case Value.Null ignored -> null;
            case null -> null;
            default -> throw wrongType(name, "a string");
        };
    }

    boolean flag(String name) {
        return switch (values.get(name)) {
            case Value.Flag flag -> flag.value();
            case null, default -> throw wrongType(name, "true or false");
        };
    }

    /** False where there is none. */
    boolean optionalFlag(String name) {
        return switch (values.get(name)) {
            case Value.Null ignored -> false;
            case null -> false;
            default -> flag(name);
        };
    }

    long whole(String name) {
        return required(name, optionalWhole(name));
    }

    @Nullable
    Long optionalWhole(String name) {
        return switch (values.get(name)) {
            case Value.Whole whole when whole.value() >= 0 -> whole.value();
            case Value.Null ignored -> null;
            case null -> null;
            default -> throw wrongType(name, "a whole number, 0 or more");
        };
    }

    int small(String name) {
        return required(name, optionalSmall(name));
    }

    @Nullable
    Integer optionalSmall(String name) {
        Long whole = optionalWhole(name);
        if (whole == null) {
            return null;
        }
        if (whole > Integer.MAX_VALUE) {
            throw wrongType(name, "at most " + Integer.MAX_VALUE);
        }
        return whole.intValue();
    }

    /** The object of this name as text. */
    String objectText(String name) {
        return switch (values.get(name)) {
            case Value.ObjectText object -> object.json();
            case null, default -> throw wrongType(name, "an object");
        };
    }

    <T> T object(String name, Function<Fields, T> read) {
        return read.apply(of(objectText(name)));
    }

    /** The object of this name, or null where there is none. */
    <T> @Nullable T optionalObject(String name, Function<Fields, T> read) {
        return has(name) && !isNull(name) ? object(name, read) : null;
    }

    /** A list of objects. */
    <T> List<T> objects(String name, Function<Fields, T> read) {
        return items(name).stream()
                .map(item -> switch (item) {
                    case Value.ObjectText object -> read.apply(of(object.json()));
                    default -> throw wrongType(name, "an array of objects");
                })
                .toList();
    }

    List<String> texts(String name) {
        return items(name).stream()
                .map(item -> switch (item) {
                    case Value.Text text -> text.value();
                    default -> throw wrongType(name, "an array of strings");
                })
                .toList();
    }

    /** None where there is no such field. */
    List<String> optionalTexts(String name) {
        return has(name) && !isNull(name) ? texts(name) : List.of();
    }

    /** The {@code id} of a request, if it has a proper one. */
    Optional<RequestId> requestId() {
        try {
            return Optional.of(new RequestId(text("id")));
        } catch (InvalidValueException e) {
            return Optional.empty();
        }
    }

    private List<Value> items(String name) {
        return switch (values.get(name)) {
            case Value.ArrayText array -> Scanner.array(array.json());
            case null, default -> throw wrongType(name, "an array");
        };
    }

    private static <T> T required(String name, @Nullable T value) {
        if (value == null) {
            throw new InvalidValueException(ErrorCode.BAD_MESSAGE, "'" + name + "' is missing");
        }
        return value;
    }

    private static InvalidValueException wrongType(String name, String expected) {
        return new InvalidValueException(ErrorCode.BAD_MESSAGE, "'" + name + "' must be " + expected);
    }
}

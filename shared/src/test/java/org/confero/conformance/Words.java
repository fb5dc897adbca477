package org.confero.conformance;

import java.lang.reflect.Constructor;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.confero.codec.Codec;
import org.confero.codec.Decoded;
import org.confero.protocol.Payload;
import org.confero.protocol.SignalData;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Events, effects and values of the call core in the words of the fixtures, which are those of JavaScript: a record is an
 * object of its components, with its name as {@code type} where it is one of several; an id is a text, an enum its word, and what is
 * null is left out.
 */
final class Words {
    private Words() {}

    static JsonNode json(Object value) {
        return switch (value) {
            case SignalData data -> Fixtures.JSON.readTree(Codec.encode(data).json());
            case Record id
            when isText(id.getClass()) ->
                json(Objects.requireNonNull(get(id, id.getClass().getRecordComponents()[0])));
            case Record object -> object(object);
            case Enum<?> word -> json(kebab(word.name()));
            case List<?> items -> {
                ArrayNode array = Fixtures.JSON.createArrayNode();
                items.forEach(item -> array.add(json(item)));
                yield array;
            }
            case Map<?, ?> map -> {
                ObjectNode object = Fixtures.JSON.createObjectNode();
                map.forEach((name, each) -> object.set(String.valueOf(name), json(each)));
                yield object;
            }
            default -> Fixtures.JSON.valueToTree(value);
        };
    }

    static <T> T read(JsonNode json, Class<T> type) {
        return type.cast(value(json, type));
    }

    private static ObjectNode object(Record record) {
        ObjectNode object = Fixtures.JSON.createObjectNode();
        if (isOneOfSeveral(record.getClass())) {
            object.put("type", kebab(record.getClass().getSimpleName()));
        }
        for (RecordComponent component : record.getClass().getRecordComponents()) {
            Object value = get(record, component);
            if (value != null) {
                object.set(component.getName(), json(value));
            }
        }
        return object;
    }

    private static Object value(JsonNode json, Type type) {
        if (type instanceof ParameterizedType list) {
            return json.valueStream()
                    .map(item -> value(item, list.getActualTypeArguments()[0]))
                    .toList();
        }
        Class<?> raw = (Class<?>) type;
        if (raw == SignalData.class) {
            return signal(json);
        }
        if (raw.isEnum()) {
            return Arrays.stream(raw.getEnumConstants())
                    .filter(each -> kebab(each.toString()).equals(json.stringValue()))
                    .findFirst()
                    .orElseThrow();
        }
        if (raw.isSealed()) {
            return value(
                    json,
                    Arrays.stream(raw.getPermittedSubclasses())
                            .filter(each -> kebab(each.getSimpleName())
                                    .equals(json.get("type").stringValue()))
                            .findFirst()
                            .orElseThrow());
        }
        return raw.isRecord() ? record(json, raw) : plain(json, raw);
    }

    private static Object plain(JsonNode json, Class<?> type) {
        return Fixtures.JSON.treeToValue(json, type);
    }

    private static SignalData signal(JsonNode json) {
        return switch (Codec.decodeSignal(new Payload(json.toString()))) {
            case Decoded.Ok<SignalData>(SignalData data) -> data;
            case Decoded.Bad<SignalData> bad -> throw new AssertionError(bad);
        };
    }

    private static Object record(JsonNode json, Class<?> type) {
        RecordComponent[] components = type.getRecordComponents();
        @Nullable Object[] values = new Object[components.length];
        for (int i = 0; i < components.length; i++) {
            JsonNode field = isText(type) ? json : json.path(components[i].getName());
            values[i] = field.isMissingNode() ? null : value(field, components[i].getGenericType());
        }
        try {
            Constructor<?> constructor = type.getDeclaredConstructor(
                    Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new));
            constructor.setAccessible(true);
            return constructor.newInstance(values);
        } catch (ReflectiveOperationException e) {
            throw new LinkageError(json.toString(), e);
        }
    }

    private static @Nullable Object get(Record record, RecordComponent component) {
        try {
            component.getAccessor().setAccessible(true);
            return component.getAccessor().invoke(record);
        } catch (ReflectiveOperationException e) {
            throw new LinkageError(record.toString(), e);
        }
    }

    private static boolean isText(Class<?> type) {
        RecordComponent[] components = type.getRecordComponents();
        return !isOneOfSeveral(type)
                && components.length == 1
                && components[0].getName().equals("value");
    }

    private static boolean isOneOfSeveral(Class<?> type) {
        return Arrays.stream(type.getInterfaces()).anyMatch(Class::isSealed);
    }

    private static String kebab(String name) {
        return name.replaceAll("([a-z])([A-Z])", "$1-$2").replace('_', '-').toLowerCase(Locale.ROOT);
    }
}

package org.confero.server.events;

import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Optional;
import org.confero.protocol.RoomId;
import org.confero.server.room.Fact;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Events as CloudEvents 1.0 in JSON's structured mode, and back. PROTOCOL.md, "Events". Any thread. */
public final class CloudEvents {
    /** The media type of one event. */
    public static final String MEDIA_TYPE = "application/cloudevents+json";

    private static final String TYPE_PREFIX = "org.confero.";
    private static final String SOURCE_PREFIX = "/nodes/";
    private static final JsonMapper JSON = JsonMapper.shared();

    private CloudEvents() {}

    public static String encode(Event event) {
        ObjectNode json = JSON.createObjectNode()
                .put("specversion", "1.0")
                .put("id", event.id())
                .put("source", SOURCE_PREFIX + URLEncoder.encode(event.source(), StandardCharsets.UTF_8))
                .put("type", TYPE_PREFIX + event.topic())
                .put("subject", event.room().value())
                .put("time", event.time().toString())
                .put("datacontenttype", "application/json");
        json.set("data", EventData.write(event.fact(), JSON.createObjectNode()));
        return JSON.writeValueAsString(json);
    }

    /**
     * The event that the text is; empty for a type that is not known, as a newer node may say.
     *
     * @throws InvalidEventException when it is none of ours
     */
    public static Optional<Event> decode(String text) {
        try {
            JsonNode json = JSON.readTree(text);
            String type = json.required("type").asString();
            if (!type.startsWith(TYPE_PREFIX) || !Topics.ALL.contains(type.substring(TYPE_PREFIX.length()))) {
                return Optional.empty();
            }
            Fact fact = EventData.read(type.substring(TYPE_PREFIX.length()), json.required("data"));
            return Optional.of(new Event(
                    json.required("id").asString(),
                    Instant.parse(json.required("time").asString()),
                    node(json.required("source").asString()),
                    new RoomId(json.required("subject").asString()),
                    fact));
        } catch (JacksonException | DateTimeException | IllegalArgumentException e) {
            // Not the cause: its words may quote the text, which has names in it.
            throw new InvalidEventException(e.getClass().getSimpleName());
        }
    }

    private static String node(String source) {
        String encoded = source.startsWith(SOURCE_PREFIX) ? source.substring(SOURCE_PREFIX.length()) : source;
        return URLDecoder.decode(encoded, StandardCharsets.UTF_8);
    }
}

package org.confero.server.calls;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.confero.protocol.DisplayName;
import org.confero.protocol.LinkQuality;
import org.confero.protocol.ParticipantId;
import org.confero.protocol.Role;
import org.confero.server.room.Closing;
import org.confero.server.room.Departure;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** A call as text, for those who keep it outside of the process, and back. Any thread. */
public final class CallText {
    private static final JsonMapper JSON = JsonMapper.shared();

    private CallText() {}

    public static String write(Call call) {
        ObjectNode json = JSON.createObjectNode()
                .put("id", call.id())
                .put("opened", call.opened().toString())
                .put("omitted", call.omitted());
        if (call.closed() != null) {
            json.put("closed", call.closed().toString());
        }
        if (call.reason() != null) {
            json.put("reason", call.reason().word());
        }
        ArrayNode stays = json.putArray("stays");
        call.stays().forEach(stay -> write(stay, stays.addObject()));
        return JSON.writeValueAsString(json);
    }

    /** Throws a {@link RuntimeException} for what is no call. */
    public static Call read(String text) {
        JsonNode json = JSON.readTree(text);
        List<Stay> stays = new ArrayList<>();
        json.required("stays").forEach(stay -> stays.add(stay(stay)));
        String reason = json.path("reason").asString("");
        return new Call(
                json.required("id").stringValue(),
                Instant.parse(json.required("opened").stringValue()),
                time(json, "closed"),
                reason.isEmpty() ? null : Closing.ofWord(reason).orElse(Closing.EMPTY),
                stays,
                json.required("omitted").intValue());
    }

    private static void write(Stay stay, ObjectNode json) {
        json.put("participant", stay.participant().value())
                .put("name", stay.name().value())
                .put("role", stay.role().word())
                .put("joined", stay.joined().toString());
        if (stay.left() != null) {
            json.put("left", stay.left().toString());
        }
        if (stay.reason() != null) {
            json.put("reason", stay.reason().word());
        }
        if (stay.quality() != null) {
            json.putPOJO("quality", stay.quality());
        }
    }

    private static Stay stay(JsonNode json) {
        String reason = json.path("reason").asString("");
        return new Stay(
                new ParticipantId(json.required("participant").stringValue()),
                new DisplayName(json.required("name").stringValue()),
                Role.ofWord(json.required("role").stringValue()).orElse(Role.PARTICIPANT),
                Instant.parse(json.required("joined").stringValue()),
                time(json, "left"),
                reason.isEmpty() ? null : Departure.ofWord(reason).orElse(Departure.LEFT),
                json.has("quality") ? JSON.treeToValue(json.get("quality"), LinkQuality.class) : null);
    }

    private static @Nullable Instant time(JsonNode json, String name) {
        return json.has(name) ? Instant.parse(json.get(name).stringValue()) : null;
    }
}

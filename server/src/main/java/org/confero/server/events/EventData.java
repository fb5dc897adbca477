package org.confero.server.events;

import org.confero.protocol.DisplayName;
import org.confero.protocol.LinkQuality;
import org.confero.protocol.ParticipantId;
import org.confero.protocol.Role;
import org.confero.server.room.Closing;
import org.confero.server.room.Departure;
import org.confero.server.room.Fact;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** The {@code data} of every event, in each direction. Reasons and roles that are not known are mapped, not refused. */
final class EventData {
    private EventData() {}

    static ObjectNode write(Fact fact, ObjectNode out) {
        return switch (fact) {
            case Fact.RoomOpened() -> out;
            case Fact.RoomClosed(var reason) -> out.put("reason", reason.word());
            case Fact.RoomLocked() -> out;
            case Fact.RoomUnlocked() -> out;
            case Fact.ParticipantJoined(var participant, var name, var role) ->
                out.put("participant", participant.value())
                        .put("name", name.value())
                        .put("role", role.word());
            case Fact.ParticipantLeft(var participant, var reason) ->
                out.put("participant", participant.value()).put("reason", reason.word());
            case Fact.ParticipantMoved(var participant, var from, var to) ->
                out.put("participant", participant.value()).put("from", from).put("to", to);
            case Fact.RoleChanged(var participant, var role) ->
                out.put("participant", participant.value()).put("role", role.word());
            case Fact.CallQuality(var participant, var peer, var quality) ->
                out.put("participant", participant.value())
                        .put("peer", peer.value())
                        .put("connectedMs", quality.connectedMs())
                        .put("roundTripMs", quality.roundTripMs())
                        .put("lossPermille", quality.lossPermille())
                        .put("frozenMs", quality.frozenMs())
                        .put("relayed", quality.relayed());
        };
    }

    static Fact read(String topic, JsonNode in) {
        return switch (topic) {
            case "room.opened" -> new Fact.RoomOpened();
            case "room.closed" ->
                new Fact.RoomClosed(Closing.ofWord(text(in, "reason")).orElse(Closing.EMPTY));
            case "room.locked" -> new Fact.RoomLocked();
            case "room.unlocked" -> new Fact.RoomUnlocked();
            case "participant.joined" ->
                new Fact.ParticipantJoined(participant(in), new DisplayName(text(in, "name")), role(in));
            case "participant.left" ->
                new Fact.ParticipantLeft(
                        participant(in), Departure.ofWord(text(in, "reason")).orElse(Departure.LEFT));
            case "participant.moved" -> new Fact.ParticipantMoved(participant(in), text(in, "from"), text(in, "to"));
            case "participant.role-changed" -> new Fact.RoleChanged(participant(in), role(in));
            case "call.quality" ->
                new Fact.CallQuality(participant(in), new ParticipantId(text(in, "peer")), quality(in));
            default -> throw new IllegalArgumentException("No such topic");
        };
    }

    private static ParticipantId participant(JsonNode in) {
        return new ParticipantId(text(in, "participant"));
    }

    private static Role role(JsonNode in) {
        return Role.ofWord(text(in, "role")).orElse(Role.PARTICIPANT);
    }

    private static LinkQuality quality(JsonNode in) {
        return new LinkQuality(
                in.required("connectedMs").longValue(),
                in.required("roundTripMs").longValue(),
                in.required("lossPermille").intValue(),
                in.required("frozenMs").longValue(),
                in.required("relayed").booleanValue());
    }

    private static String text(JsonNode in, String name) {
        return in.required(name).stringValue();
    }
}

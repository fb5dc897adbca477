package org.confero.conformance;

import org.confero.call.NegotiationEffect;
import org.confero.call.NegotiationEvent;
import org.confero.codec.Codec;
import org.confero.codec.Decoded;
import org.confero.protocol.Payload;
import org.confero.protocol.SignalData;
import org.confero.protocol.SignalData.Candidate;
import org.confero.protocol.SignalData.Description;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Negotiation's events and effects in the words of the fixtures, which are those of JavaScript. */
final class NegotiationWords {
    private NegotiationWords() {}

    static NegotiationEvent event(JsonNode json) {
        return switch (json.get("type").stringValue()) {
            case "needed" -> new NegotiationEvent.Needed();
            case "remote-description" -> new NegotiationEvent.RemoteDescription((Description) data(json));
            case "remote-candidate" -> new NegotiationEvent.RemoteCandidate((Candidate) data(json));
            case "local-description" -> new NegotiationEvent.LocalDescription((Description) data(json));
            case "done" -> new NegotiationEvent.Done();
            case "failed" -> new NegotiationEvent.Failed();
            default -> throw new AssertionError(json);
        };
    }

    static JsonNode json(NegotiationEvent event) {
        return switch (event) {
            case NegotiationEvent.Needed() -> typed("needed");
            case NegotiationEvent.RemoteDescription(var description) -> typed("remote-description", description);
            case NegotiationEvent.RemoteCandidate(var candidate) -> typed("remote-candidate", candidate);
            case NegotiationEvent.LocalDescription(var description) -> typed("local-description", description);
            case NegotiationEvent.Done() -> typed("done");
            case NegotiationEvent.Failed() -> typed("failed");
        };
    }

    static JsonNode json(NegotiationEffect effect) {
        return switch (effect) {
            case NegotiationEffect.CreateOffer() -> typed("create-offer");
            case NegotiationEffect.CreateAnswer() -> typed("create-answer");
            case NegotiationEffect.Accept(var description) -> typed("accept", description);
            case NegotiationEffect.Rollback() -> typed("rollback");
            case NegotiationEffect.AddCandidate(var candidate) -> typed("add-candidate", candidate);
            case NegotiationEffect.Send(var description) -> typed("send", description);
            case NegotiationEffect.GiveUp(var reason) -> typed("give-up").put("reason", reason);
        };
    }

    private static SignalData data(JsonNode json) {
        return switch (Codec.decodeSignal(new Payload(json.toString()))) {
            case Decoded.Ok<SignalData>(SignalData data) -> data;
            case Decoded.Bad<SignalData> bad -> throw new AssertionError(bad);
        };
    }

    private static ObjectNode typed(String type) {
        return Fixtures.JSON.createObjectNode().put("type", type);
    }

    private static JsonNode typed(String type, SignalData data) {
        return Fixtures.JSON.createObjectNode().put("type", type).setAll((ObjectNode)
                Fixtures.JSON.readTree(Codec.encode(data).json()));
    }
}

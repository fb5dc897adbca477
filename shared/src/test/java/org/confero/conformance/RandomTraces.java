package org.confero.conformance;

import static java.util.stream.Collectors.joining;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import org.confero.call.Negotiation;
import org.confero.call.NegotiationEffect;
import org.confero.call.NegotiationEvent;
import org.confero.call.Role;
import org.confero.protocol.SignalData.Candidate;
import org.confero.protocol.SignalData.Description;
import org.confero.protocol.SignalData.Kind;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * What negotiation does with events in random order, as fixtures: the other side may say anything at any time, only
 * completions come when something is under way. The same seed gives the same traces on every JVM.
 */
final class RandomTraces {
    private static final int TRACES = 100;
    private static final int STEPS = 24;
    private static final List<String> UFRAGS = List.of("a", "b", "c");

    private final Random random;
    private final Role role;
    private final boolean waitsForOffer;
    private Negotiation.State state;
    private Optional<NegotiationEffect> operation = Optional.empty();

    private RandomTraces(int seed) {
        random = new Random(seed);
        role = random.nextBoolean() ? Role.POLITE : Role.IMPOLITE;
        waitsForOffer = random.nextInt(3) == 0;
        state = Negotiation.initial(role, waitsForOffer);
    }

    /** A JSON array, one trace a line. */
    static String all() {
        return IntStream.range(0, TRACES)
                .mapToObj(seed -> new RandomTraces(seed).trace().toString())
                .collect(joining(",\n", "[\n", "\n]\n"));
    }

    private JsonNode trace() {
        List<JsonNode> steps = new ArrayList<>();
        for (int i = 0; i < STEPS; i++) {
            NegotiationEvent event = operation
                    .filter(under -> random.nextInt(3) == 0)
                    .map(this::completion)
                    .orElseGet(this::event);
            steps.add(step(event));
        }
        return Fixtures.JSON
                .createObjectNode()
                .put("role", role.name().toLowerCase(Locale.ROOT))
                .put("waitsForOffer", waitsForOffer)
                .set("steps", Fixtures.JSON.valueToTree(steps));
    }

    private JsonNode step(NegotiationEvent event) {
        Negotiation.Step step = Negotiation.step(state, event);
        state = step.next();
        if (isCompletion(event)) {
            operation = Optional.empty();
        }
        step.effects().stream().filter(RandomTraces::isOperation).forEach(effect -> operation = Optional.of(effect));
        List<JsonNode> effects =
                step.effects().stream().map(NegotiationWords::json).toList();
        return Fixtures.JSON
                .createObjectNode()
                .set("event", NegotiationWords.json(event))
                .set("effects", Fixtures.JSON.valueToTree(effects));
    }

    private NegotiationEvent event() {
        return switch (random.nextInt(8)) {
            case 0, 1 -> new NegotiationEvent.Needed();
            case 2 -> new NegotiationEvent.RemoteDescription(description(Kind.OFFER));
            case 3 -> new NegotiationEvent.RemoteDescription(description(Kind.ANSWER));
            default -> new NegotiationEvent.RemoteCandidate(candidate());
        };
    }

    private NegotiationEvent completion(NegotiationEffect under) {
        if (random.nextInt(20) == 0) {
            return new NegotiationEvent.Failed();
        }
        return switch (under) {
            case NegotiationEffect.CreateOffer() -> new NegotiationEvent.LocalDescription(description(Kind.OFFER));
            case NegotiationEffect.CreateAnswer() -> new NegotiationEvent.LocalDescription(description(Kind.ANSWER));
            default -> new NegotiationEvent.Done();
        };
    }

    private Description description(Kind kind) {
        String ufrags = random.ints(random.nextInt(3), 0, UFRAGS.size())
                .mapToObj(i -> "a=ice-ufrag:" + UFRAGS.get(i) + "\r\n")
                .collect(joining());
        return new Description(kind, "s=" + random.nextInt(1000) + "\r\n" + ufrags);
    }

    private Candidate candidate() {
        String ufrag = UFRAGS.get(random.nextInt(UFRAGS.size()));
        String text = "candidate:" + random.nextInt(1000);
        @Nullable String none = null;
        return switch (random.nextInt(6)) {
            case 0 -> new Candidate("", "0", 0, ufrag);
            case 1 -> new Candidate(text, "0", 0, none);
            case 2 -> new Candidate(text + " ufrag " + ufrag, "0", 0, none);
            default -> new Candidate(text, "0", 0, ufrag);
        };
    }

    private static boolean isCompletion(NegotiationEvent event) {
        return switch (event) {
            case NegotiationEvent.LocalDescription ignored -> true;
            case NegotiationEvent.Done() -> true;
            case NegotiationEvent.Failed() -> true;
            case NegotiationEvent.Needed() -> false;
            case NegotiationEvent.RemoteDescription ignored -> false;
            case NegotiationEvent.RemoteCandidate ignored -> false;
        };
    }

    private static boolean isOperation(NegotiationEffect effect) {
        return switch (effect) {
            case NegotiationEffect.CreateOffer() -> true;
            case NegotiationEffect.CreateAnswer() -> true;
            case NegotiationEffect.Accept ignored -> true;
            case NegotiationEffect.Rollback() -> true;
            case NegotiationEffect.AddCandidate ignored -> false;
            case NegotiationEffect.Send ignored -> false;
            case NegotiationEffect.GiveUp ignored -> false;
        };
    }
}

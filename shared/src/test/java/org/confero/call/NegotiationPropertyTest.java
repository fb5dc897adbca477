package org.confero.call;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.confero.Seeded;
import org.confero.protocol.Limits;
import org.confero.protocol.SignalData.Candidate;
import org.confero.protocol.SignalData.Description;
import org.confero.protocol.SignalData.Kind;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Whatever the other side says, and whenever. */
class NegotiationPropertyTest {
    /** What may happen next; a completion stands for the one that fits what is under way, if something is. */
    enum Happening {
        NEEDED,
        OFFER,
        ANSWER,
        CANDIDATE,
        COMPLETION
    }

    @Test
    void oneOperationAtATimeAndNothingGrowsWithoutBound() {
        List<Happening> all = List.of(Happening.values());
        Seeded.always(random -> follow(
                Seeded.oneOf(random, List.of(Role.values())),
                random.nextBoolean(),
                Seeded.some(random, 60, source -> Seeded.oneOf(source, all))));
    }

    private static void follow(Role role, boolean waitsForOffer, List<Happening> happenings) {
        Negotiation.State state = Negotiation.initial(role, waitsForOffer);
        @Nullable NegotiationEffect operation = null;
        for (Happening happening : happenings) {
            if (happening == Happening.COMPLETION && operation == null) {
                continue;
            }
            NegotiationEvent event =
                    happening == Happening.COMPLETION && operation != null ? completion(operation) : event(happening);
            operation = happening == Happening.COMPLETION ? null : operation;
            Negotiation.Step step = Negotiation.step(state, event);
            for (NegotiationEffect effect : step.effects()) {
                assertThat(operation).as("under way before %s", effect).isNull();
                operation = isOperation(effect) ? effect : null;
            }
            state = step.next();
            assertThat(state.phase().isIdle()).isEqualTo(operation == null);
            assertThat(state.inbox()).hasSizeLessThanOrEqualTo(Limits.WAITING_PER_LINK);
            assertThat(state.candidates().waiting()).hasSizeLessThanOrEqualTo(Limits.WAITING_PER_LINK);
        }
    }

    private static NegotiationEvent event(Happening happening) {
        return switch (happening) {
            case NEEDED, COMPLETION -> new NegotiationEvent.Needed();
            case OFFER -> new NegotiationEvent.RemoteDescription(description(Kind.OFFER));
            case ANSWER -> new NegotiationEvent.RemoteDescription(description(Kind.ANSWER));
            case CANDIDATE -> new NegotiationEvent.RemoteCandidate(new Candidate("candidate:1", "0", 0, "a"));
        };
    }

    private static NegotiationEvent completion(NegotiationEffect operation) {
        return switch (operation) {
            case NegotiationEffect.CreateOffer() -> new NegotiationEvent.LocalDescription(description(Kind.OFFER));
            case NegotiationEffect.CreateAnswer() -> new NegotiationEvent.LocalDescription(description(Kind.ANSWER));
            default -> new NegotiationEvent.Done();
        };
    }

    private static Description description(Kind kind) {
        return Connection.description(kind, "x", "a");
    }

    private static boolean isOperation(NegotiationEffect effect) {
        return effect instanceof NegotiationEffect.CreateOffer
                || effect instanceof NegotiationEffect.CreateAnswer
                || effect instanceof NegotiationEffect.Accept
                || effect instanceof NegotiationEffect.Rollback;
    }
}

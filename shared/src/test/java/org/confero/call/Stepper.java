package org.confero.call;

import java.util.ArrayList;
import java.util.List;
import org.confero.call.Negotiation.State;
import org.confero.call.Negotiation.Step;
import org.confero.call.NegotiationEvent.RemoteCandidate;
import org.confero.call.NegotiationEvent.RemoteDescription;
import org.confero.protocol.SignalData.Kind;

/** {@link Negotiation#step}, or the same with a fault planted in it. */
interface Stepper {
    Step step(State state, NegotiationEvent event);

    /** What a library that rolls back by itself would make of it, on one that does not. */
    static Step withoutRollback(State state, NegotiationEvent event) {
        Step step = Negotiation.step(state, event);
        if (!step.effects().contains(new NegotiationEffect.Rollback())) {
            return step;
        }
        Step after = Negotiation.step(step.next(), new NegotiationEvent.Done());
        List<NegotiationEffect> effects = new ArrayList<>(step.effects());
        effects.remove(new NegotiationEffect.Rollback());
        effects.addAll(after.effects());
        return new Step(after.next(), effects);
    }

    /** Gives way and does not come back to its own change. */
    static Step forgettingOverRollback(State state, NegotiationEvent event) {
        Step step = Negotiation.step(state, event);
        boolean rollsBack = step.effects().contains(new NegotiationEffect.Rollback());
        return rollsBack ? new Step(forget(step.next()), step.effects()) : step;
    }

    /** Hears of changes only while nothing else is going on. */
    static Step forgettingWhileBusy(State state, NegotiationEvent event) {
        boolean busy = !(state.phase() instanceof Phase.Stable);
        return busy && event instanceof NegotiationEvent.Needed
                ? new Step(state, List.of())
                : Negotiation.step(state, event);
    }

    /** The usual {@code ignoreOffer} flag: while it is set, whatever candidate comes is dropped. */
    static Step droppingCandidatesByFlag(State state, NegotiationEvent event) {
        return event instanceof RemoteCandidate && state.candidates().ignoring()
                ? new Step(state, List.of())
                : Negotiation.step(state, event);
    }

    /** What comes before its description is dropped. */
    static Step droppingEarlyCandidates(State state, NegotiationEvent event) {
        return event instanceof RemoteCandidate(var candidate)
                        && state.phase().isIdle()
                        && !state.candidates().fits(candidate)
                ? new Step(state, List.of())
                : Negotiation.step(state, event);
    }

    /** Takes an answer whenever it is idle. */
    static Step acceptingStaleAnswers(State state, NegotiationEvent event) {
        if (event instanceof RemoteDescription(var answer)
                && answer.kind() == Kind.ANSWER
                && state.phase() instanceof Phase.Stable) {
            State next = new State(
                    state.role(),
                    new Phase.AcceptingAnswer(answer),
                    state.needed(),
                    state.waitsForOffer(),
                    state.candidates(),
                    state.inbox());
            return new Step(next, List.of(new NegotiationEffect.Accept(answer)));
        }
        return Negotiation.step(state, event);
    }

    private static State forget(State state) {
        return new State(state.role(), state.phase(), false, state.waitsForOffer(), state.candidates(), state.inbox());
    }
}

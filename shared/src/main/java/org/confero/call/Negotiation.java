package org.confero.call;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.confero.call.NegotiationEffect.Accept;
import org.confero.call.NegotiationEffect.AddCandidate;
import org.confero.call.NegotiationEffect.CreateAnswer;
import org.confero.call.NegotiationEffect.CreateOffer;
import org.confero.call.NegotiationEffect.GiveUp;
import org.confero.call.NegotiationEffect.Rollback;
import org.confero.call.NegotiationEffect.Send;
import org.confero.call.NegotiationEvent.Done;
import org.confero.call.NegotiationEvent.Failed;
import org.confero.call.NegotiationEvent.LocalDescription;
import org.confero.call.NegotiationEvent.Needed;
import org.confero.call.NegotiationEvent.RemoteCandidate;
import org.confero.call.NegotiationEvent.RemoteDescription;
import org.confero.protocol.Limits;
import org.confero.protocol.SignalData.Candidate;
import org.confero.protocol.SignalData.Description;
import org.confero.protocol.SignalData.Kind;

/**
 * Perfect negotiation of one link as a pure function: {@code step(state, event) -> (next state, effects)}. It holds no
 * connection, clock or thread; the caller carries the effects out one at a time and feeds their completions back. The
 * other side's descriptions and candidates have to come in the order in which it sent them, each once.
 *
 * <p>{@code negotiation.js} of the browser client is the same function in the same words; both run the fixtures in
 * {@code conformance/negotiation}. PROTOCOL.md, "Negotiation", has the rules.
 */
public final class Negotiation {
    /** A state and what to do on the way to it. */
    public record Step(State next, List<NegotiationEffect> effects) {
        public Step {
            effects = List.copyOf(effects);
        }
    }

    /**
     * Everything that the function remembers.
     *
     * @param needed whether an offer is to be made as soon as that is possible
     * @param waitsForOffer whether the first offer is still the other side's to make
     * @param inbox what the other side sent while an operation is under way, in its order
     */
    public record State(
            Role role,
            Phase phase,
            boolean needed,
            boolean waitsForOffer,
            Candidates candidates,
            List<NegotiationEvent> inbox) {
        public State {
            inbox = List.copyOf(inbox);
        }

        private State in(Phase next) {
            return new State(role, next, needed, waitsForOffer, candidates, inbox);
        }

        private State withNeeded(boolean next) {
            return new State(role, phase, next, waitsForOffer, candidates, inbox);
        }

        private State withCandidates(Candidates next) {
            return new State(role, phase, needed, waitsForOffer, next, inbox);
        }

        private State withInbox(List<NegotiationEvent> next) {
            return new State(role, phase, needed, waitsForOffer, candidates, next);
        }

        private State offered() {
            return new State(role, phase, needed, false, candidates, inbox);
        }
    }

    private Negotiation() {}

    /**
     * The state of a new link.
     *
     * @param waitsForOffer whether the first offer is the other side's to make: true for whoever was in the room first, so
     *     that two sides that see each other at once do not both offer. What is {@link Needed} before that is carried by
     *     the answer.
     */
    public static State initial(Role role, boolean waitsForOffer) {
        return new State(role, new Phase.Stable(), false, waitsForOffer, Candidates.NONE, List.of());
    }

    /**
     * What follows from an event.
     *
     * @throws IllegalStateException when a completion comes that no operation asked for: a fault of the caller
     */
    public static Step step(State state, NegotiationEvent event) {
        Run run = new Run(state);
        run.take(event);
        run.settle();
        return new Step(run.state, run.effects);
    }

    /** One step while it is worked out. */
    private static final class Run {
        private State state;
        private final List<NegotiationEffect> effects = new ArrayList<>();

        Run(State state) {
            this.state = state;
        }

        void take(NegotiationEvent event) {
            if (state.phase() instanceof Phase.Over) {
                return;
            }
            switch (event) {
                case Needed() -> state = state.withNeeded(!state.waitsForOffer());
                case RemoteDescription(Description answer) when answer.kind() == Kind.ANSWER -> takeAnswer(answer);
                case RemoteCandidate(Candidate candidate) when candidate.isEnd() -> {
                    // It would only let ICE fail sooner, and webrtc-java throws on an empty candidate.
                }
                case RemoteDescription ignored -> state = state.withInbox(append(state.inbox(), event));
                case RemoteCandidate ignored -> state = state.withInbox(append(state.inbox(), event));
                case LocalDescription(Description description) -> localDescription(description);
                case Done() -> done();
                case Failed() -> failed();
            }
        }

        /** Goes on until something has to be waited for. */
        void settle() {
            while (state.phase().isIdle() && !state.inbox().isEmpty()) {
                NegotiationEvent first = state.inbox().getFirst();
                state = state.withInbox(state.inbox().subList(1, state.inbox().size()));
                switch (first) {
                    case RemoteDescription(Description offer) -> takeOffer(offer);
                    case RemoteCandidate(Candidate candidate) -> takeCandidate(candidate);
                    default -> throw new IllegalStateException("Not from the other side: " + first);
                }
            }
            if (state.inbox().size() > Limits.WAITING_PER_LINK) {
                giveUp("too-many-waiting");
            }
            if (state.phase() instanceof Phase.Stable && state.needed()) {
                state = state.withNeeded(false).in(new Phase.Offering());
                effects.add(new CreateOffer());
            }
        }

        /** An answer is for the offer that is out; when none is, or one was answered already, it is stale. */
        private void takeAnswer(Description answer) {
            if (state.phase() instanceof Phase.HaveLocalOffer) {
                state = state.in(new Phase.AcceptingAnswer(answer));
                effects.add(new Accept(answer));
            }
        }

        private void takeOffer(Description offer) {
            if (state.phase() instanceof Phase.Stable) {
                accept(offer);
            } else if (state.role() == Role.POLITE) {
                // Our own change goes into another offer after this one.
                state = state.withNeeded(true).in(new Phase.RollingBack(offer));
                effects.add(new Rollback());
            } else {
                state = state.withCandidates(state.candidates().ignoreOffer());
            }
        }

        private void takeCandidate(Candidate candidate) {
            if (state.candidates().fits(candidate)) {
                effects.add(new AddCandidate(candidate));
            } else {
                state = state.withCandidates(state.candidates().keep(candidate));
            }
        }

        private void localDescription(Description description) {
            state = state.in(
                    switch (state.phase()) {
                        case Phase.Offering() when description.kind() == Kind.OFFER -> new Phase.HaveLocalOffer();
                        case Phase.Answering() when description.kind() == Kind.ANSWER -> new Phase.Stable();
                        default ->
                            throw unexpected("A local " + description.kind().word());
                    });
            effects.add(new Send(description));
        }

        private void done() {
            switch (state.phase()) {
                case Phase.RollingBack(Description offer) -> accept(offer);
                case Phase.AcceptingOffer(Description offer) -> {
                    accepted(offer);
                    state = state.offered().in(new Phase.Answering());
                    effects.add(new CreateAnswer());
                }
                case Phase.AcceptingAnswer(Description answer) -> {
                    accepted(answer);
                    state = state.in(new Phase.Stable());
                }
                default -> throw unexpected("Done");
            }
        }

        /**
         * No operation fails on a healthy link in the order kept here, and of one that does, the other side is not told: it
         * would wait for its answer for ever. So there is no second try; a new link is the way on.
         */
        private void failed() {
            giveUp(
                    switch (state.phase()) {
                        case Phase.Offering() -> "offer-failed";
                        case Phase.Answering() -> "answer-failed";
                        case Phase.RollingBack ignored -> "rollback-failed";
                        case Phase.AcceptingOffer ignored -> "accept-failed";
                        case Phase.AcceptingAnswer ignored -> "accept-failed";
                        case Phase.Stable(), Phase.HaveLocalOffer(), Phase.Over() -> throw unexpected("Failed");
                    });
        }

        private void accept(Description offer) {
            state = state.in(new Phase.AcceptingOffer(offer));
            effects.add(new Accept(offer));
        }

        private void accepted(Description description) {
            Candidates now = state.candidates().describedBy(description);
            now.waiting().stream().filter(now::fits).map(AddCandidate::new).forEach(effects::add);
            state = state.withCandidates(now.forgetWaiting());
        }

        private void giveUp(String reason) {
            state = state.in(new Phase.Over()).withInbox(List.of()).withCandidates(Candidates.NONE);
            effects.add(new GiveUp(reason));
        }

        private IllegalStateException unexpected(String what) {
            return new IllegalStateException(what + " was not asked for in " + state.phase());
        }

        private static List<NegotiationEvent> append(List<NegotiationEvent> list, NegotiationEvent last) {
            return Stream.concat(list.stream(), Stream.of(last)).toList();
        }
    }
}

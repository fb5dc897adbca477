package org.confero.call;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.confero.call.Negotiation.State;
import org.confero.call.Negotiation.Step;
import org.confero.protocol.SignalData;
import org.confero.protocol.SignalData.Candidate;
import org.confero.protocol.SignalData.Description;

/** One end of a link: its negotiation, its connection and the operation under way. Immutable. */
record Side(State state, Connection connection, Optional<Operation> operation) {
    /** @param made what it has made, once it is applied and only its completion is still to be told */
    record Operation(NegotiationEffect effect, int changesThen, Optional<Description> made) {}

    /** A side after something happened to it, what was fed to its negotiation, and what it has sent by then. */
    record Moved(Side side, List<SignalData> sent) {}

    Moved change(char kind, Stepper stepper) {
        return new Side(state, connection.change(kind), operation).feed(new NegotiationEvent.Needed(), stepper);
    }

    Moved receive(SignalData data, Stepper stepper) {
        return feed(
                switch (data) {
                    case Description description -> new NegotiationEvent.RemoteDescription(description);
                    case Candidate candidate -> new NegotiationEvent.RemoteCandidate(candidate);
                },
                stepper);
    }

    /** The connection hands out a candidate. */
    Moved gather() {
        String ufrag = connection.gathering().getFirst();
        Candidate candidate = new Candidate("candidate:1 1 udp 1 192.0.2.7 9 typ host", "0", 0, ufrag);
        return new Moved(new Side(state, connection.gathered(), operation), List.of(candidate));
    }

    boolean canApply() {
        return operation
                .filter(under -> under.made().isEmpty() && creates(under.effect()))
                .isPresent();
    }

    /** A description is made and applied; that it is, is told later, and candidates may come in between. */
    Side apply() {
        Operation under = operation.orElseThrow();
        Connection.Made made = under.effect() instanceof NegotiationEffect.CreateOffer
                ? connection.offer(under.changesThen())
                : connection.answer(under.changesThen());
        return new Side(
                state,
                made.connection(),
                Optional.of(new Operation(under.effect(), under.changesThen(), Optional.of(made.description()))));
    }

    Moved complete(Stepper stepper) {
        Operation under = operation.orElseThrow();
        Connection after = switch (under.effect()) {
            case NegotiationEffect.Accept(Description description) -> connection.accept(description);
            case NegotiationEffect.Rollback() -> connection.rollback();
            default -> connection;
        };
        NegotiationEvent event = under.made()
                .<NegotiationEvent>map(NegotiationEvent.LocalDescription::new)
                .orElseGet(NegotiationEvent.Done::new);
        return new Side(state, after, Optional.empty()).feed(event, stepper);
    }

    private Moved feed(NegotiationEvent event, Stepper stepper) {
        Step step = stepper.step(state, event);
        Connection next = connection;
        Optional<Operation> under = operation;
        List<SignalData> sent = new ArrayList<>();
        for (NegotiationEffect effect : step.effects()) {
            if (under.isPresent()) {
                throw new Connection.IllegalOperationException(effect + " during " + under.get());
            }
            switch (effect) {
                case NegotiationEffect.Send(Description description) -> sent.add(description);
                case NegotiationEffect.AddCandidate(Candidate candidate) -> next = next.add(candidate);
                case NegotiationEffect.GiveUp giveUp ->
                    throw new Connection.IllegalOperationException(giveUp.toString());
                default ->
                    under = Optional.of(
                            new Operation(effect, connection.changes().length(), Optional.empty()));
            }
        }
        return new Moved(new Side(step.next(), next, under), sent);
    }

    private static boolean creates(NegotiationEffect effect) {
        return effect instanceof NegotiationEffect.CreateOffer || effect instanceof NegotiationEffect.CreateAnswer;
    }
}

package org.confero.desktop.conference;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import org.confero.call.Negotiation;
import org.confero.call.NegotiationEffect;
import org.confero.call.NegotiationEvent;
import org.confero.call.Role;
import org.confero.desktop.rtc.Link;
import org.confero.protocol.SignalData;

/**
 * Carries out on one link what {@link Negotiation} decides: one operation at a time, its completion fed back as the next
 * event. All on the conference's thread.
 */
final class LinkNegotiation {
    private final Link link;
    private final Executor loop;
    private final Consumer<SignalData> sender;
    private final Consumer<String> givenUp;
    private final List<SignalData> held = new ArrayList<>();
    private Negotiation.State state;
    private boolean describing;

    private boolean hasDescribed;

    LinkNegotiation(
            Link link,
            Role role,
            boolean waitsForOffer,
            Executor loop,
            Consumer<SignalData> sender,
            Consumer<String> givenUp) {
        this.link = link;
        this.loop = loop;
        this.sender = sender;
        this.givenUp = givenUp;
        this.state = Negotiation.initial(role, waitsForOffer);
    }

    void take(NegotiationEvent event) {
        Negotiation.Step step = Negotiation.step(state, event);
        state = step.next();
        step.effects().forEach(this::carryOut);
        if (event instanceof NegotiationEvent.LocalDescription) {
            describing = false;
            held.forEach(sender);
            held.clear();
        }
        if (event instanceof NegotiationEvent.LocalDescription(var description)) {
            prepareForRollback(description);
        }
    }

    /**
     * The library forgets what was before the first offer only when an offer of ours is answered; a rollback before that
     * takes the running media down (decision 0005). So whoever may have to roll back, and answered first, offers once.
     */
    private void prepareForRollback(SignalData.Description described) {
        boolean answeredFirst = !hasDescribed && described.kind() == SignalData.Kind.ANSWER;
        hasDescribed = true;
        if (answeredFirst && state.role() == Role.POLITE) {
            take(new NegotiationEvent.Needed());
        }
    }

    /** Sends a candidate of ours, but never before its description: the library may find it sooner than we are told. */
    void found(SignalData.Candidate candidate) {
        if (describing) {
            held.add(candidate);
        } else {
            sender.accept(candidate);
        }
    }

    private void carryOut(NegotiationEffect effect) {
        switch (effect) {
            case NegotiationEffect.CreateOffer() -> describe(link.createOffer());
            case NegotiationEffect.CreateAnswer() -> describe(link.createAnswer());
            case NegotiationEffect.Accept accept ->
                answer(link.accept(accept.description()).thenApply(done -> new NegotiationEvent.Done()));
            case NegotiationEffect.Rollback() -> answer(link.rollback().thenApply(done -> new NegotiationEvent.Done()));
            case NegotiationEffect.AddCandidate add -> link.addCandidate(add.candidate());
            case NegotiationEffect.Send send -> sender.accept(send.description());
            case NegotiationEffect.GiveUp giveUp -> givenUp.accept(giveUp.reason());
        }
    }

    private void describe(CompletableFuture<SignalData.Description> operation) {
        describing = true;
        answer(operation.thenApply(NegotiationEvent.LocalDescription::new));
    }

    /** On the loop itself, not by the future: the loop does not keep a failure to itself. */
    private void answer(CompletableFuture<? extends NegotiationEvent> operation) {
        var _ = operation.whenComplete(
                (event, failure) -> loop.execute(() -> take(event == null ? new NegotiationEvent.Failed() : event)));
    }
}

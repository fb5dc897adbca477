package org.confero.call;

import org.confero.protocol.SignalData.Candidate;
import org.confero.protocol.SignalData.Description;

/** What can happen to one link's negotiation. */
public sealed interface NegotiationEvent {
    /** The connection wants an offer: a track or channel was added, or ICE is to restart. */
    record Needed() implements NegotiationEvent {}

    /** The other side sent a description. */
    record RemoteDescription(Description description) implements NegotiationEvent {}

    /** The other side sent a candidate. */
    record RemoteCandidate(Candidate candidate) implements NegotiationEvent {}

    /** {@link NegotiationEffect.CreateOffer} or {@link NegotiationEffect.CreateAnswer} is done and applied locally. */
    record LocalDescription(Description description) implements NegotiationEvent {}

    /** {@link NegotiationEffect.Accept} or {@link NegotiationEffect.Rollback} is done. */
    record Done() implements NegotiationEvent {}

    /** The operation under way failed; the connection is as it was before it. */
    record Failed() implements NegotiationEvent {}
}

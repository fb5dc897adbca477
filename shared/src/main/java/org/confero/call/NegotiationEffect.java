package org.confero.call;

import org.confero.protocol.SignalData.Candidate;
import org.confero.protocol.SignalData.Description;

/**
 * What a link has to do, in the order given and one at a time. The first four are operations: each is answered by one
 * event, and the function asks for no second one before that.
 */
public sealed interface NegotiationEffect {
    /** createOffer, then setLocalDescription; answered by LocalDescription or Failed. */
    record CreateOffer() implements NegotiationEffect {}

    /** createAnswer, then setLocalDescription; answered by LocalDescription or Failed. */
    record CreateAnswer() implements NegotiationEffect {}

    /** setRemoteDescription; answered by Done or Failed. */
    record Accept(Description description) implements NegotiationEffect {}

    /** setLocalDescription of type rollback: explicit, as not every library rolls back by itself. Done or Failed. */
    record Rollback() implements NegotiationEffect {}

    /** addIceCandidate; no answer, and its failure is no fault of the link. */
    record AddCandidate(Candidate candidate) implements NegotiationEffect {}

    /** Send this description to the other side. */
    record Send(Description description) implements NegotiationEffect {}

    /** The negotiation cannot go on by itself; the link has to be made anew. */
    record GiveUp(String reason) implements NegotiationEffect {}
}

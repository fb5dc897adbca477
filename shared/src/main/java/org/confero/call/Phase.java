package org.confero.call;

import org.confero.protocol.SignalData.Description;

/** Where a negotiation stands: JSEP's signaling state, and the operation under way if there is one. */
sealed interface Phase {
    record Stable() implements Phase {}

    /** Our offer is out, its answer is not here. */
    record HaveLocalOffer() implements Phase {}

    record Offering() implements Phase {}

    record Answering() implements Phase {}

    /** Our offer gives way to this one. */
    record RollingBack(Description offer) implements Phase {}

    record AcceptingOffer(Description offer) implements Phase {}

    record AcceptingAnswer(Description answer) implements Phase {}

    /** Given up: nothing follows from anything. */
    record Over() implements Phase {}

    /** Nothing is under way, so that something can begin. */
    default boolean isIdle() {
        return this instanceof Stable || this instanceof HaveLocalOffer;
    }
}

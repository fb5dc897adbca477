package org.confero.call;

/** What is to be done for a link. */
public sealed interface HealingEffect {
    /** Look for new ways by an offer with new ICE credentials; the old way is used as long as it works. */
    record RestartIce() implements HealingEffect {}

    /**
     * Close this connection and make another one, with an offer of ours. {@link Delivery} has to be told
     * before that offer is.
     */
    record Rebuild() implements HealingEffect {}

    /** Tell the person how the link stands now. */
    record Tell(LinkCondition condition) implements HealingEffect {}
}

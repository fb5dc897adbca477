package org.confero.call;

import org.confero.protocol.ParticipantId;

/** Which links are to be, in the order given. */
public sealed interface ReunionEffect {
    /** Make a link to this peer, with {@link Negotiation#initial} of this role and waitsForOffer. */
    record Open(ParticipantId peer, Role role, boolean waitsForOffer) implements ReunionEffect {}

    /** The link to this peer ends. */
    record Close(ParticipantId peer) implements ReunionEffect {}

    /** The other side of this link has another id now; the link goes on. */
    record Rename(ParticipantId peer, ParticipantId to) implements ReunionEffect {}
}

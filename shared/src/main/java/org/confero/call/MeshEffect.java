package org.confero.call;

import org.confero.protocol.ParticipantId;

/** Which links are to be, in the order given. */
public sealed interface MeshEffect {
    /** Make a link to this peer, with {@link Negotiation#initial} of this role and waitsForOffer. */
    record Open(ParticipantId peer, Role role, boolean waitsForOffer) implements MeshEffect {}

    /** The link to this peer ends. */
    record Close(ParticipantId peer) implements MeshEffect {}
}

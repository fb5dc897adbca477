package org.confero.desktop.conference;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.confero.call.MeshEffect;
import org.confero.call.NegotiationEvent;
import org.confero.call.Role;
import org.confero.codec.Codec;
import org.confero.codec.Decoded;
import org.confero.desktop.conference.ConferenceListener.LinkState;
import org.confero.desktop.conference.ConferenceListener.Remote;
import org.confero.desktop.rtc.Link;
import org.confero.protocol.MediaState;
import org.confero.protocol.Participant;
import org.confero.protocol.Payload;
import org.confero.protocol.SignalData;

/** One other participant and the link to it. All methods on the conference's thread. */
final class Peer implements Link.Listener {
    /** What a peer wants of the call that it is part of. */
    interface Owner {
        void send(Peer peer, SignalData data);

        void changed();

        /** There is no way to this peer, or none at the moment. */
        void unreachable(Peer peer);
    }

    private final Owner owner;
    private final Role role;
    private final long since;
    private final Link link;
    private final LinkNegotiation negotiation;
    private Participant participant;
    private LinkState state = LinkState.CONNECTING;
    private boolean wasConnected;
    private boolean closed;

    /**
     * @param since when the wait for its first frame began, of {@link System#nanoTime}
     * @param links makes the link, for the listener given
     */
    Peer(
            Participant participant,
            MeshEffect.Open open,
            long since,
            Function<Link.Listener, Link> links,
            Executor loop,
            Owner owner) {
        this.participant = participant;
        this.role = open.role();
        this.since = since;
        this.owner = owner;
        link = links.apply(this);
        negotiation = new LinkNegotiation(
                link, role, open.waitsForOffer(), loop, data -> owner.send(this, data), reason -> give());
        expect(participant.state());
    }

    Participant participant() {
        return participant;
    }

    Remote remote() {
        return new Remote(participant.id(), participant.name(), participant.state(), state, link.picture());
    }

    void update(Participant now) {
        participant = now;
        expect(now.state());
    }

    /** From the other side; what cannot be read is left out. */
    void receive(Payload data) {
        if (Codec.decodeSignal(data) instanceof Decoded.Ok<SignalData>(SignalData signal)) {
            negotiation.take(
                    switch (signal) {
                        case SignalData.Description description -> new NegotiationEvent.RemoteDescription(description);
                        case SignalData.Candidate candidate -> new NegotiationEvent.RemoteCandidate(candidate);
                    });
        }
    }

    CompletableFuture<ParticipantStats> stats() {
        return link.stats()
                .thenApply(stats -> new ParticipantStats(
                        participant.id(),
                        participant.name(),
                        state == LinkState.CONNECTED,
                        stats.firstFrameNanos() == null
                                ? null
                                : Long.valueOf(TimeUnit.NANOSECONDS.toMillis(stats.firstFrameNanos() - since)),
                        stats));
    }

    /** Looks for new ways to the other side, and negotiates anew. */
    void restart() {
        link.restartIce();
    }

    void close() {
        closed = true;
        link.close();
    }

    @Override
    public void negotiationNeeded() {
        negotiation.take(new NegotiationEvent.Needed());
    }

    @Override
    public void candidate(SignalData.Candidate candidate) {
        negotiation.found(candidate);
    }

    @Override
    public void connection(Link.Connection connection) {
        switch (connection) {
            case CONNECTED -> {
                wasConnected = true;
                become(LinkState.CONNECTED);
            }
            case CONNECTING, DISCONNECTED -> become(wasConnected ? LinkState.INTERRUPTED : LinkState.CONNECTING);
            case FAILED -> {
                become(wasConnected ? LinkState.INTERRUPTED : LinkState.FAILED);
                owner.unreachable(this);
                // One side is enough, and both would meet in the middle.
                if (role == Role.IMPOLITE) {
                    restart();
                }
            }
        }
    }

    /** The negotiation cannot go on; operations that a closed link gave back do not count. */
    private void give() {
        if (!closed) {
            become(LinkState.FAILED);
            owner.unreachable(this);
        }
    }

    private void become(LinkState next) {
        if (next != state) {
            state = next;
            owner.changed();
        }
    }

    private void expect(MediaState media) {
        link.expect(media.audio(), media.video());
    }
}

package org.confero.call;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.SequencedSet;
import org.confero.call.MeshEffect.Close;
import org.confero.call.MeshEffect.Open;
import org.confero.protocol.ParticipantId;

/**
 * Which links a participant has, as a pure function of what it is told of the room: one to every other participant.
 * News that say nothing new (a peer that is known joins, one that is not leaves) have no effect. A person who comes back
 * has a new id and so gets a new link.
 */
public final class Mesh {
    /** A state and what to do on the way to it. */
    public record Step(State next, List<MeshEffect> effects) {
        public Step {
            effects = List.copyOf(effects);
        }
    }

    /** Who we are, while we are in a room, and to whom there is a link. */
    public record State(Optional<ParticipantId> self, List<ParticipantId> peers) {
        public static final State OUTSIDE = new State(Optional.empty(), List.of());

        public State {
            peers = List.copyOf(peers);
        }
    }

    private Mesh() {}

    public static Step step(State state, MeshEvent event) {
        return switch (event) {
            // Who was there first waits for the newcomer's offer: we offer to those whom we find.
            case MeshEvent.Joined(var self, var others)
            when !state.self().equals(Optional.of(self)) ->
                follow(new Step(State.OUTSIDE, close(state.peers())), self, others, false);
            case MeshEvent.Joined(var self, var others) -> follow(new Step(state, List.of()), self, others, true);
            case MeshEvent.PeerJoined(var peer)
            when state.self().isPresent() ->
                follow(new Step(state, List.of()), state.self().get(), plus(state.peers(), peer), true);
            case MeshEvent.PeerJoined ignored -> new Step(state, List.of());
            case MeshEvent.PeerLeft(var peer)
            when state.peers().contains(peer) ->
                new Step(new State(state.self(), minus(state.peers(), peer)), close(List.of(peer)));
            case MeshEvent.PeerLeft ignored -> new Step(state, List.of());
            case MeshEvent.Left() -> new Step(State.OUTSIDE, close(state.peers()));
        };
    }

    /** Goes on from a step so that there are links to exactly these others. */
    private static Step follow(Step before, ParticipantId self, List<ParticipantId> others, boolean newcomersOffer) {
        SequencedSet<ParticipantId> wanted = new LinkedHashSet<>(others);
        wanted.remove(self);
        List<ParticipantId> had = before.next().peers();
        List<MeshEffect> effects = new ArrayList<>(before.effects());
        effects.addAll(close(had.stream().filter(peer -> !wanted.contains(peer)).toList()));
        wanted.stream()
                .filter(peer -> !had.contains(peer))
                .map(peer -> new Open(peer, Role.of(self, peer), newcomersOffer))
                .forEach(effects::add);
        return new Step(new State(Optional.of(self), List.copyOf(wanted)), effects);
    }

    private static List<MeshEffect> close(List<ParticipantId> peers) {
        return peers.stream().<MeshEffect>map(Close::new).toList();
    }

    private static List<ParticipantId> plus(List<ParticipantId> peers, ParticipantId peer) {
        List<ParticipantId> all = new ArrayList<>(peers);
        all.add(peer);
        return all;
    }

    private static List<ParticipantId> minus(List<ParticipantId> peers, ParticipantId peer) {
        return peers.stream().filter(other -> !other.equals(peer)).toList();
    }
}

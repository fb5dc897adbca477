package org.confero.desktop.conference;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import org.confero.call.Mesh;
import org.confero.call.MeshEffect;
import org.confero.call.MeshEvent;
import org.confero.codec.Codec;
import org.confero.desktop.conference.ConferenceListener.Remote;
import org.confero.desktop.rtc.MediaEngine;
import org.confero.protocol.ClientMessage;
import org.confero.protocol.IceServer;
import org.confero.protocol.InvalidValueException;
import org.confero.protocol.Participant;
import org.confero.protocol.ParticipantId;
import org.confero.protocol.ServerMessage;
import org.confero.protocol.SignalData;

/** The others in the room and the links to them. All methods on the conference's thread. */
final class Call implements Peer.Owner {
    /** What the call tells the conference. */
    interface Listener {
        void send(ClientMessage message);

        void remotes(List<Remote> remotes);

        void unreachable(Participant participant);
    }

    private final MediaEngine media;
    private final Executor loop;
    private final Listener listener;

    /** In the order of their joining. */
    private final Map<ParticipantId, Participant> roster = new LinkedHashMap<>();

    private final Map<ParticipantId, Peer> peers = new LinkedHashMap<>();
    private Mesh.State mesh = Mesh.State.OUTSIDE;
    private List<IceServer> iceServers = List.of();

    Call(MediaEngine media, Executor loop, Listener listener) {
        this.media = media;
        this.loop = loop;
        this.listener = listener;
    }

    /** @param since when the wait for those in the room began, of {@link System#nanoTime} */
    void joined(ServerMessage.Joined joined, long since) {
        iceServers = joined.iceServers();
        roster.clear();
        joined.participants().forEach(participant -> roster.put(participant.id(), participant));
        List<ParticipantId> others =
                joined.participants().stream().map(Participant::id).toList();
        step(new MeshEvent.Joined(joined.self(), others), since);
    }

    /** For links that are opened from now on. */
    void useIceServers(List<IceServer> fresh) {
        iceServers = fresh;
    }

    void appeared(Participant participant) {
        roster.put(participant.id(), participant);
        step(new MeshEvent.PeerJoined(participant.id()), System.nanoTime());
    }

    void updated(Participant participant) {
        Peer peer = peers.get(participant.id());
        if (peer != null) {
            roster.put(participant.id(), participant);
            peer.update(participant);
            changed();
        }
    }

    void gone(ParticipantId id) {
        roster.remove(id);
        step(new MeshEvent.PeerLeft(id), System.nanoTime());
    }

    void signal(ServerMessage.Signal signal) {
        Peer peer = peers.get(signal.from());
        if (peer != null) {
            peer.receive(signal.data());
        }
    }

    /** Closes all links. */
    void leave() {
        roster.clear();
        step(new MeshEvent.Left(), System.nanoTime());
    }

    /** Of every link that can still be asked. */
    CompletableFuture<List<ParticipantStats>> stats() {
        List<CompletableFuture<ParticipantStats>> each =
                peers.values().stream().map(Peer::stats).toList();
        return CompletableFuture.allOf(each.toArray(CompletableFuture[]::new))
                .handle((done, failure) -> each.stream()
                        .filter(stats -> !stats.isCompletedExceptionally())
                        .map(CompletableFuture::join)
                        .toList());
    }

    /** Looks for new ways to everybody. */
    void restart() {
        peers.values().forEach(Peer::restart);
    }

    @Override
    public void send(Peer peer, SignalData data) {
        try {
            listener.send(new ClientMessage.Signal(peer.participant().id(), Codec.encode(data)));
        } catch (InvalidValueException e) {
            // A description beyond the protocol's bound: this link cannot come about.
            unreachable(peer);
        }
    }

    @Override
    public void changed() {
        listener.remotes(peers.values().stream().map(Peer::remote).toList());
    }

    @Override
    public void unreachable(Peer peer) {
        listener.unreachable(peer.participant());
    }

    private void step(MeshEvent event, long since) {
        Mesh.Step step = Mesh.step(mesh, event);
        mesh = step.next();
        step.effects().forEach(effect -> {
            switch (effect) {
                case MeshEffect.Open open -> open(open, since);
                case MeshEffect.Close(ParticipantId id) -> close(id);
            }
        });
        if (!step.effects().isEmpty()) {
            changed();
        }
    }

    private void open(MeshEffect.Open open, long since) {
        Participant participant = roster.get(open.peer());
        if (participant != null) {
            Peer peer = new Peer(participant, open, since, listening -> media.link(iceServers, listening), loop, this);
            peers.put(open.peer(), peer);
        }
    }

    private void close(ParticipantId id) {
        Peer peer = peers.remove(id);
        if (peer != null) {
            peer.close();
        }
    }
}

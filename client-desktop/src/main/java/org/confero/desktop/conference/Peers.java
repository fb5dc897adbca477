package org.confero.desktop.conference;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.confero.protocol.ClientKey;
import org.confero.protocol.ControlMessage;
import org.confero.protocol.ParticipantId;
import org.jspecify.annotations.Nullable;

/** To whom there are links, in the order in which they were opened, by the ids that they have now. All methods on the conference's thread. */
final class Peers {
    private Map<ParticipantId, Peer> byId = new LinkedHashMap<>();

    @Nullable
    Peer get(ParticipantId id) {
        return byId.get(id);
    }

    Optional<Peer> find(ClientKey key) {
        return byId.values().stream()
                .filter(peer -> peer.key().equals(Optional.of(key)))
                .findFirst();
    }

    /** As they are now: links may come and go while it is looked through. */
    List<Peer> all() {
        return List.copyOf(byId.values());
    }

    void add(Peer peer) {
        byId.put(peer.id(), peer);
    }

    @Nullable
    Peer remove(ParticipantId id) {
        return byId.remove(id);
    }

    /** Its place among the others stays; its own idea of who it is has to follow. */
    @Nullable
    Peer rename(ParticipantId id, ParticipantId to) {
        Map<ParticipantId, Peer> next = new LinkedHashMap<>();
        byId.forEach((each, peer) -> next.put(each.equals(id) ? to : each, peer));
        byId = next;
        return byId.get(to);
    }

    /** What cannot be said now is lost. */
    void say(ParticipantId to, ControlMessage message) {
        Peer peer = byId.get(to);
        if (peer != null) {
            peer.say(message);
        }
    }

    void sayToAll(ControlMessage message) {
        byId.values().forEach(peer -> peer.say(message));
    }
}

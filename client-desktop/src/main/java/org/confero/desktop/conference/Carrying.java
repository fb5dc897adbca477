package org.confero.desktop.conference;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.confero.call.Route;
import org.confero.call.Routes;
import org.confero.codec.Codec;
import org.confero.protocol.ClientMessage;
import org.confero.protocol.ControlMessage;
import org.confero.protocol.InvalidValueException;
import org.confero.protocol.Limits;
import org.confero.protocol.LinkSignal;
import org.confero.protocol.Participant;
import org.confero.protocol.ParticipantId;
import org.confero.protocol.Payload;
import org.confero.protocol.Presence;

/** Carries signals to the others by the ways that {@link Routes} finds, and for others what they ask for. On the conference's thread. */
final class Carrying {
    private final Map<ParticipantId, Participant> roster;
    private final Peers peers;
    private final Consumer<ClientMessage> toServer;
    private List<ParticipantId> reached = List.of();
    private boolean server;

    /** @param roster and {@code peers} are the call's own, which changes them */
    Carrying(Map<ParticipantId, Participant> roster, Peers peers, Consumer<ClientMessage> toServer) {
        this.roster = roster;
        this.peers = peers;
        this.toServer = toServer;
    }

    /** Whether our socket is up and our session goes on. */
    void served(boolean now) {
        server = now;
    }

    boolean isServed() {
        return server;
    }

    Route to(ParticipantId peer) {
        return routes().to(peer);
    }

    /** Where there is no way it is lost. Whether it can be sent at all: a description may be too long for the protocol. */
    boolean transmit(ParticipantId to, LinkSignal signal) {
        Payload data;
        try {
            data = Codec.encode(signal);
        } catch (InvalidValueException e) {
            return false;
        }
        switch (to(to)) {
            case Route.Server() -> toServer.accept(new ClientMessage.Signal(to, data));
            case Route.Direct() -> peers.say(to, new ControlMessage.Signal(null, null, data));
            case Route.Via(ParticipantId carrier) -> peers.say(carrier, new ControlMessage.Signal(to, null, data));
            case Route.Nowhere() -> {
                // It is said again when there is a way.
            }
        }
        return true;
    }

    /**
     * A signal came over the control channel to {@code speaker}.
     *
     * @param mine takes what is for us, with whose it is
     */
    void carry(
            ParticipantId self,
            ParticipantId speaker,
            ControlMessage.Signal signal,
            BiConsumer<ParticipantId, Payload> mine) {
        switch (routes().carry(self, speaker, signal)) {
            case Routes.Carried.Mine(ParticipantId from, Payload data) -> mine.accept(from, data);
            case Routes.Carried.On(ParticipantId to, ControlMessage.Signal on) -> peers.say(to, on);
            case Routes.Carried.Dropped() -> {
                // There is nobody to carry it to, or it has been carried already.
            }
        }
    }

    /** To whom our links work, for whoever may want us to carry something. */
    ControlMessage.Links links() {
        return new ControlMessage.Links(reached);
    }

    /** Tells the others when that has changed, and sends what waits for a way where there is another one. Has to be called often. */
    void tick() {
        List<ParticipantId> now = peers.all().stream()
                .filter(Peer::works)
                .map(Peer::id)
                .limit(Limits.ROOM_CAPACITY)
                .toList();
        if (!now.equals(reached)) {
            reached = now;
            peers.sayToAll(links());
        }
        Routes routes = routes();
        peers.all().forEach(peer -> peer.follow(routes.to(peer.id())));
    }

    private Routes routes() {
        Set<ParticipantId> served = new HashSet<>();
        roster.values().stream()
                .filter(each -> each.presence() == Presence.CONNECTED)
                .forEach(each -> served.add(each.id()));
        Set<ParticipantId> open = new HashSet<>();
        Map<ParticipantId, List<ParticipantId>> told = new HashMap<>();
        for (Peer peer : peers.all()) {
            if (peer.carries()) {
                open.add(peer.id());
            }
            told.put(peer.id(), peer.reached());
        }
        return new Routes(server, served, open, told);
    }
}

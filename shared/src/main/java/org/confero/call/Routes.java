package org.confero.call;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.confero.protocol.ControlMessage.Signal;
import org.confero.protocol.ParticipantId;
import org.confero.protocol.Payload;

/**
 * Which way signals take, and what becomes of those that are to be carried on: pure, {@code routes.js} is the same. PROTOCOL.md,
 * "Signaling without a server".
 *
 * @param server whether our socket is up and our session goes on
 * @param served who has a socket too, as the server last said
 * @param open to whom our control channel is open
 * @param told to whom each of these has said that its links work
 */
public record Routes(
        boolean server,
        Set<ParticipantId> served,
        Set<ParticipantId> open,
        Map<ParticipantId, List<ParticipantId>> told) {
    public Routes {
        served = Set.copyOf(served);
        open = Set.copyOf(open);
        told = Map.copyOf(told);
    }

    /** What is to be done with a signal that came over a control channel. */
    public sealed interface Carried {
        /** It is for us; {@code from} is who speaks. */
        record Mine(ParticipantId from, Payload data) implements Carried {}

        /** Send it on, over the control channel to this participant. */
        record On(ParticipantId to, Signal signal) implements Carried {}

        /** There is nobody to carry it to, or it has been carried already. */
        record Dropped() implements Carried {}
    }

    /** The way to this participant now. */
    public Route to(ParticipantId peer) {
        if (server && served.contains(peer)) {
            return new Route.Server();
        }
        if (open.contains(peer)) {
            return new Route.Direct();
        }
        Optional<ParticipantId> carrier = open.stream()
                .filter(each -> told.getOrDefault(each, List.of()).contains(peer))
                .sorted()
                .findFirst();
        if (carrier.isPresent()) {
            return new Route.Via(carrier.get());
        }
        // The server keeps it until the other's socket is back, if it ever is.
        return server ? new Route.Server() : new Route.Nowhere();
    }

    /**
     * What becomes of a signal that came over the control channel to {@code speaker}. Who speaks is known from the channel; only a
     * carrier is believed that somebody else does, and nothing is carried twice.
     */
    public Carried carry(ParticipantId self, ParticipantId speaker, Signal signal) {
        ParticipantId to = signal.to();
        ParticipantId from = signal.from();
        if (to != null && !to.equals(self)) {
            return open.contains(to) && !to.equals(speaker)
                    ? new Carried.On(to, new Signal(null, speaker, signal.data()))
                    : new Carried.Dropped();
        }
        if (from != null && from.equals(self)) {
            return new Carried.Dropped();
        }
        return new Carried.Mine(from == null ? speaker : from, signal.data());
    }
}

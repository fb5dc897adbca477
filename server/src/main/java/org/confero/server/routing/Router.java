package org.confero.server.routing;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.confero.protocol.ParticipantId;
import org.confero.protocol.ServerMessage;
import org.confero.server.room.Decision;
import org.confero.server.room.Delivery;

/** Knows every participant's sink and carries a room's deliveries there. */
public final class Router {
    private final Map<ParticipantId, Sink> sinks = new ConcurrentHashMap<>();
    private final Function<ServerMessage, String> encode;

    public Router(Function<ServerMessage, String> encode) {
        this.encode = encode;
    }

    /** Says what the room decided on a command of {@code sender}, who is known from the moment that the room has it. */
    void carryOut(Decision decision, ParticipantId sender, Sink sink) {
        boolean inside = decision.next().has(sender);
        if (inside) {
            sinks.put(sender, sink);
        } else {
            sinks.remove(sender);
        }
        for (Delivery delivery : decision.deliveries()) {
            if (delivery.to().isEmpty()) {
                continue;
            }
            Frame frame = Frame.of(encode.apply(delivery.message()));
            for (ParticipantId to : delivery.to()) {
                Sink recipient = to.equals(sender) ? sink : sinks.get(to);
                if (recipient != null && decision.next().has(to)) {
                    recipient.send(frame);
                } else if (recipient != null) {
                    sinks.remove(to);
                    recipient.dismiss(frame);
                }
            }
        }
    }
}

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
        if (decision.next().has(sender)) {
            sinks.put(sender, sink);
        } else {
            sinks.remove(sender);
        }
        for (Delivery delivery : decision.deliveries()) {
            if (!delivery.to().isEmpty()) {
                send(delivery, sender, sink);
            }
        }
        // Only now: whoever is put out hears all of it.
        for (Delivery delivery : decision.deliveries()) {
            dismiss(delivery, decision, sender, sink);
        }
    }

    private void send(Delivery delivery, ParticipantId sender, Sink sink) {
        Frame frame = Frame.of(encode.apply(delivery.message()));
        for (ParticipantId to : delivery.to()) {
            Sink recipient = to.equals(sender) ? sink : sinks.get(to);
            if (recipient != null) {
                recipient.send(frame);
            }
        }
    }

    private void dismiss(Delivery delivery, Decision decision, ParticipantId sender, Sink sink) {
        for (ParticipantId to : delivery.to()) {
            if (!decision.next().has(to)) {
                Sink outside = to.equals(sender) ? sink : sinks.remove(to);
                if (outside != null) {
                    outside.dismiss();
                }
            }
        }
    }
}

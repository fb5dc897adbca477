package org.confero.server.routing;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.confero.protocol.ParticipantId;
import org.confero.protocol.ServerMessage;
import org.confero.server.room.Decision;
import org.confero.server.room.Delivery;
import org.jspecify.annotations.Nullable;

/** Knows every participant's sink and carries a room's deliveries there. */
public final class Router {
    private final Map<ParticipantId, Sink> sinks = new ConcurrentHashMap<>();
    private final Function<ServerMessage, String> encode;

    public Router(Function<ServerMessage, String> encode) {
        this.encode = encode;
    }

    /** Says what the room decided on a command of {@code sender}, who is known from the moment that the room has it. */
    public void carryOut(Decision decision, ParticipantId sender, Sink sink) {
        if (decision.next().has(sender)) {
            // Nearly always it is there: a look costs less than a lock.
            if (!sink.equals(sinks.get(sender))) {
                Sink earlier = sinks.put(sender, sink);
                if (earlier != null) {
                    earlier.moved();
                }
            }
        } else {
            sinks.remove(sender);
        }
        say(decision, sender, sink);
    }

    /** Says what the room decided on an order from outside. */
    public void carryOut(Decision decision) {
        say(decision, null, null);
    }

    /** Says what was decided on a command that changes nothing, of one who is known already. */
    public void relay(Decision decision, ParticipantId sender, Sink sink) {
        say(decision, sender, sink);
    }

    /** The sink of one who is here. */
    public Optional<Sink> sink(ParticipantId participant) {
        return Optional.ofNullable(sinks.get(participant));
    }

    /** This one is on another node now. */
    public void letGo(ParticipantId participant) {
        Sink sink = sinks.remove(participant);
        if (sink != null) {
            sink.moved();
        }
    }

    /** This one hears no more of its room. */
    public void forget(ParticipantId participant) {
        sinks.remove(participant);
    }

    /** What the room decided to say to those who are not here, in its order; {@code sender} is here. */
    public List<Letter> letters(Decision decision, @Nullable ParticipantId sender) {
        List<Letter> letters = new ArrayList<>();
        List<Delivery> deliveries = decision.deliveries();
        for (int i = 0; i < deliveries.size(); i++) {
            Delivery delivery = deliveries.get(i);
            List<Delivery> later = deliveries.subList(i + 1, deliveries.size());
            Map<Boolean, List<ParticipantId>> away = delivery.to().stream()
                    .filter(to -> !to.equals(sender) && !sinks.containsKey(to))
                    .collect(Collectors.partitioningBy(to -> !decision.next().has(to) && !isNamed(to, later)));
            away.forEach((isLast, to) -> {
                if (!to.isEmpty()) {
                    letters.add(new Letter(to, encode.apply(delivery.message()), isLast));
                }
            });
        }
        return letters;
    }

    /** Says what another node's decision has for those who are here. */
    public void deliver(Letter letter) {
        Frame frame = Frame.of(letter.text());
        for (ParticipantId to : letter.to()) {
            Sink recipient = letter.isLast() ? sinks.remove(to) : sinks.get(to);
            if (recipient != null && letter.isLast()) {
                recipient.sendLast(frame);
            } else if (recipient != null) {
                recipient.send(frame);
            }
        }
    }

    /** Answers one that is or is not in a room; after {@code isLast} it is not. */
    public void answer(Sink sink, ServerMessage message, boolean isLast) {
        Frame frame = Frame.of(encode.apply(message));
        if (isLast) {
            sink.sendLast(frame);
        } else {
            sink.send(frame);
        }
    }

    private void say(Decision decision, @Nullable ParticipantId sender, @Nullable Sink sink) {
        List<Delivery> deliveries = decision.deliveries();
        for (int i = 0; i < deliveries.size(); i++) {
            Delivery delivery = deliveries.get(i);
            if (delivery.to().isEmpty()) {
                continue;
            }
            Frame frame = Frame.of(encode.apply(delivery.message()));
            for (ParticipantId to : delivery.to()) {
                Sink recipient = to.equals(sender) ? sink : sinks.get(to);
                if (recipient == null) {
                    continue;
                }
                // Whoever is put out hears all of it, and may ask to come in again as soon as it has.
                if (decision.next().has(to) || isNamed(to, deliveries.subList(i + 1, deliveries.size()))) {
                    recipient.send(frame);
                } else {
                    sinks.remove(to, recipient);
                    recipient.sendLast(frame);
                }
            }
        }
    }

    private static boolean isNamed(ParticipantId to, List<Delivery> deliveries) {
        return deliveries.stream().anyMatch(delivery -> delivery.to().contains(to));
    }
}

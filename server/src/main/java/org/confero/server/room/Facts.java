package org.confero.server.room;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.confero.protocol.Participant;
import org.confero.protocol.ParticipantId;
import org.confero.protocol.ServerMessage;

/**
 * What has happened, from the room as it was and what it decided: who is in it is compared, and why somebody went is what
 * the room itself said. So a new command needs nothing new here, and no command can change who is there without a fact.
 */
public final class Facts {
    private Facts() {}

    /** In the order in which one may tell them: those who go before those who come. Empty for what only relays. */
    public static List<Fact> of(Room before, Decision decision) {
        Room after = decision.next();
        if (after.version() == before.version()) {
            return List.of();
        }
        Map<ParticipantId, Member> gone =
                LinkedHashMap.newLinkedHashMap(before.members().size());
        before.members().forEach(member -> gone.put(member.id(), member));
        List<Fact> present = new ArrayList<>();
        for (Member member : after.members()) {
            Member earlier = gone.remove(member.id());
            if (earlier == null) {
                present.add(joined(member.participant()));
            } else {
                compare(earlier.participant(), member.participant(), present);
            }
        }
        List<Fact> facts = new ArrayList<>();
        if (before.members().isEmpty() && !after.members().isEmpty()) {
            facts.add(new Fact.RoomOpened());
        }
        gone.keySet().forEach(id -> facts.add(new Fact.ParticipantLeft(id, departure(id, decision))));
        facts.addAll(present);
        if (!before.members().isEmpty() && after.members().isEmpty()) {
            facts.add(new Fact.RoomClosed(closing(decision)));
        } else if (before.locked() != after.locked()) {
            facts.add(after.locked() ? new Fact.RoomLocked() : new Fact.RoomUnlocked());
        }
        return facts;
    }

    private static Fact joined(Participant one) {
        return new Fact.ParticipantJoined(one.id(), one.name(), one.role());
    }

    private static void compare(Participant before, Participant after, List<Fact> facts) {
        if (before.role() != after.role()) {
            facts.add(new Fact.RoleChanged(after.id(), after.role()));
        }
    }

    private static Departure departure(ParticipantId gone, Decision decision) {
        return said(decision, ServerMessage.ParticipantLeft.class)
                .filter(left -> left.id().equals(gone))
                .findFirst()
                .map(left -> Departure.of(left.reason()))
                .orElse(Departure.ENDED);
    }

    private static Closing closing(Decision decision) {
        Optional<ServerMessage.Ended> ended =
                said(decision, ServerMessage.Ended.class).findFirst();
        return ended.map(one -> Closing.of(one.reason())).orElse(Closing.EMPTY);
    }

    private static <T extends ServerMessage> Stream<T> said(Decision decision, Class<T> type) {
        return decision.deliveries().stream()
                .map(Delivery::message)
                .filter(type::isInstance)
                .map(type::cast);
    }
}

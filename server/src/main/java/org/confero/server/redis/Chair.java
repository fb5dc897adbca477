package org.confero.server.redis;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import org.confero.protocol.LeaveReason;
import org.confero.protocol.Participant;
import org.confero.protocol.ParticipantId;
import org.confero.protocol.Presence;
import org.confero.server.events.Event;
import org.confero.server.room.Decision;
import org.confero.server.room.Fact;
import org.confero.server.room.Facts;
import org.confero.server.room.RoomCommand;
import org.confero.server.room.RoomOrder;
import org.confero.server.room.Ruling;
import org.confero.server.routing.Letter;
import org.confero.server.routing.Router;
import org.confero.server.routing.Sink;
import org.confero.server.routing.UnavailableException;
import org.jspecify.annotations.Nullable;

/**
 * Has rooms decide on this node, and sees that they are kept and that all nodes hear of it. Used by a room's mailbox, and waits
 * for Redis: methods throw {@link UnavailableException}, if nothing else is said.
 */
final class Chair {
    private final RoomStore store;
    private final Postman postman;
    private final Leases leases;
    private final Router router;
    private final String node;
    private final EventStreams streams;

    Chair(RoomStore store, Postman postman, Leases leases, Router router, String node, EventStreams streams) {
        this.store = store;
        this.postman = postman;
        this.leases = leases;
        this.router = router;
        this.node = node;
        this.streams = streams;
    }

    /** The same for what nobody here has asked for. */
    Ruling decide(SharedRoom room, Function<KeptRoom, Ruling> rules) {
        return decide(room, rules, null, router::carryOut);
    }

    /**
     * The same for one who is on another node, as long as it is: whoever has moved meanwhile is not spoken for.
     *
     * @param home where it has to be
     */
    void decideFor(SharedRoom room, RoomCommand command, String home) {
        decide(
                room,
                is -> home.equals(is.nodes().get(command.sender()))
                        ? is.room().handle(command)
                        : new Decision(is.room(), List.of()));
    }

    /** Decides, again when another node was faster; afterwards {@code tell} says it to those who are here. */
    Ruling decide(
            SharedRoom room,
            Function<KeptRoom, Ruling> rules,
            @Nullable ParticipantId sender,
            Consumer<Decision> tell) {
        room.settle();
        KeptRoom before = asKnown(room);
        while (true) {
            Ruling ruling = rules.apply(before);
            if (!(ruling instanceof Decision decision)) {
                return ruling;
            }
            if (decision.next().version() == before.version()) {
                sayAway(before, decision, sender);
                tell.accept(decision);
                return ruling;
            }
            KeptRoom after = before.after(decision.next(), node, sender);
            if (after.isOn(node)) {
                leases.enter(room.id());
                if (room.epoch() == null) {
                    room.isOf(leases.epoch());
                }
            }
            List<Event> events = streams.stamp(room.id(), facts(before, after, decision));
            Optional<KeptRoom> newer = store.replace(before, after, mail(before, after, decision, sender), events);
            if (newer.isEmpty()) {
                room.decided(after, () -> tell.accept(decision));
                return ruling;
            }
            before = catchUp(room, before, newer.get());
        }
    }

    /** Something that the room does not decide. */
    void tell(SharedRoom room, Fact fact) {
        streams.append(room.id(), streams.stamp(room.id(), List.of(fact)));
    }

    private static List<Fact> facts(KeptRoom before, KeptRoom after, Decision decision) {
        List<Fact> all = new ArrayList<>(Facts.of(before.room(), decision));
        for (Participant one : after.room().participants()) {
            String from = before.nodes().get(one.id());
            String to = after.nodes().get(one.id());
            if (from != null && to != null && !from.equals(to)) {
                all.add(new Fact.ParticipantMoved(one.id(), NodeName.node(from), NodeName.node(to)));
            }
        }
        return all;
    }

    /** The room as this node knows it, or as it is kept where nobody is here. */
    KeptRoom asKnown(SharedRoom room) {
        KeptRoom known = room.known();
        return known != null ? known : store.find(room.id());
    }

    private KeptRoom catchUp(SharedRoom room, KeptRoom before, KeptRoom newer) {
        if (room.known() == null) {
            return newer;
        }
        // The versions of one life only grow: what comes after a later one is of a Redis that has forgotten it.
        boolean isSameLife = newer.version() > before.version();
        if (!isSameLife || !room.catchesUpWith(newer.version())) {
            room.goOnFrom(restored(room, newer), router::carryOut);
            room.isOf(leases.epoch());
        }
        KeptRoom known = room.known();
        return known != null ? known : newer;
    }

    /** For every other node that somebody of the room is on, or was. */
    private Map<String, Mail.Change> mail(
            KeptRoom before, KeptRoom after, Decision decision, @Nullable ParticipantId sender) {
        List<Letter> letters = router.letters(decision, sender);
        Map<String, Mail.Change> mail = new HashMap<>();
        for (String other : KeptRoom.nodes(List.of(before, after))) {
            if (!other.equals(node)) {
                List<Letter> theirs = letters.stream()
                        .flatMap(letter -> lettersFor(other, letter, before, after).stream())
                        .toList();
                mail.put(other, new Mail.Change(after.room().id(), before.version(), after, theirs));
            }
        }
        return mail;
    }

    private static Optional<Letter> lettersFor(String other, Letter letter, KeptRoom before, KeptRoom after) {
        List<ParticipantId> to = letter.to().stream()
                .filter(one -> other.equals(
                        after.nodes().getOrDefault(one, before.nodes().get(one))))
                .toList();
        return to.isEmpty() ? Optional.empty() : Optional.of(new Letter(to, letter.text(), letter.isLast()));
    }

    /** What changes nothing goes without a script. Never waits; false when not all of it is on its way. */
    boolean sayAway(KeptRoom room, Decision decision, @Nullable ParticipantId sender) {
        boolean isSent = true;
        for (Letter letter : router.letters(decision, sender)) {
            for (String other : KeptRoom.nodes(List.of(room))) {
                Optional<Letter> theirs = other.equals(node) ? Optional.empty() : lettersFor(other, letter, room, room);
                if (theirs.isPresent()) {
                    isSent &=
                            postman.send(other, new Mail.Note(room.room().id(), room.version(), sender, theirs.get()));
                }
            }
        }
        return isSent;
    }

    /** Finds out how the room is, tells those here what they have missed, and the others what they have. While Redis is away the doubt stays. */
    void read(SharedRoom room) {
        room.beginReading();
        try {
            KeptRoom is = restored(room, store.find(room.id()));
            room.goOnFrom(is, router::carryOut);
            room.isOf(leases.epoch());
            for (ParticipantId one : is.on(node)) {
                Optional<Sink> sink = router.sink(one);
                if (sink.isPresent()) {
                    sink.get().tellPresence();
                } else if (room.isAwaited(one)) {
                    decideFor(room, new RoomCommand.SetPresence(one, Presence.RECONNECTING), node);
                } else {
                    decideFor(room, new RoomCommand.Leave(one, LeaveReason.LOST), node);
                }
            }
            for (RoomCommand.SetState owed : room.owed()) {
                decideFor(room, owed, node);
            }
        } catch (UnavailableException away) {
            room.doubt();
        }
    }

    /** The room as it is, with those from here, if Redis has lost its data. */
    private KeptRoom restored(SharedRoom room, KeptRoom found) {
        KeptRoom was = room.known();
        if (was == null || was.on(node).stream().allMatch(one -> found.room().has(one))) {
            return found;
        }
        leases.renew();
        if (room.epoch() == null || room.epoch().equals(leases.epoch())) {
            return found;
        }
        return writeBack(was, found);
    }

    private KeptRoom writeBack(KeptRoom was, KeptRoom found) {
        KeptRoom before = found;
        while (true) {
            var order = new RoomOrder.Restore(was.room(), was.on(node), store.newVersion());
            if (!(before.room().handle(order) instanceof Decision decision)
                    || decision.next().equals(before.room())) {
                return before;
            }
            KeptRoom after = before.knowing(was).after(decision.next(), node, null);
            leases.enter(after.room().id());
            KeptRoom.nodes(List.of(after))
                    .forEach(other -> leases.vouch(other, after.room().id()));
            Optional<KeptRoom> newer = store.replace(before, after, mail(before, after, decision, null), List.of());
            if (newer.isEmpty()) {
                return after;
            }
            before = newer.get();
        }
    }
}

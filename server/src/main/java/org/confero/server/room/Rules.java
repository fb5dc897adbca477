package org.confero.server.room;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.confero.protocol.EndReason;
import org.confero.protocol.ErrorCode;
import org.confero.protocol.IceServer;
import org.confero.protocol.LeaveReason;
import org.confero.protocol.Limits;
import org.confero.protocol.Participant;
import org.confero.protocol.ParticipantId;
import org.confero.protocol.Presence;
import org.confero.protocol.RequestId;
import org.confero.protocol.Role;
import org.confero.protocol.RoomInfo;
import org.confero.protocol.ServerMessage;
import org.jspecify.annotations.Nullable;

/**
 * What a room makes of one command, and the only place with its rules. Used once: it begins with the room as it is, and
 * gathers what becomes of it and what is to be said.
 */
final class Rules {
    private final List<Delivery> said = new ArrayList<>();
    private Room room;

    Rules(Room room) {
        this.room = room;
    }

    Decision handle(RoomCommand command) {
        switch (command) {
            case RoomCommand.Join join -> join(join);
            case RoomCommand.Return back -> comeBack(back);
            case RoomCommand.Move move -> move(move);
            case RoomCommand.Leave leave -> leave(leave);
            case RoomCommand.Signal signal -> signal(signal);
            case RoomCommand.SetState state ->
                update(state.sender(), one -> one.withState(state.state()), one -> one.withState(state.state()));
            case RoomCommand.SetPresence presence -> setPresence(presence.sender(), presence.presence());
            case RoomCommand.Moderate moderate -> moderate(moderate);
            case RoomCommand.UseIceServers fresh -> useIceServers(fresh);
            case RoomCommand.Snapshot snapshot -> snapshot(snapshot);
        }
        return new Decision(room, said);
    }

    Ruling handle(RoomOrder order) {
        Optional<Refusal> refusal = switch (order) {
            case RoomOrder.Change change -> change(change);
            case RoomOrder.Delete() -> close(EndReason.DELETED);
            case RoomOrder.Restore restore -> restore(restore);
            case RoomOrder.Tick(Instant now) -> tick(now);
        };
        return refusal.isPresent() ? refusal.get() : new Decision(room, said);
    }

    private void join(RoomCommand.Join join) {
        var visitor = new Knocking(
                join.sender(),
                join.name(),
                join.state(),
                Presence.CONNECTED,
                join.proof().marks(),
                join.iceServers());
        boolean becomesHost = join.proof().isHost() || succeeds(visitor);
        boolean waits = !becomesHost && waits(visitor);
        Optional<Refusal> refusal = refusal(join, waits);
        if (refusal.isPresent()) {
            refuse(join.sender(), join.ref(), refusal.get());
        } else if (waits) {
            room = room.withWaiting(plus(room.waiting(), visitor));
            say(join.sender(), new ServerMessage.Waiting(join.ref(), 0, join.sender(), room.id()));
            sayToHosts(new ServerMessage.Knock(0, visitor.visitor()));
        } else {
            enter(visitor, becomesHost ? Role.HOST : Role.PARTICIPANT, join.ref());
        }
    }

    private boolean succeeds(Knocking visitor) {
        return room.settings().hostSuccession() && !room.hasHost() && !room.hasRemoved(visitor.marks());
    }

    private boolean waits(Knocking visitor) {
        return room.settings().waitingRoom() || room.hasRemoved(visitor.marks());
    }

    private Optional<Refusal> refusal(RoomCommand.Join join, boolean waits) {
        if (room.settings().isNone()) {
            return Optional.of(
                    new Refusal(ErrorCode.NO_SUCH_ROOM, "There is no such room; somebody has to make it first"));
        }
        String passcode = room.settings().passcodeHash();
        if (room.has(join.sender())) {
            return Optional.of(new Refusal(ErrorCode.ALREADY_JOINED, "You are in this room already"));
        }
        if (!join.proof().isHost()) {
            if (passcode != null && !passcode.equals(join.proof().passcodeHash())) {
                return Optional.of(new Refusal(ErrorCode.WRONG_PASSCODE, "This room asks for its passcode"));
            }
            if (room.locked()) {
                return Optional.of(new Refusal(ErrorCode.ROOM_LOCKED, "This room is locked; ask those inside"));
            }
            if (waits && room.waiting().size() >= Limits.ROOM_WAITING) {
                return Optional.of(new Refusal(ErrorCode.ROOM_FULL, "Too many people wait to be let in"));
            }
        }
        return room.isFull() ? Optional.of(full()) : Optional.empty();
    }

    private Refusal full() {
        return new Refusal(
                ErrorCode.ROOM_FULL,
                "This room is full: it holds " + room.settings().capacity() + " participants");
    }

    private void enter(Knocking visitor, Role role, @Nullable RequestId ref) {
        Member newcomer = visitor.member(role);
        tell(newcomer, ref, visitor.iceServers());
        room = room.with(plus(room.members(), newcomer));
        sayToOthers(newcomer.id(), new ServerMessage.ParticipantJoined(0, newcomer.participant()));
    }

    private void comeBack(RoomCommand.Return back) {
        Optional<Member> member = room.member(back.was());
        Optional<Knocking> visitor = room.knocking(back.was());
        if (member.isPresent()) {
            sitDownAgain(member.get(), back);
        } else if (visitor.isPresent()) {
            knockAgain(visitor.get(), back);
        } else {
            notJoined(back.sender(), back.ref());
        }
    }

    // In the same place: whoever has been there longest still has. The old id is told too, so that it is forgotten.
    private void sitDownAgain(Member before, RoomCommand.Return back) {
        Participant was = before.participant();
        Member again =
                before.as(new Participant(back.sender(), was.name(), back.state(), was.role(), Presence.CONNECTED));
        sayToAll(new ServerMessage.ParticipantLeft(0, before.id(), LeaveReason.LEFT));
        room = room.with(room.members().stream()
                .map(one -> one.id().equals(before.id()) ? again : one)
                .toList());
        tell(again, back.ref(), back.iceServers());
        sayToOthers(again.id(), new ServerMessage.ParticipantJoined(0, again.participant()));
    }

    private void knockAgain(Knocking before, RoomCommand.Return back) {
        var again = new Knocking(
                back.sender(), before.name(), back.state(), Presence.CONNECTED, before.marks(), back.iceServers());
        room = room.withWaiting(room.waiting().stream()
                .map(one -> one.id().equals(before.id()) ? again : one)
                .toList());
        say(before.id(), new ServerMessage.KnockEnded(0, before.id()));
        sayToHosts(new ServerMessage.KnockEnded(0, before.id()));
        say(again.id(), new ServerMessage.Waiting(back.ref(), 0, again.id(), room.id()));
        sayToHosts(new ServerMessage.Knock(0, again.visitor()));
    }

    // Where somebody is, is known beside the room: so that changes with its version, whatever else does.
    private void move(RoomCommand.Move move) {
        ParticipantId self = move.sender();
        Optional<Member> member = room.member(self);
        if (member.isPresent()) {
            Participant was = member.get().participant();
            Member here = member.get().as(was.withPresence(Presence.CONNECTED));
            room = room.with(replaced(here));
            if (was.presence() != Presence.CONNECTED) {
                sayToOthers(self, new ServerMessage.ParticipantUpdated(0, here.participant()));
            }
        } else if (room.knocking(self).isPresent()) {
            updateKnocking(self, one -> one.withPresence(Presence.CONNECTED).withIceServers(move.iceServers()));
        } else {
            notJoined(self, null);
        }
        snapshot(new RoomCommand.Snapshot(self, move.iceServers()));
    }

    /** How things stand, for one who does not know: the others, and, for a host, who waits. */
    private void tell(Member member, @Nullable RequestId ref, List<IceServer> iceServers) {
        List<Participant> others = room.participants().stream()
                .filter(participant -> !participant.id().equals(member.id()))
                .toList();
        say(
                member.id(),
                new ServerMessage.Joined(
                        ref, 0, member.id(), room.info(member.participant().role()), others, iceServers));
        if (member.isHost()) {
            room.waiting().forEach(waiting -> say(member.id(), new ServerMessage.Knock(0, waiting.visitor())));
        }
    }

    private void leave(RoomCommand.Leave leave) {
        ParticipantId gone = leave.sender();
        if (room.knocking(gone).isPresent()) {
            endKnock(gone);
        } else if (room.member(gone).isPresent()) {
            room = room.with(without(room.members(), gone));
            sayToAll(new ServerMessage.ParticipantLeft(0, gone, leave.reason()));
            afterLeaving();
        }
    }

    // Whoever has been there longest takes over; one whose socket is there, if there is such a one.
    private void afterLeaving() {
        if (!room.settings().hostSuccession() || room.hasHost()) {
            return;
        }
        if (room.members().isEmpty()) {
            beginAnew();
        } else {
            inherit();
        }
    }

    private void inherit() {
        Member heir = room.members().stream()
                .filter(member -> member.participant().presence() == Presence.CONNECTED)
                .findFirst()
                .orElse(room.members().getFirst());
        setRole(heir, Role.HOST);
    }

    // Nobody is left who could unlock it or let anybody in. In a room that nobody made, nobody is left either whom they
    // were removed from.
    private void beginAnew() {
        if (room.locked()) {
            room = room.withLocked(false);
        }
        if (!room.settings().isMade() && !room.removed().isEmpty()) {
            room = room.withRemoved(List.of());
        }
        letIn();
    }

    /** Those at the door who have nothing to wait for any more. */
    private void letIn() {
        for (Knocking visitor : room.waiting()) {
            boolean becomesHost = succeeds(visitor);
            if (!room.isFull() && !room.locked() && (becomesHost || !waits(visitor))) {
                endKnock(visitor.id());
                enter(visitor, becomesHost ? Role.HOST : Role.PARTICIPANT, null);
            }
        }
    }

    private void signal(RoomCommand.Signal signal) {
        if (room.member(signal.sender()).isEmpty()) {
            notJoined(signal.sender(), null);
        } else if (room.member(signal.to()).isEmpty() || signal.to().equals(signal.sender())) {
            refuse(signal.sender(), null, nobody());
        } else {
            say(signal.to(), new ServerMessage.Signal(0, signal.sender(), signal.data()));
        }
    }

    private void setPresence(ParticipantId sender, Presence presence) {
        if (room.has(sender)) {
            update(sender, one -> one.withPresence(presence), one -> one.withPresence(presence));
        }
    }

    private void update(
            ParticipantId sender, Function<Participant, Participant> inside, UnaryOperator<Knocking> atDoor) {
        Optional<Member> before = room.member(sender);
        if (before.isPresent()) {
            Member after = before.get().as(inside.apply(before.get().participant()));
            if (!after.equals(before.get())) {
                room = room.with(replaced(after));
                sayToOthers(sender, new ServerMessage.ParticipantUpdated(0, after.participant()));
            }
        } else if (room.knocking(sender).isPresent()) {
            updateKnocking(sender, atDoor);
        } else {
            notJoined(sender, null);
        }
    }

    private void updateKnocking(ParticipantId id, UnaryOperator<Knocking> next) {
        room = room.withWaiting(room.waiting().stream()
                .map(one -> one.id().equals(id) ? next.apply(one) : one)
                .toList());
    }

    private void moderate(RoomCommand.Moderate command) {
        Optional<Member> host = room.member(command.sender());
        if (host.isEmpty()) {
            notJoined(command.sender(), command.ref());
            return;
        }
        Optional<Refusal> refusal = host.get().isHost()
                ? carryOut(command)
                : Optional.of(new Refusal(ErrorCode.NOT_ALLOWED, "Only hosts of the room can do this"));
        if (refusal.isPresent()) {
            refuse(command.sender(), command.ref(), refusal.get());
        } else {
            say(command.sender(), new ServerMessage.Done(command.ref()));
        }
    }

    private Optional<Refusal> carryOut(RoomCommand.Moderate command) {
        ParticipantId target = command.target();
        Optional<Member> member = target == null ? Optional.empty() : room.member(target);
        Optional<Knocking> visitor = target == null ? Optional.empty() : room.knocking(target);
        return switch (command.action()) {
            case ADMIT -> visitor.map(this::admit).orElseGet(() -> Optional.of(nobodyWaits()));
            case DENY -> visitor.map(this::deny).orElseGet(() -> Optional.of(nobodyWaits()));
            case REMOVE -> member.map(one -> remove(command.sender(), one)).orElseGet(() -> Optional.of(nobody()));
            case MUTE -> member.map(one -> mute(command.sender(), one)).orElseGet(() -> Optional.of(nobody()));
            case PROMOTE -> member.map(one -> setRole(one, Role.HOST)).orElseGet(() -> Optional.of(nobody()));
            case DEMOTE -> member.map(this::demote).orElseGet(() -> Optional.of(nobody()));
            case LOCK -> lock(true);
            case UNLOCK -> lock(false);
            case END -> end(EndReason.HOST);
        };
    }

    private Optional<Refusal> admit(Knocking visitor) {
        if (room.isFull()) {
            return Optional.of(full());
        }
        room = room.withRemoved(room.removed().stream()
                .map(marks -> without(marks, visitor))
                .filter(marks -> !marks.isEmpty())
                .toList());
        endKnock(visitor.id());
        enter(visitor, Role.PARTICIPANT, null);
        return Optional.empty();
    }

    private Optional<Refusal> deny(Knocking visitor) {
        endKnock(visitor.id());
        say(visitor.id(), new ServerMessage.Removed(0));
        return Optional.empty();
    }

    private Optional<Refusal> remove(ParticipantId host, Member member) {
        if (member.id().equals(host)) {
            return Optional.of(new Refusal(ErrorCode.NOT_ALLOWED, "Leave the room instead of removing yourself"));
        }
        List<List<String>> removed = plus(room.removed(), member.marks());
        room = room.with(without(room.members(), member.id()))
                .withRemoved(removed.subList(Math.max(0, removed.size() - Limits.ROOM_REMOVED), removed.size()));
        say(member.id(), new ServerMessage.Removed(0));
        sayToAll(new ServerMessage.ParticipantLeft(0, member.id(), LeaveReason.REMOVED));
        return Optional.empty();
    }

    private Optional<Refusal> mute(ParticipantId host, Member member) {
        say(member.id(), new ServerMessage.MuteRequested(0, host));
        return Optional.empty();
    }

    private Optional<Refusal> demote(Member member) {
        boolean isLast = member.isHost()
                && room.members().stream().filter(Member::isHost).count() == 1;
        return isLast
                ? Optional.of(new Refusal(ErrorCode.NOT_ALLOWED, "A room keeps one host at least"))
                : setRole(member, Role.PARTICIPANT);
    }

    private Optional<Refusal> setRole(Member member, Role role) {
        Member after = member.as(member.participant().withRole(role));
        if (!after.equals(member)) {
            room = room.with(replaced(after));
            sayToAll(new ServerMessage.ParticipantUpdated(0, after.participant()));
            if (after.isHost()) {
                room.waiting().forEach(waiting -> say(after.id(), new ServerMessage.Knock(0, waiting.visitor())));
            }
        }
        return Optional.empty();
    }

    private Optional<Refusal> lock(boolean locked) {
        if (room.locked() != locked) {
            room = room.withLocked(locked);
            sayToAll(new ServerMessage.RoomUpdated(0, room.info(null)));
        }
        return Optional.empty();
    }

    private Optional<Refusal> end(EndReason reason) {
        List<ParticipantId> everybody = Stream.concat(
                        room.members().stream().map(Member::id),
                        room.waiting().stream().map(Knocking::id))
                .toList();
        room = room.with(List.of()).withWaiting(List.of()).withLocked(false);
        said.add(new Delivery(everybody, new ServerMessage.Ended(0, reason)));
        return Optional.empty();
    }

    private Optional<Refusal> change(RoomOrder.Change change) {
        if (change.settings().capacity() < room.members().size()) {
            return Optional.of(new Refusal(ErrorCode.CONFLICT, "More people are in the room than it would hold"));
        }
        if (!change.settings().equals(room.settings())) {
            RoomInfo before = room.info(null);
            room = room.withSettings(change.settings());
            if (!room.info(null).equals(before) && change.locked() == room.locked()) {
                sayToAll(new ServerMessage.RoomUpdated(0, room.info(null)));
            }
        }
        lock(change.locked());
        if (room.settings().hostSuccession()
                && !room.hasHost()
                && !room.members().isEmpty()) {
            inherit();
        }
        letIn();
        return Optional.empty();
    }

    private Optional<Refusal> restore(RoomOrder.Restore restore) {
        if (room.isNothing()) {
            room = restore.last().at(restore.version());
            return Optional.empty();
        }
        for (Member member : restore.last().members()) {
            if (restore.here().contains(member.id()) && !room.has(member.id()) && !room.isFull()) {
                room = room.with(plus(room.members(), member));
                sayToOthers(member.id(), new ServerMessage.ParticipantJoined(0, member.participant()));
            }
        }
        for (Knocking visitor : restore.last().waiting()) {
            if (restore.here().contains(visitor.id())
                    && !room.has(visitor.id())
                    && room.waiting().size() < Limits.ROOM_WAITING) {
                room = room.withWaiting(plus(room.waiting(), visitor));
                sayToHosts(new ServerMessage.Knock(0, visitor.visitor()));
            }
        }
        return Optional.empty();
    }

    private Optional<Refusal> tick(Instant now) {
        if (room.isExpired(now)) {
            return close(EndReason.EXPIRED);
        }
        if (room.members().isEmpty() && room.emptySince() == null) {
            room = room.emptySince(now);
        }
        return Optional.empty();
    }

    private Optional<Refusal> close(EndReason reason) {
        end(reason);
        room = room.gone();
        return Optional.empty();
    }

    private void useIceServers(RoomCommand.UseIceServers fresh) {
        ParticipantId self = fresh.sender();
        if (room.member(self).isPresent()) {
            say(self, new ServerMessage.IceServersChanged(fresh.iceServers()));
        } else if (room.knocking(self).isPresent()) {
            updateKnocking(self, one -> one.withIceServers(fresh.iceServers()));
        }
    }

    private void snapshot(RoomCommand.Snapshot snapshot) {
        ParticipantId self = snapshot.sender();
        Optional<Member> member = room.member(self);
        if (member.isPresent()) {
            tell(member.get(), null, snapshot.iceServers());
        } else if (room.knocking(self).isPresent()) {
            say(self, new ServerMessage.Waiting(null, 0, self, room.id()));
        }
        // Whoever is neither inside nor at the door is on the way, and told by the answer to the join.
    }

    private void endKnock(ParticipantId visitor) {
        room = room.withWaiting(
                room.waiting().stream().filter(one -> !one.id().equals(visitor)).toList());
        sayToHosts(new ServerMessage.KnockEnded(0, visitor));
    }

    private void notJoined(ParticipantId sender, @Nullable RequestId ref) {
        refuse(sender, ref, new Refusal(ErrorCode.NOT_JOINED, "Join a room first"));
    }

    private static Refusal nobody() {
        return new Refusal(ErrorCode.NO_SUCH_PARTICIPANT, "There is no other participant with this id in the room");
    }

    private static Refusal nobodyWaits() {
        return new Refusal(ErrorCode.NO_SUCH_PARTICIPANT, "Nobody with this id waits at the door");
    }

    private void refuse(ParticipantId sender, @Nullable RequestId ref, Refusal refusal) {
        say(sender, new ServerMessage.Failure(ref, refusal.code(), refusal.detail(), null));
    }

    private void say(ParticipantId to, ServerMessage message) {
        said.add(new Delivery(List.of(to), message));
    }

    private void sayToAll(ServerMessage message) {
        said.add(new Delivery(room.members().stream().map(Member::id).toList(), message));
    }

    private void sayToOthers(ParticipantId self, ServerMessage message) {
        said.add(new Delivery(
                room.members().stream()
                        .map(Member::id)
                        .filter(id -> !id.equals(self))
                        .toList(),
                message));
    }

    private void sayToHosts(ServerMessage message) {
        said.add(new Delivery(
                room.members().stream().filter(Member::isHost).map(Member::id).toList(), message));
    }

    private List<Member> replaced(Member after) {
        return room.members().stream()
                .map(member -> member.id().equals(after.id()) ? after : member)
                .toList();
    }

    private static List<Member> without(List<Member> members, ParticipantId gone) {
        return members.stream().filter(member -> !member.id().equals(gone)).toList();
    }

    private static List<String> without(List<String> marks, Knocking visitor) {
        return marks.stream().filter(mark -> !visitor.marks().contains(mark)).toList();
    }

    private static <T> List<T> plus(List<T> list, T last) {
        var longer = new ArrayList<>(list);
        longer.add(last);
        return longer;
    }
}

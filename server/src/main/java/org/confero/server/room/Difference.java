package org.confero.server.room;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.confero.protocol.EndReason;
import org.confero.protocol.LeaveReason;
import org.confero.protocol.Participant;
import org.confero.protocol.ParticipantId;
import org.confero.protocol.ServerMessage;

/**
 * What some of a room have to be told when nobody knows any more how it became what it is: from what they know to what is.
 * Afterwards their rosters are right; why somebody went, and what was asked of them meanwhile, stays unsaid.
 */
public final class Difference {
    private final Room before;
    private final Room after;
    private final List<Delivery> said = new ArrayList<>();

    private Difference(Room before, Room after) {
        this.before = before;
        this.after = after;
    }

    /**
     * What to tell them, of the room as it is.
     *
     * @param before as they know it
     * @param after as it is
     * @param here whom it is for
     */
    public static Decision between(Room before, Room after, Set<ParticipantId> here) {
        var difference = new Difference(before, after);
        here.forEach(difference::tell);
        return new Decision(after, difference.said);
    }

    private void tell(ParticipantId self) {
        Optional<Member> is = after.member(self);
        if (before.has(self) && !after.has(self)) {
            say(self, after.isEmpty() ? new ServerMessage.Ended(0, EndReason.HOST) : new ServerMessage.Removed(0));
        } else if (before.knocking(self).isPresent() && is.isPresent()) {
            before.knocking(self).ifPresent(visitor -> welcome(is.get(), visitor));
        } else if (before.member(self).isPresent() && is.isPresent()) {
            tellOthers(self);
            tellOfTheDoor(before.member(self).get(), is.get());
        }
    }

    private void welcome(Member self, Knocking visitor) {
        List<Participant> others = others(after, self.id());
        var info = after.info(self.participant().role());
        say(self.id(), new ServerMessage.Joined(null, 0, self.id(), info, others, visitor.iceServers()));
        if (self.isHost()) {
            after.waiting().forEach(one -> say(self.id(), new ServerMessage.Knock(0, one.visitor())));
        }
    }

    private void tellOthers(ParticipantId self) {
        others(before, self).stream()
                .filter(Predicate.not(one -> after.member(one.id()).isPresent()))
                .forEach(gone -> say(self, new ServerMessage.ParticipantLeft(0, gone.id(), LeaveReason.LEFT)));
        for (Participant one : after.participants()) {
            Optional<Participant> was = before.member(one.id()).map(Member::participant);
            if (was.isEmpty()) {
                say(self, new ServerMessage.ParticipantJoined(0, one));
            } else if (isNews(self, was.get(), one)) {
                say(self, new ServerMessage.ParticipantUpdated(0, one));
            }
        }
        if (!before.info(null).equals(after.info(null))) {
            say(self, new ServerMessage.RoomUpdated(0, after.info(null)));
        }
    }

    // Of oneself one is told one's role only: the rest one has said.
    private static boolean isNews(ParticipantId self, Participant was, Participant is) {
        return is.id().equals(self) ? was.role() != is.role() : !was.equals(is);
    }

    private void tellOfTheDoor(Member was, Member is) {
        List<Knocking> known = was.isHost() ? before.waiting() : List.of();
        List<Knocking> waiting = is.isHost() ? after.waiting() : List.of();
        known.stream()
                .filter(one -> waiting.stream().noneMatch(other -> other.id().equals(one.id())))
                .forEach(one -> say(is.id(), new ServerMessage.KnockEnded(0, one.id())));
        waiting.stream()
                .filter(one -> known.stream().noneMatch(other -> other.id().equals(one.id())))
                .forEach(one -> say(is.id(), new ServerMessage.Knock(0, one.visitor())));
    }

    private static List<Participant> others(Room room, ParticipantId self) {
        return room.participants().stream()
                .filter(one -> !one.id().equals(self))
                .toList();
    }

    private void say(ParticipantId to, ServerMessage message) {
        said.add(new Delivery(List.of(to), message));
    }
}

package org.confero.server.room;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.confero.protocol.ErrorCode;
import org.confero.protocol.Limits;
import org.confero.protocol.Participant;
import org.confero.protocol.ParticipantId;
import org.confero.protocol.RequestId;
import org.confero.protocol.RoomId;
import org.confero.protocol.RoomInfo;
import org.confero.protocol.ServerMessage;
import org.jspecify.annotations.Nullable;

/**
 * A room as a value, and the only place with its rules. Every change makes the next value with the next version; whoever
 * stores rooms replaces one by the other only if nobody else did so in between.
 *
 * @param participants in the order of their joining
 */
public record Room(RoomId id, long version, List<Participant> participants) {
    public Room {
        participants = List.copyOf(participants);
    }

    /** The room in which nobody has been yet. */
    public static Room empty(RoomId id) {
        return new Room(id, 0, List.of());
    }

    public boolean isEmpty() {
        return participants.isEmpty();
    }

    public boolean has(ParticipantId participant) {
        return find(participant).isPresent();
    }

    /** Decides; changes nothing, and says the same of the same room and command whenever it is asked. */
    public Decision handle(RoomCommand command) {
        return switch (command) {
            case RoomCommand.Join join -> join(join);
            case RoomCommand.Leave leave -> leave(leave);
            case RoomCommand.Signal signal -> signal(signal);
            case RoomCommand.SetState state -> setState(state);
        };
    }

    private Decision join(RoomCommand.Join join) {
        Participant newcomer = join.participant();
        if (has(newcomer.id())) {
            return refuse(newcomer.id(), join.ref(), ErrorCode.ALREADY_JOINED, "You are in this room already");
        }
        if (participants.size() >= Limits.ROOM_CAPACITY) {
            return refuse(
                    newcomer.id(),
                    join.ref(),
                    ErrorCode.ROOM_FULL,
                    "This room is full: it holds " + Limits.ROOM_CAPACITY + " participants");
        }
        var together = new ArrayList<>(participants);
        together.add(newcomer);
        var answer = new ServerMessage.Joined(
                join.ref(), 0, newcomer.id(), new RoomInfo(id, Limits.ROOM_CAPACITY), participants, join.iceServers());
        return new Decision(
                next(together),
                List.of(
                        new Delivery(List.of(newcomer.id()), answer),
                        toOthers(newcomer.id(), new ServerMessage.ParticipantJoined(0, newcomer))));
    }

    private Decision leave(RoomCommand.Leave leave) {
        if (!has(leave.sender())) {
            return new Decision(this, List.of());
        }
        List<Participant> rest = participants.stream()
                .filter(participant -> !participant.id().equals(leave.sender()))
                .toList();
        return new Decision(
                next(rest),
                List.of(toOthers(
                        leave.sender(), new ServerMessage.ParticipantLeft(0, leave.sender(), leave.reason()))));
    }

    private Decision signal(RoomCommand.Signal signal) {
        if (!has(signal.sender())) {
            return notJoined(signal.sender());
        }
        if (!has(signal.to()) || signal.to().equals(signal.sender())) {
            return refuse(
                    signal.sender(),
                    null,
                    ErrorCode.NO_SUCH_PARTICIPANT,
                    "There is no other participant with this id in the room");
        }
        return new Decision(
                this,
                List.of(new Delivery(
                        List.of(signal.to()), new ServerMessage.Signal(0, signal.sender(), signal.data()))));
    }

    private Decision setState(RoomCommand.SetState command) {
        Optional<Participant> before = find(command.sender());
        if (before.isEmpty()) {
            return notJoined(command.sender());
        }
        if (before.get().state().equals(command.state())) {
            return new Decision(this, List.of());
        }
        Participant after = before.get().withState(command.state());
        List<Participant> together = participants.stream()
                .map(participant -> participant.id().equals(after.id()) ? after : participant)
                .toList();
        return new Decision(
                next(together), List.of(toOthers(after.id(), new ServerMessage.ParticipantUpdated(0, after))));
    }

    private Decision notJoined(ParticipantId sender) {
        return refuse(sender, null, ErrorCode.NOT_JOINED, "Join a room first");
    }

    private Decision refuse(ParticipantId sender, @Nullable RequestId ref, ErrorCode code, String detail) {
        return new Decision(
                this, List.of(new Delivery(List.of(sender), new ServerMessage.Failure(ref, code, detail, null))));
    }

    private Delivery toOthers(ParticipantId self, ServerMessage message) {
        return new Delivery(
                participants.stream()
                        .map(Participant::id)
                        .filter(id -> !id.equals(self))
                        .toList(),
                message);
    }

    private Room next(List<Participant> together) {
        return new Room(id, version + 1, together);
    }

    private Optional<Participant> find(ParticipantId wanted) {
        return participants.stream()
                .filter(participant -> participant.id().equals(wanted))
                .findFirst();
    }
}

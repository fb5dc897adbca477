package org.confero.server.room;

import java.util.List;
import java.util.Optional;
import org.confero.protocol.Participant;
import org.confero.protocol.ParticipantId;
import org.confero.protocol.Role;
import org.confero.protocol.RoomId;
import org.confero.protocol.RoomInfo;
import org.jspecify.annotations.Nullable;

/**
 * A room as a value. Every change makes the next value with the next version; whoever stores rooms replaces one by the
 * other only if nobody else did so in between. {@link Rules} has what may be done in it.
 *
 * @param members in the order of their joining
 * @param waiting in the order of their knocking
 * @param removed marks of those whom a host has put out, the oldest first
 */
public record Room(
        RoomId id,
        long version,
        RoomSettings settings,
        boolean locked,
        List<Member> members,
        List<Knocking> waiting,
        List<String> removed) {
    public Room {
        members = List.copyOf(members);
        waiting = List.copyOf(waiting);
        removed = List.copyOf(removed);
    }

    /** The room in which nobody has been yet and that nobody made. */
    public static Room empty(RoomId id) {
        return new Room(id, 0, RoomSettings.AD_HOC, false, List.of(), List.of(), List.of());
    }

    /** Whether nobody is in it or at its door. */
    public boolean isEmpty() {
        return members.isEmpty() && waiting.isEmpty();
    }

    /** Whether this one is in the room or at its door. */
    public boolean has(ParticipantId id) {
        return member(id).isPresent() || knocking(id).isPresent();
    }

    /** Decides; changes nothing, and says the same of the same room and command whenever it is asked. */
    public Decision handle(RoomCommand command) {
        return new Rules(this).handle(command);
    }

    /** In the order of their joining. */
    public List<Participant> participants() {
        return members.stream().map(Member::participant).toList();
    }

    Optional<Member> member(ParticipantId id) {
        return members.stream().filter(member -> member.id().equals(id)).findFirst();
    }

    Optional<Knocking> knocking(ParticipantId id) {
        return waiting.stream().filter(visitor -> visitor.id().equals(id)).findFirst();
    }

    boolean hasHost() {
        return members.stream().anyMatch(Member::isHost);
    }

    boolean isFull() {
        return members.size() >= settings.capacity();
    }

    boolean hasRemoved(List<String> marks) {
        return marks.stream().anyMatch(removed::contains);
    }

    RoomInfo info(@Nullable Role role) {
        return new RoomInfo(id, settings.title(), locked, settings.capacity(), role);
    }

    Room with(List<Member> nextMembers) {
        return new Room(id, version + 1, settings, locked, nextMembers, waiting, removed);
    }

    Room withWaiting(List<Knocking> next) {
        return new Room(id, version + 1, settings, locked, members, next, removed);
    }

    Room withLocked(boolean next) {
        return new Room(id, version + 1, settings, next, members, waiting, removed);
    }

    Room withRemoved(List<String> next) {
        return new Room(id, version + 1, settings, locked, members, waiting, next);
    }
}

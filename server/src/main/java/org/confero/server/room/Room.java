package org.confero.server.room;

import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.confero.protocol.Participant;
import org.confero.protocol.ParticipantId;
import org.confero.protocol.Presence;
import org.confero.protocol.Role;
import org.confero.protocol.RoomId;
import org.confero.protocol.RoomInfo;
import org.confero.protocol.Visitor;
import org.jspecify.annotations.Nullable;

/**
 * A room as a value. Every change makes the next value with the next version; whoever stores rooms replaces one by the
 * other only if nobody else did so in between. {@link Rules} has what may be done in it.
 *
 * @param members in the order of their joining
 * @param waiting in the order of their knocking
 * @param removed the marks of each one whom a host has put out, the oldest first
 * @param emptySince since when it is known that nobody is in it; null while somebody is, or when it is not known yet
 */
public record Room(
        RoomId id,
        long version,
        RoomSettings settings,
        boolean locked,
        List<Member> members,
        List<Knocking> waiting,
        List<List<String>> removed,
        @Nullable Instant emptySince) {
    public Room {
        members = List.copyOf(members);
        waiting = List.copyOf(waiting);
        removed = List.copyOf(removed);
    }

    /** The room in which nobody has been yet and that nobody made. */
    public static Room empty(RoomId id) {
        return nobodys(id, 0, RoomSettings.AD_HOC);
    }

    /** The same, counting its versions from this one on, so that the versions of two lives of a room are not taken for each other. */
    public static Room empty(RoomId id, long version) {
        return nobodys(id, version, RoomSettings.AD_HOC);
    }

    /** The room that is not there, where people cannot begin one by joining it. */
    public static Room none(RoomId id) {
        return nobodys(id, 0, RoomSettings.NONE);
    }

    /** The room that somebody makes, before anybody is in it. */
    public static Room made(RoomId id, RoomSettings settings, Instant now) {
        return new Room(id, 1, settings, false, List.of(), List.of(), List.of(), now);
    }

    private static Room nobodys(RoomId id, long version, RoomSettings settings) {
        return new Room(id, version, settings, false, List.of(), List.of(), List.of(), null);
    }

    /** Whether nobody is in it or at its door. */
    public boolean isEmpty() {
        return members.isEmpty() && waiting.isEmpty();
    }

    /** Whether nothing has to be kept of it: nobody is there, and nobody made it. */
    public boolean isNothing() {
        return isEmpty() && !settings.isMade();
    }

    /** Whether a {@link RoomOrder.Tick} at this time would change anything. */
    public boolean isDue(Instant now) {
        return settings.isMade() && (isExpired(now) || (members.isEmpty() && emptySince == null));
    }

    boolean isExpired(Instant now) {
        boolean isLate = settings.expires() != null && !now.isBefore(settings.expires());
        return isLate || (emptySince != null && !now.isBefore(emptySince.plus(settings.emptyFor())));
    }

    /** Whether as many are in it as it holds. */
    public boolean isFull() {
        return members.size() >= settings.capacity();
    }

    /** Whether this one is in the room or at its door. */
    public boolean has(ParticipantId id) {
        return member(id).isPresent() || knocking(id).isPresent();
    }

    /** Decides; changes nothing, and says the same of the same room and command whenever it is asked. */
    public Decision handle(RoomCommand command) {
        return new Rules(this).handle(command);
    }

    /** The same for what comes from outside. */
    public Ruling handle(RoomOrder order) {
        return new Rules(this).handle(order);
    }

    /** All who are in the room or at its door. */
    public Set<ParticipantId> everybody() {
        Set<ParticipantId> all = new LinkedHashSet<>();
        members.forEach(member -> all.add(member.id()));
        waiting.forEach(visitor -> all.add(visitor.id()));
        return all;
    }

    /** How this one stands with the server; nothing for one who is neither in the room nor at its door. */
    public Optional<Presence> presence(ParticipantId id) {
        return member(id)
                .map(member -> member.participant().presence())
                .or(() -> knocking(id).map(Knocking::presence));
    }

    /** Who waits at the door, in the order of their knocking. */
    public List<Visitor> visitors() {
        return waiting.stream().map(Knocking::visitor).toList();
    }

    /** In the order of their joining. */
    public List<Participant> participants() {
        return members.stream().map(Member::participant).toList();
    }

    Optional<Member> member(ParticipantId id) {
        // Asked several times for each signal, where a stream would cost more than the search.
        for (Member member : members) {
            if (member.id().equals(id)) {
                return Optional.of(member);
            }
        }
        return Optional.empty();
    }

    Optional<Knocking> knocking(ParticipantId id) {
        return waiting.stream().filter(visitor -> visitor.id().equals(id)).findFirst();
    }

    boolean hasHost() {
        return members.stream().anyMatch(Member::isHost);
    }

    boolean hasRemoved(List<String> marks) {
        return removed.stream().flatMap(List::stream).anyMatch(marks::contains);
    }

    RoomInfo info(@Nullable Role role) {
        return new RoomInfo(id, settings.title(), locked, settings.capacity(), role);
    }

    Room with(List<Member> nextMembers) {
        Instant since = nextMembers.isEmpty() ? emptySince : null;
        return new Room(id, version + 1, settings, locked, nextMembers, waiting, removed, since);
    }

    Room withWaiting(List<Knocking> next) {
        return new Room(id, version + 1, settings, locked, members, next, removed, emptySince);
    }

    Room at(long next) {
        return new Room(id, next, settings, locked, members, waiting, removed, emptySince);
    }

    Room withLocked(boolean next) {
        return new Room(id, version + 1, settings, next, members, waiting, removed, emptySince);
    }

    Room withRemoved(List<List<String>> next) {
        return new Room(id, version + 1, settings, locked, members, waiting, next, emptySince);
    }

    Room withSettings(RoomSettings next) {
        return new Room(id, version + 1, next, locked, members, waiting, removed, emptySince);
    }

    Room emptySince(Instant now) {
        return new Room(id, version + 1, settings, locked, members, waiting, removed, now);
    }

    /** Nobody is in it, and nobody made it. */
    Room gone() {
        return nobodys(id, version + 1, RoomSettings.AD_HOC);
    }
}

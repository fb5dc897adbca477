package org.confero.server.calls;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.confero.protocol.ParticipantId;
import org.confero.server.events.Event;
import org.confero.server.room.Closing;
import org.confero.server.room.Fact;
import org.jspecify.annotations.Nullable;

/**
 * From the first one's coming to the last one's going. What one event makes of it is the same however often that event
 * comes: nobody need remember which were there already.
 *
 * @param id that of the event that began it
 * @param closed null while somebody is there
 * @param stays in the order of their coming
 * @param omitted how many came when there were as many stays as are kept
 */
public record Call(
        String id,
        Instant opened,
        @Nullable Instant closed,
        @Nullable Closing reason,
        List<Stay> stays,
        int omitted) {
    /** Most stays of one call, some 300 bytes each: a room that never empties must not grow for ever. */
    static final int MOST_STAYS = 500;

    public Call {
        stays = List.copyOf(stays);
    }

    static Call begunBy(Event event) {
        return new Call(event.id(), event.time(), null, null, List.of(), 0);
    }

    boolean isOpen() {
        return closed == null;
    }

    boolean isOverBefore(Instant time) {
        return closed != null && closed.isBefore(time);
    }

    Call after(Event event) {
        return switch (event.fact()) {
            case Fact.ParticipantJoined joined -> withJoined(event, joined);
            case Fact.ParticipantLeft(var participant, var reason) ->
                change(participant, stay -> stay.left() == null ? stay.withLeft(event.time(), reason) : stay);
            case Fact.RoleChanged(var participant, var role) -> change(participant, stay -> stay.withRole(role));
            case Fact.CallQuality(var participant, var peer, var quality) ->
                change(participant, stay -> stay.withQuality(quality));
            case Fact.RoomClosed(var reason) ->
                isOpen() ? new Call(id, opened, event.time(), reason, stays, omitted) : this;
            case Fact.RoomOpened() -> this;
            case Fact.RoomLocked() -> this;
            case Fact.RoomUnlocked() -> this;
            case Fact.ParticipantMoved ignored -> this;
        };
    }

    boolean knows(ParticipantId participant) {
        return stays.stream().anyMatch(stay -> stay.participant().equals(participant));
    }

    private Call withJoined(Event event, Fact.ParticipantJoined joined) {
        if (knows(joined.participant())) {
            return this;
        }
        if (stays.size() >= MOST_STAYS) {
            return new Call(id, opened, closed, reason, stays, omitted + 1);
        }
        List<Stay> longer = new ArrayList<>(stays);
        longer.add(new Stay(joined.participant(), joined.name(), joined.role(), event.time(), null, null, null));
        return new Call(id, opened, closed, reason, longer, omitted);
    }

    private Call change(ParticipantId participant, UnaryOperator<Stay> next) {
        List<Stay> changed = stays.stream()
                .map(stay -> stay.participant().equals(participant) ? next.apply(stay) : stay)
                .toList();
        return new Call(id, opened, closed, reason, changed, omitted);
    }
}

package org.confero.server.calls;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.confero.protocol.ParticipantId;
import org.confero.server.events.Event;
import org.confero.server.room.Fact;

/**
 * The calls of one room as a value, the newest last. Whoever keeps it replaces it by what the next event makes of it.
 */
public record Calls(List<Call> calls) {
    public static final Calls NONE = new Calls(List.of());

    public Calls {
        calls = List.copyOf(calls);
    }

    /** The same when the event says nothing new. */
    Calls after(Event event) {
        return switch (event.fact()) {
            case Fact.RoomOpened() -> opened(event);
            case Fact.ParticipantJoined(var participant, var name, var role) -> joined(event, participant);
            case Fact.ParticipantLeft(var participant, var reason) -> change(participant, event);
            case Fact.RoleChanged(var participant, var role) -> change(participant, event);
            case Fact.CallQuality(var participant, var peer, var quality) -> change(participant, event);
            case Fact.ParticipantMoved(var participant, var from, var to) -> change(participant, event);
            case Fact.RoomClosed ignored -> replaceLast(event);
            case Fact.RoomLocked() -> this;
            case Fact.RoomUnlocked() -> this;
        };
    }

    /** Without those that were over before this time, and without the oldest over so many. */
    Calls kept(Instant since, int most) {
        List<Call> young =
                calls.stream().filter(call -> !call.isOverBefore(since)).toList();
        return new Calls(young.subList(Math.max(0, young.size() - most), young.size()));
    }

    /** How much of it there is, in stays and calls. */
    public int size() {
        return calls.stream().mapToInt(call -> 1 + call.stays().size()).sum();
    }

    private Calls opened(Event event) {
        boolean isKnown = calls.stream().anyMatch(call -> call.id().equals(event.id()));
        return isKnown ? this : plus(Call.begunBy(event));
    }

    // The beginning of a call may have been lost; the call is not.
    private Calls joined(Event event, ParticipantId participant) {
        if (call(participant).isPresent()) {
            return this;
        }
        return calls.isEmpty() || !calls.getLast().isOpen()
                ? plus(Call.begunBy(event).after(event))
                : replaceLast(event);
    }

    private Calls change(ParticipantId participant, Event event) {
        return call(participant).map(call -> replace(call, call.after(event))).orElse(this);
    }

    private Calls replaceLast(Event event) {
        return calls.isEmpty() || event.time().isBefore(calls.getLast().opened())
                ? this
                : replace(calls.getLast(), calls.getLast().after(event));
    }

    private Optional<Call> call(ParticipantId participant) {
        return calls.stream().filter(call -> call.knows(participant)).findFirst();
    }

    private Calls plus(Call call) {
        List<Call> longer = new ArrayList<>(calls);
        longer.add(call);
        return new Calls(longer);
    }

    private Calls replace(Call before, Call after) {
        return new Calls(
                calls.stream().map(call -> call.equals(before) ? after : call).toList());
    }
}

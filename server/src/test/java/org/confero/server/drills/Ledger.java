package org.confero.server.drills;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.confero.protocol.ParticipantId;
import org.confero.protocol.RoomId;
import org.confero.server.events.CloudEvents;
import org.confero.server.events.Event;
import org.confero.server.room.Fact;

/** What one who reads events has heard: each once at least, those of a room in their order and as a room can be. Any thread. */
final class Ledger {
    /** Clocks of one machine's processes, and what waits for Redis. */
    private static final Duration SKEW = Duration.ofSeconds(5);

    private final Instant began = Instant.now();

    // Guarded by this.
    private final Set<String> ids = new HashSet<>();
    private final Set<String> heard = new HashSet<>();
    private final Map<RoomId, Set<ParticipantId>> inside = new HashMap<>();
    private final Map<RoomId, Instant> last = new HashMap<>();
    private final List<String> wrong = new ArrayList<>();
    private int repeated;
    private int outOfOrder;

    synchronized void hear(String text) {
        Event event = CloudEvents.decode(text).orElseThrow();
        if (!ids.add(event.id())) {
            repeated++;
            return;
        }
        Instant before = last.put(event.room(), event.time());
        if (before != null && event.time().isBefore(before)) {
            outOfOrder++;
            wrong.add(event + " is of before " + before);
        }
        if (event.time().isBefore(began.minus(SKEW))
                || event.time().isAfter(Instant.now().plus(SKEW))) {
            wrong.add(event + " is of another time than this");
        }
        Set<ParticipantId> members = inside.computeIfAbsent(event.room(), room -> new HashSet<>());
        switch (event.fact()) {
            case Fact.RoomOpened() -> hold(members.isEmpty(), event);
            case Fact.RoomClosed ignored -> hold(members.isEmpty(), event);
            case Fact.ParticipantJoined joined -> {
                hold(members.add(joined.participant()), event);
                heard.add(Visits.joined(joined.participant()));
            }
            case Fact.ParticipantLeft left -> {
                hold(members.remove(left.participant()), event);
                heard.add(Visits.left(left.participant()));
            }
            default -> {}
        }
    }

    private void hold(boolean fits, Event event) {
        if (!fits) {
            outOfOrder++;
            wrong.add(event + " does not follow from what was before");
        }
    }

    synchronized boolean isUsed() {
        return !ids.isEmpty();
    }

    /** Whether nobody is in these rooms any more. */
    synchronized boolean isEmpty(Collection<String> rooms) {
        return rooms.stream()
                .allMatch(
                        room -> inside.getOrDefault(new RoomId(room), Set.of()).isEmpty());
    }

    synchronized List<String> missing(Collection<String> told) {
        return told.stream().filter(one -> !heard.contains(one)).toList();
    }

    /** How often something came again, since the last time. */
    synchronized int takeRepeated() {
        int taken = repeated;
        repeated = 0;
        return taken;
    }

    synchronized int takeOutOfOrder() {
        int taken = outOfOrder;
        outOfOrder = 0;
        return taken;
    }

    synchronized List<String> takeWrong() {
        List<String> taken = List.copyOf(wrong);
        wrong.clear();
        return taken;
    }
}

package org.confero.server.events;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Instant;
import java.util.List;
import org.confero.protocol.LinkQuality;
import org.confero.protocol.ParticipantId;
import org.confero.protocol.RoomId;
import org.confero.server.room.Departure;
import org.confero.server.room.Fact;
import org.junit.jupiter.api.Test;

class MemoryLogTest {
    private final MeterRegistry registry = new SimpleMeterRegistry();
    private final MemoryLog log = new MemoryLog(4, new EventMeters(registry));

    @Test
    void whatIsNotDoneComesAgainBeforeAnythingElse() throws InterruptedException {
        log.append(List.of(left("1"), left("2"), left("3")));
        assertThat(log.next(2)).containsExactly(left("1"), left("2"));
        log.done(List.of(left("1")));
        assertThat(log.next(1)).containsExactly(left("2"));
        assertThat(log.next(9)).containsExactly(left("2"), left("3"));
        log.done(List.of(left("2"), left("3")));
        assertThat(log.size()).isZero();
    }

    @Test
    void ofTooManyTheOldestWordOfQualityGoes() throws InterruptedException {
        log.append(List.of(left("1"), quality("2"), quality("3"), left("4"), left("5"), quality("6")));
        assertThat(log.next(9)).containsExactly(left("1"), left("4"), left("5"), quality("6"));
        assertThat(dropped("quality")).isEqualTo(2);
        assertThat(dropped("other")).isZero();
    }

    @Test
    void noComingOrGoingGivesWay() throws InterruptedException {
        log.append(List.of(left("1"), left("2"), left("3"), left("4"), left("5"), quality("6")));
        assertThat(log.next(9)).containsExactly(left("1"), left("2"), left("3"), left("4"));
        assertThat(dropped("other")).isEqualTo(1);
        assertThat(dropped("quality")).isEqualTo(1);
    }

    @Test
    void whatIsUnderWayStays() throws InterruptedException {
        log.append(List.of(quality("1"), quality("2")));
        assertThat(log.next(1)).containsExactly(quality("1"));
        log.append(List.of(left("3"), left("4"), left("5"), left("6")));
        assertThat(log.next(9)).containsExactly(quality("1"), left("3"), left("4"), left("5"));
    }

    private double dropped(String kind) {
        return registry.counter("confero.events.dropped", "kind", kind).count();
    }

    private static Event left(String id) {
        return event(id, new Fact.ParticipantLeft(new ParticipantId("ada"), Departure.LEFT));
    }

    private static Event quality(String id) {
        var quality = new LinkQuality(1000, 20, 0, 0, false);
        return event(id, new Fact.CallQuality(new ParticipantId("ada"), new ParticipantId("bob"), quality));
    }

    private static Event event(String id, Fact fact) {
        return new Event(id, Instant.EPOCH, "node", new RoomId("demo"), fact);
    }
}

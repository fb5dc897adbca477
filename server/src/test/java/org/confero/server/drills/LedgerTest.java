package org.confero.server.drills;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.confero.protocol.DisplayName;
import org.confero.protocol.ParticipantId;
import org.confero.protocol.Role;
import org.confero.protocol.RoomId;
import org.confero.server.events.CloudEvents;
import org.confero.server.events.Event;
import org.confero.server.room.Closing;
import org.confero.server.room.Departure;
import org.confero.server.room.Fact;
import org.junit.jupiter.api.Test;

/** A drill is only worth what its ledger finds. */
class LedgerTest {
    private static final ParticipantId ADA = new ParticipantId("ada");
    private static final Fact OPENED = new Fact.RoomOpened();
    private static final Fact JOINED = new Fact.ParticipantJoined(ADA, new DisplayName("Ada"), Role.HOST);
    private static final Fact LEFT = new Fact.ParticipantLeft(ADA, Departure.LEFT);
    private static final Fact CLOSED = new Fact.RoomClosed(Closing.EMPTY);

    private final Ledger ledger = new Ledger();
    private Instant now = Instant.now();
    private int count;

    @Test
    void aWholeCallIsRightAndWhatComesAgainIsOnlyCounted() {
        List<Event> call = List.of(event(OPENED), event(JOINED), event(LEFT), event(CLOSED));
        call.forEach(this::hear);
        call.reversed().forEach(this::hear);
        assertThat(ledger.takeWrong()).isEmpty();
        assertThat(ledger.takeOutOfOrder()).isZero();
        assertThat(ledger.takeRepeated()).isEqualTo(4);
        assertThat(ledger.missing(List.of(Visits.joined(ADA), Visits.left(ADA))))
                .isEmpty();
        assertThat(ledger.isEmpty(List.of("demo"))).isTrue();
    }

    @Test
    void whatIsMissingIsNamed() {
        hear(event(JOINED));
        assertThat(ledger.missing(List.of(Visits.joined(ADA), Visits.left(ADA))))
                .containsExactly(Visits.left(ADA));
        assertThat(ledger.isEmpty(List.of("demo"))).isFalse();
    }

    @Test
    void whatCannotFollowIsOutOfOrder() {
        List.of(event(LEFT), event(JOINED), event(JOINED), event(OPENED), event(CLOSED))
                .forEach(this::hear);
        assertThat(ledger.takeOutOfOrder()).isEqualTo(4);
        assertThat(ledger.takeWrong()).hasSize(4);
    }

    @Test
    void timesOnlyGrowAndAreOfToday() {
        hear(event(OPENED));
        now = now.minusSeconds(1);
        hear(event(JOINED));
        assertThat(ledger.takeOutOfOrder()).isEqualTo(1);
        now = now.plus(Duration.ofMinutes(10));
        hear(event(LEFT));
        assertThat(ledger.takeWrong()).hasSize(2);
    }

    private Event event(Fact fact) {
        return new Event("id" + count++, now, "node", new RoomId("demo"), fact);
    }

    private void hear(Event event) {
        ledger.hear(CloudEvents.encode(event));
    }
}

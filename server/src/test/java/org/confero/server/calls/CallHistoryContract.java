package org.confero.server.calls;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.confero.protocol.DisplayName;
import org.confero.protocol.LinkQuality;
import org.confero.protocol.ParticipantId;
import org.confero.protocol.Role;
import org.confero.protocol.RoomId;
import org.confero.server.events.Event;
import org.confero.server.room.Closing;
import org.confero.server.room.Departure;
import org.confero.server.room.Fact;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What is remembered of calls, wherever they are kept. */
public abstract class CallHistoryContract {
    private static final RoomId ROOM = new RoomId("demo");
    private static final Instant START = Instant.parse("2026-11-24T20:00:00Z");
    private static final ParticipantId ADA = new ParticipantId("ada");
    private static final ParticipantId BOB = new ParticipantId("bob");

    private Instant now = START;
    private int count;

    @SuppressWarnings("NullAway.Init") // Set before each test, by begin.
    private CallHistory history;

    /** One with nothing in it. */
    protected abstract CallStore store();

    @BeforeEach
    void begin() {
        history = new CallHistory(store(), new HistorySettings(30, 3), () -> now);
    }

    @Test
    void aCallHasEverybodyWhoWasThereAndForHowLong() {
        call();
        Call call = history.of(ROOM).getFirst();
        assertThat(call.opened()).isEqualTo(START);
        assertThat(call.closed()).isEqualTo(START.plusSeconds(60));
        assertThat(call.reason()).isEqualTo(Closing.EMPTY);
        assertThat(call.stays())
                .extracting(Stay::participant, Stay::joined, Stay::left, Stay::reason, Stay::role)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple(
                                ADA, START, START.plusSeconds(30), Departure.LEFT, Role.HOST),
                        org.assertj.core.groups.Tuple.tuple(
                                BOB, START.plusSeconds(10), START.plusSeconds(60), Departure.LOST, Role.HOST));
        assertThat(call.stays().getFirst().quality()).isEqualTo(new LinkQuality(1000, 20, 1, 0, true));
    }

    @Test
    void eventsThatComeAgainChangeNothing() {
        List<Event> events = call();
        List<Call> before = history.of(ROOM);
        events.forEach(history::accept);
        assertThat(history.of(ROOM)).isEqualTo(before);
        for (Event event : events) {
            history.accept(event);
            history.accept(event);
        }
        assertThat(history.of(ROOM)).isEqualTo(before);
    }

    @Test
    void eachEventMayComeTwiceAtOnce() {
        for (Event event : eventsOfOneCall()) {
            history.accept(event);
            history.accept(event);
        }
        assertThat(history.of(ROOM))
                .singleElement()
                .satisfies(call -> assertThat(call.stays()).hasSize(2));
    }

    @Test
    void ofTooManyCallsTheOldestGo() {
        for (int i = 0; i < 5; i++) {
            call();
            now = now.plusSeconds(100);
        }
        assertThat(history.of(ROOM))
                .extracting(Call::opened)
                .containsExactly(START.plusSeconds(400), START.plusSeconds(300), START.plusSeconds(200));
    }

    @Test
    void whatIsTooLongAgoIsForgotten() {
        call();
        now = START.plus(Duration.ofDays(30)).plusSeconds(59);
        assertThat(history.of(ROOM)).hasSize(1);
        now = now.plusSeconds(2);
        assertThat(history.of(ROOM)).isEmpty();
    }

    @Test
    void aCallWhoseBeginningIsLostIsStillOne() {
        history.accept(event(joined(ADA), 0));
        assertThat(history.of(ROOM))
                .singleElement()
                .satisfies(call -> assertThat(call.stays()).hasSize(1));
    }

    @Test
    void aRoomThatNeverEmptiesDoesNotGrowForEver() {
        history.accept(event(new Fact.RoomOpened(), 0));
        for (int i = 0; i < Call.MOST_STAYS + 7; i++) {
            history.accept(event(joined(new ParticipantId("p" + i)), i));
        }
        Call call = history.of(ROOM).getFirst();
        assertThat(call.stays()).hasSize(Call.MOST_STAYS);
        assertThat(call.omitted()).isEqualTo(7);
    }

    @Test
    void noNameBecomesAFormulaInASpreadsheet() {
        for (String name : List.of("=1+1", "+1", "-1", "@SUM(A1)", " =1", "＝1", "a,b", "say \"hi\"", "Ada")) {
            history.accept(event(
                    new Fact.ParticipantJoined(new ParticipantId("p" + count), new DisplayName(name), Role.HOST), 0));
        }
        String[] lines = Csv.of(history.of(ROOM)).split("\r\n", -1);
        assertThat(lines[0]).startsWith("call,opened,closed,participant,name,role,joined,left,seconds,reason");
        assertThat(lines[1]).contains(",\"'=1+1\",");
        assertThat(lines[2]).contains(",\"'+1\",");
        assertThat(lines[3]).contains(",\"'-1\",");
        assertThat(lines[4]).contains(",\"'@SUM(A1)\",");
        assertThat(lines[5]).contains(",\"'=1\",");
        assertThat(lines[6]).contains(",\"'＝1\",");
        assertThat(lines[7]).contains(",\"a,b\",");
        assertThat(lines[8]).contains(",\"say \"\"hi\"\"\",");
        assertThat(lines[9]).contains(",Ada,host,2026-11-24T20:00:00Z,,,,,,,");
    }

    private List<Event> call() {
        List<Event> events = eventsOfOneCall();
        events.forEach(history::accept);
        return events;
    }

    private List<Event> eventsOfOneCall() {
        var ada = new ParticipantId("ada" + (count == 0 ? "" : count));
        var bob = new ParticipantId("bob" + (count == 0 ? "" : count));
        ParticipantId one = count == 0 ? ADA : ada;
        ParticipantId two = count == 0 ? BOB : bob;
        List<Event> events = new ArrayList<>();
        events.add(event(new Fact.RoomOpened(), 0));
        events.add(event(new Fact.ParticipantJoined(one, new DisplayName("Ada"), Role.HOST), 0));
        events.add(event(new Fact.ParticipantJoined(two, new DisplayName("Bob"), Role.PARTICIPANT), 10));
        events.add(event(new Fact.CallQuality(one, two, new LinkQuality(1000, 20, 1, 0, true)), 20));
        events.add(event(new Fact.ParticipantLeft(one, Departure.LEFT), 30));
        events.add(event(new Fact.RoleChanged(two, Role.HOST), 30));
        events.add(event(new Fact.ParticipantLeft(two, Departure.LOST), 60));
        events.add(event(new Fact.RoomClosed(Closing.EMPTY), 60));
        return events;
    }

    private static Fact joined(ParticipantId id) {
        return new Fact.ParticipantJoined(id, new DisplayName("A"), Role.PARTICIPANT);
    }

    private Event event(Fact fact, long seconds) {
        return new Event("e" + count++, now.plusSeconds(seconds), "node", ROOM, fact);
    }
}

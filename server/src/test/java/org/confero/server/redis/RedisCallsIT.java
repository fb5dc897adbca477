package org.confero.server.redis;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.confero.protocol.DisplayName;
import org.confero.protocol.ParticipantId;
import org.confero.protocol.Role;
import org.confero.protocol.RoomId;
import org.confero.server.calls.Call;
import org.confero.server.calls.CallHistory;
import org.confero.server.calls.CallHistoryContract;
import org.confero.server.calls.CallStore;
import org.confero.server.calls.HistorySettings;
import org.confero.server.calls.Stay;
import org.confero.server.events.Event;
import org.confero.server.room.Departure;
import org.confero.server.room.Fact;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Histories in a real Redis, of which each test has an empty one. */
@Timeout(300)
class RedisCallsIT extends CallHistoryContract {
    private static final Duration KEPT = Duration.ofDays(30);

    private final TestRedis redis = TestRedis.start();
    private final Node node = new Node(redis, "history", Duration.ofMinutes(2));

    RedisCallsIT() throws IOException {}

    @Override
    protected CallStore store() {
        return new RedisCalls(node.link, KEPT, new Random(1));
    }

    @AfterEach
    void close() throws IOException {
        node.close();
        redis.close();
    }

    @Test
    void whatTwoWorkersWriteAtOnceIsAllThereAndTheSameForEverybody() {
        CallHistory first = history(RedisCalls.MOST_ROOMS);
        CallHistory second = history(RedisCalls.MOST_ROOMS);
        first.accept(opened("demo"));
        List<CompletableFuture<Void>> writing = IntStream.range(0, 60)
                .mapToObj(i -> CompletableFuture.runAsync(
                        () -> (i % 2 == 0 ? first : second).accept(joined("demo", "guest" + i)),
                        Thread::startVirtualThread))
                .toList();
        writing.forEach(CompletableFuture::join);
        List<Call> calls = history(RedisCalls.MOST_ROOMS).of(new RoomId("demo"));
        assertThat(calls)
                .singleElement()
                .satisfies(call -> assertThat(call.stays())
                        .extracting(Stay::participant)
                        .hasSize(60)
                        .doesNotHaveDuplicates());
        assertThat(first.of(new RoomId("demo")))
                .isEqualTo(second.of(new RoomId("demo")))
                .isEqualTo(calls);
    }

    @Test
    void aWorkerThatGoesOnAgainKnowsWhatAnotherHasWritten() {
        CallHistory first = history(RedisCalls.MOST_ROOMS);
        CallHistory second = history(RedisCalls.MOST_ROOMS);
        first.accept(opened("demo"));
        second.accept(joined("demo", "bob"));
        first.accept(event("demo", "left", new Fact.ParticipantLeft(new ParticipantId("bob"), Departure.LEFT)));
        assertThat(second.of(new RoomId("demo")).getFirst().stays())
                .extracting(Stay::reason)
                .containsExactly(Departure.LEFT);
    }

    @Test
    void redisForgetsAHistoryOfWhichNothingIsHeard() {
        history(RedisCalls.MOST_ROOMS).accept(opened("demo"));
        byte[] key = RedisLink.bytes("confero:{b" + RoomStore.bucket(new RoomId("demo")) + "}:calls:demo");
        assertThat(node.link.<Long>await(redis -> redis.pttl(key)))
                .isBetween(KEPT.minusMinutes(5).toMillis(), KEPT.toMillis());
    }

    @Test
    void ofTooManyRoomsThoseOfWhichNothingWasHeardForLongestGo() {
        CallHistory few = history(2);
        List<String> sameBucket = IntStream.iterate(0, i -> i + 1)
                .mapToObj(i -> "room" + i)
                .filter(room -> RoomStore.bucket(new RoomId(room)) == 7)
                .limit(3)
                .toList();
        sameBucket.forEach(room -> {
            few.accept(opened(room));
            // Redis's times have to differ.
            few.accept(joined(room, "ada"));
        });
        assertThat(sameBucket.stream().map(RoomId::new).map(few::of).map(List::size))
                .containsExactly(0, 1, 1);
    }

    private CallHistory history(int mostRooms) {
        var calls = new RedisCalls(node.link, KEPT, new Random(), mostRooms);
        return new CallHistory(calls, new HistorySettings(30, 3), InstantSource.system());
    }

    private static Event opened(String room) {
        return event(room, "opened", new Fact.RoomOpened());
    }

    private static Event joined(String room, String who) {
        var fact = new Fact.ParticipantJoined(new ParticipantId(who), new DisplayName(who), Role.PARTICIPANT);
        return event(room, who, fact);
    }

    private static Event event(String room, String id, Fact fact) {
        return new Event(room + "-" + id, Instant.now(), "node", new RoomId(room), fact);
    }
}

package org.confero.server.auth;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.github.bucket4j.Bucket;
import io.github.bucket4j.ConsumptionProbe;
import io.github.bucket4j.TimeMeter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import org.confero.protocol.RoomId;
import org.confero.server.address.Network;

/**
 * How often passcodes may be guessed: by one address at one room's door, by one address anywhere, and at one room's door by
 * everybody together. A try is taken before the passcode is looked at, so that many at once are no way round, and given
 * back when it was right. Any thread.
 */
final class Guesses {
    /** Of a code of four digits, half would be guessed in 14 hours. */
    private static final Rate AT_ONE_DOOR = new Rate(5, Duration.ofSeconds(10));

    private static final Rate BY_ONE_ADDRESS = new Rate(20, Duration.ofSeconds(5));

    /** Against many addresses; more, as those who guess keep others out by it. */
    private static final Rate OF_ONE_ROOM = new Rate(60, Duration.ofSeconds(1));

    /** Of each kind; of more, those that were not used for longest are forgotten. */
    private static final int MOST_REMEMBERED = 50_000;

    private final Cache<String, Bucket> buckets;
    private final TimeMeter clock;

    Guesses(TimeMeter clock) {
        this.clock = clock;
        // By then every bucket is full again, and a new one is the same.
        Duration forgotten = Duration.ofMinutes(5);
        buckets = Caffeine.newBuilder()
                .maximumSize(3L * MOST_REMEMBERED)
                .expireAfterAccess(forgotten)
                .build();
    }

    /** Takes one try, and gives the time until there is one, in ms, when there is none. */
    OptionalLong take(RoomId room, String address) {
        List<Bucket> taken = new ArrayList<>();
        for (Bucket bucket : buckets(room, address)) {
            ConsumptionProbe probe = bucket.tryConsumeAndReturnRemaining(1);
            if (!probe.isConsumed()) {
                taken.forEach(one -> one.addTokens(1));
                return OptionalLong.of(TimeUnit.NANOSECONDS.toMillis(probe.getNanosToWaitForRefill()) + 1);
            }
            taken.add(bucket);
        }
        return OptionalLong.empty();
    }

    /** It was right, or was not looked at. */
    void giveBack(RoomId room, String address) {
        buckets(room, address).forEach(bucket -> bucket.addTokens(1));
    }

    private List<Bucket> buckets(RoomId room, String address) {
        String network = Network.of(address);
        return List.of(
                bucket("door " + room + " " + network, AT_ONE_DOOR),
                bucket("address " + network, BY_ONE_ADDRESS),
                bucket("room " + room, OF_ONE_ROOM));
    }

    private Bucket bucket(String key, Rate rate) {
        return buckets.get(
                key,
                absent -> Bucket.builder()
                        .withCustomTimePrecision(clock)
                        .addLimit(limit -> limit.capacity(rate.atOnce()).refillGreedy(1, rate.oneMoreIn()))
                        .build());
    }

    private record Rate(int atOnce, Duration oneMoreIn) {}
}

package org.confero.server.address;

import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.LoadingCache;
import io.github.bucket4j.Bucket;
import io.github.bucket4j.ConsumptionProbe;
import java.time.Duration;

/**
 * How often each address may ask: token buckets, kept until they are full again, so that forgetting one changes nothing. Any
 * thread.
 */
public final class AddressRates {
    /** Most addresses whose asking is remembered; of more those least in use begin anew. */
    private static final int MOST_ADDRESSES = 100_000;

    private final Buckets sockets;
    private final Buckets requests;
    private final Buckets rooms;

    public AddressRates(AddressLimits limits) {
        sockets = new Buckets(limits.socketBurst(), limits.socketsPerSecond(), Duration.ofSeconds(1));
        requests = new Buckets(limits.requestBurst(), limits.requestsPerSecond(), Duration.ofSeconds(1));
        rooms = new Buckets(limits.roomBurst(), limits.roomsPerMinute(), Duration.ofMinutes(1));
    }

    /** For one new socket: zero when it may be opened now, else how long to wait. */
    public Duration socket(String address) {
        return sockets.take(address);
    }

    /** For one HTTP request: zero when it is taken, else how long to wait. */
    public Duration request(String address) {
        return requests.take(address);
    }

    /** For one new room: zero when it may be made now, else how long to wait. */
    public Duration room(String address) {
        return rooms.take(address);
    }

    private static final class Buckets {
        private final LoadingCache<String, Bucket> byNetwork;

        private Buckets(int burst, int tokens, Duration period) {
            Duration untilFull = period.multipliedBy(burst).dividedBy(tokens).plus(period);
            byNetwork = Caffeine.newBuilder()
                    .maximumSize(MOST_ADDRESSES)
                    .expireAfterAccess(untilFull)
                    .build(network -> Bucket.builder()
                            .addLimit(limit -> limit.capacity(burst).refillGreedy(tokens, period))
                            .build());
        }

        private Duration take(String address) {
            ConsumptionProbe probe = byNetwork.get(Network.of(address)).tryConsumeAndReturnRemaining(1);
            return Duration.ofNanos(probe.getNanosToWaitForRefill());
        }
    }
}

package org.confero.server.address;

import com.github.benmanes.caffeine.cache.Caffeine;
import io.github.bucket4j.BucketConfiguration;
import io.github.bucket4j.ConsumptionProbe;
import io.github.bucket4j.caffeine.Bucket4jCaffeine;
import io.github.bucket4j.caffeine.CaffeineProxyManager;
import io.github.bucket4j.distributed.ExpirationAfterWriteStrategy;
import java.time.Duration;
import java.util.function.Supplier;

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
        private final CaffeineProxyManager<String> store = Bucket4jCaffeine.<String>builderFor(
                        Caffeine.newBuilder().maximumSize(MOST_ADDRESSES))
                .expirationAfterWrite(
                        ExpirationAfterWriteStrategy.basedOnTimeForRefillingBucketUpToMax(Duration.ofSeconds(1)))
                .build();
        private final Supplier<BucketConfiguration> full;

        private Buckets(int burst, int tokens, Duration period) {
            var configuration = BucketConfiguration.builder()
                    .addLimit(limit -> limit.capacity(burst).refillGreedy(tokens, period))
                    .build();
            full = () -> configuration;
        }

        private Duration take(String address) {
            ConsumptionProbe probe = store.getProxy(Network.of(address), full).tryConsumeAndReturnRemaining(1);
            return Duration.ofNanos(probe.getNanosToWaitForRefill());
        }
    }
}

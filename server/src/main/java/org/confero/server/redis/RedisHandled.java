package org.confero.server.redis;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.lettuce.core.ScriptOutputType;
import java.time.Duration;
import org.confero.server.events.Event;
import org.confero.server.events.Handled;
import org.confero.server.routing.UnavailableException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The newest events that each consumer has had, by their ids; Redis is asked only for those that this process has not seen. */
public final class RedisHandled implements Handled {
    private static final Logger LOG = LoggerFactory.getLogger(RedisHandled.class);

    /** Of each consumer. What comes again is a batch of one node or one worker's hand: some hundreds. */
    private static final int MOST = 10_000;

    /** Longer than any queue is kept that nobody reads. */
    private static final Duration KEPT = Duration.ofDays(7);

    private static final byte[] ADD = RedisLink.bytes("""
            redis.call('ZADD', KEYS[1], ARGV[1], ARGV[2])
            redis.call('ZREMRANGEBYRANK', KEYS[1], 0, -1 - ARGV[3])
            return redis.call('PEXPIRE', KEYS[1], ARGV[4])
            """);

    private final RedisLink link;
    private final Cache<String, Boolean> seen =
            Caffeine.newBuilder().maximumSize(MOST).build();

    public RedisHandled(RedisLink link) {
        this.link = link;
    }

    @Override
    public boolean isHandled(String consumer, Event event) {
        if (seen.getIfPresent(word(consumer, event)) != null) {
            return true;
        }
        try {
            return link.await(redis -> redis.zscore(key(consumer), RedisLink.bytes(event.id()))) != null;
        } catch (UnavailableException away) {
            LOG.debug("Taken for new, as Redis is away: {}", away.toString());
            return false;
        }
    }

    @Override
    public void handled(String consumer, Event event) {
        seen.put(word(consumer, event), true);
        var _ = link.send(redis -> redis.eval(
                ADD,
                ScriptOutputType.INTEGER,
                new byte[][] {key(consumer)},
                RedisLink.bytes(Long.toString(event.time().toEpochMilli())),
                RedisLink.bytes(event.id()),
                RedisLink.bytes(Integer.toString(MOST)),
                RedisLink.bytes(Long.toString(KEPT.toMillis()))));
    }

    private static String word(String consumer, Event event) {
        return consumer + ' ' + event.id();
    }

    private static byte[] key(String consumer) {
        return RedisLink.bytes("confero:handled:" + consumer);
    }
}

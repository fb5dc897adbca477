package org.confero.server.redis;

import io.lettuce.core.ScriptOutputType;
import java.net.URI;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.confero.server.routing.UnavailableException;
import org.confero.server.webhooks.Webhook;
import org.confero.server.webhooks.WebhookStore;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Webhooks in Redis, with their secrets. Whoever has read them before writes them back into a Redis that has lost its data,
 * as otherwise their queues would be deleted with what waits in them. Methods wait, and throw {@link UnavailableException}.
 */
public final class RedisWebhooks implements WebhookStore {
    /** Webhooks whose removal is remembered, so that nobody writes them back. */
    private static final int MOST_REMOVED = 1000;

    private static final byte[][] KEYS = {
        RedisLink.bytes("confero:{webhooks}:all"), RedisLink.bytes("confero:{webhooks}:removed")
    };

    /** ARGV: most of all, id, text. Gives whether it is kept. */
    private static final byte[] ADD = RedisLink.bytes("""
            if redis.call('HLEN', KEYS[1]) >= tonumber(ARGV[1]) then
              return 0
            end
            return redis.call('HSET', KEYS[1], ARGV[2], ARGV[3])
            """);

    /** ARGV: most that are remembered, id. Gives whether it was there: a Redis without its data does not know it, and is told of it later. */
    private static final byte[] REMOVE = RedisLink.bytes("""
            redis.call('ZADD', KEYS[2], redis.call('TIME')[1], ARGV[2])
            redis.call('ZREMRANGEBYRANK', KEYS[2], 0, -1 - ARGV[1])
            return redis.call('HDEL', KEYS[1], ARGV[2])
            """);

    /** ARGV: ids and texts. Gives how many were lost. */
    private static final byte[] RESTORE = RedisLink.bytes("""
            local lost = 0
            for i = 1, #ARGV, 2 do
              if not redis.call('ZSCORE', KEYS[2], ARGV[i]) then
                lost = lost + redis.call('HSETNX', KEYS[1], ARGV[i], ARGV[i + 1])
              end
            end
            return lost
            """);

    private final RedisLink link;
    private List<Webhook> known = List.of();

    public RedisWebhooks(RedisLink link) {
        this.link = link;
    }

    @Override
    public synchronized List<Webhook> all() {
        List<Webhook> found = read();
        Set<String> ids = found.stream().map(Webhook::id).collect(Collectors.toSet());
        List<Webhook> missed =
                known.stream().filter(webhook -> !ids.contains(webhook.id())).toList();
        if (!missed.isEmpty() && run(RESTORE, texts(missed)) > 0) {
            found = read();
        }
        known = found;
        return found;
    }

    @Override
    public boolean add(Webhook webhook) {
        return run(ADD, List.of(Integer.toString(MOST), webhook.id(), write(webhook))) == 1;
    }

    @Override
    public boolean remove(String id) {
        return run(REMOVE, List.of(Integer.toString(MOST_REMOVED), id)) == 1;
    }

    private List<Webhook> read() {
        Map<byte[], byte[]> found = link.await(redis -> redis.hgetall(KEYS[0]));
        return found == null
                ? List.of()
                : found.values().stream()
                        .map(text -> read(RedisLink.text(text)))
                        .sorted(Comparator.comparing(Webhook::created).thenComparing(Webhook::id))
                        .toList();
    }

    private long run(byte[] script, List<String> arguments) {
        Long said = link.await(redis -> redis.eval(
                script,
                ScriptOutputType.INTEGER,
                KEYS,
                arguments.stream().map(RedisLink::bytes).toArray(byte[][]::new)));
        return said == null ? 0 : said;
    }

    private static List<String> texts(List<Webhook> webhooks) {
        List<String> all = new ArrayList<>();
        webhooks.forEach(webhook -> all.addAll(List.of(webhook.id(), write(webhook))));
        return all;
    }

    private static String write(Webhook webhook) {
        ObjectNode json = JsonMapper.shared()
                .createObjectNode()
                .put("id", webhook.id())
                .put("url", webhook.url().toString())
                .put("secret", webhook.secret())
                .put("created", webhook.created().toString());
        ArrayNode topics = json.putArray("topics");
        webhook.topics().forEach(topics::add);
        return json.toString();
    }

    private static Webhook read(String text) {
        JsonNode json = JsonMapper.shared().readTree(text);
        Set<String> topics = new TreeSet<>();
        json.required("topics").forEach(topic -> topics.add(topic.stringValue()));
        return new Webhook(
                json.required("id").stringValue(),
                URI.create(json.required("url").stringValue()),
                json.required("secret").stringValue(),
                topics,
                Instant.parse(json.required("created").stringValue()));
    }
}

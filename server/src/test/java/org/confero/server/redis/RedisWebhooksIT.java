package org.confero.server.redis;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import org.confero.protocol.RoomId;
import org.confero.server.Until;
import org.confero.server.events.Event;
import org.confero.server.room.Fact;
import org.confero.server.webhooks.Webhook;
import org.confero.server.webhooks.WebhookStore;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What workers share in a real Redis, of which each test has an empty one. */
@Timeout(300)
class RedisWebhooksIT {
    private final TestRedis redis = TestRedis.start();
    private final Node first = new Node(redis, "hooks-a", Duration.ofMinutes(2));
    private final Node second = new Node(redis, "hooks-b", Duration.ofMinutes(2));
    private final WebhookStore here = new RedisWebhooks(first.link);
    private final WebhookStore there = new RedisWebhooks(second.link);

    RedisWebhooksIT() throws IOException {}

    @AfterEach
    void close() throws IOException {
        first.close();
        second.close();
        redis.close();
    }

    @Test
    void aWebhookThatIsMadeHereIsKnownThereWithAllThatItIs() {
        Webhook older = webhook(1, Set.of("room.closed", "participant.left"));
        Webhook newer = webhook(2, Set.of());
        assertThat(there.add(newer)).isTrue();
        assertThat(here.add(older)).isTrue();
        assertThat(here.all()).containsExactly(older, newer).isEqualTo(there.all());
        assertThat(there.remove(older.id())).isTrue();
        assertThat(here.remove(older.id())).isFalse();
        assertThat(here.all()).containsExactly(newer);
    }

    @Test
    void thereAreNoMoreThanMayBe() {
        for (int i = 0; i < WebhookStore.MOST; i++) {
            assertThat((i % 2 == 0 ? here : there).add(webhook(i, Set.of()))).isTrue();
        }
        assertThat(here.add(webhook(99, Set.of()))).isFalse();
        assertThat(here.all()).hasSize(WebhookStore.MOST);
    }

    @Test
    void aRedisThatHasForgottenThemIsToldAgainButNotOfThoseThatWereRemoved() throws IOException {
        Webhook kept = webhook(1, Set.of());
        Webhook removed = webhook(2, Set.of());
        here.add(kept);
        here.add(removed);
        assertThat(here.all()).isEqualTo(there.all()).hasSize(2);
        here.remove(removed.id());
        assertThat(there.all()).as("who knew it does not write it back").containsExactly(kept);
        redis.kill();
        redis.restartEmpty();
        Until.holds("both are connected", () -> first.link.isOpen() && second.link.isOpen());
        assertThat(there.all()).containsExactly(kept);
        assertThat(new RedisWebhooks(first.link).all()).containsExactly(kept);
    }

    @Test
    void whatOneWorkerHasHadAnotherKnows() {
        var ours = new RedisHandled(first.link);
        var theirs = new RedisHandled(second.link);
        ours.handled("hook", event("1"));
        Until.holds("the other knows", () -> theirs.isHandled("hook", event("1")));
        assertThat(theirs.isHandled("hook", event("2"))).isFalse();
        assertThat(theirs.isHandled("another", event("1"))).isFalse();
    }

    private static Event event(String id) {
        return new Event(id, Instant.EPOCH, "node", new RoomId("demo"), new Fact.RoomOpened());
    }

    private static Webhook webhook(int number, Set<String> topics) {
        return new Webhook(
                "id" + number,
                URI.create("https://example.org/" + number),
                "a-secret-of-the-tests",
                topics,
                Instant.EPOCH.plusSeconds(number));
    }
}

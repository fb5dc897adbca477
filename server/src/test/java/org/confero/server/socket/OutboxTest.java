package org.confero.server.socket;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import org.eclipse.jetty.util.Callback;
import org.junit.jupiter.api.Test;

class OutboxTest {
    private final List<String> sent = new ArrayList<>();
    private final ArrayDeque<Callback> underWay = new ArrayDeque<>();
    private final List<Throwable> broken = new ArrayList<>();
    private Instant now = Instant.EPOCH;
    private final Outbox outbox = new Outbox(this::send, broken::add, () -> now, 10 + 2 * Outbox.PER_TEXT);

    @Test
    void oneSendIsUnderWayAndTheRestFollowsInOrder() {
        offer("a");
        offer("b");
        offer("c");
        assertThat(sent).containsExactly("a");
        underWay.remove().succeeded();
        assertThat(sent).containsExactly("a", "b");
        underWay.remove().succeeded();
        underWay.remove().succeeded();
        assertThat(sent).containsExactly("a", "b", "c");
        assertThat(underWay).isEmpty();
    }

    @Test
    void moreThanTheBoundDoesNotFitCountedInBytesNotCharacters() {
        offer("under way");
        assertThat(outbox.put("ääää")).isTrue();
        assertThat(outbox.put("äxx")).isFalse();
        assertThat(outbox.put("ä")).isTrue();
    }

    @Test
    void whatIsSentMakesRoom() {
        offer("under way");
        assertThat(outbox.put("1234567890")).isTrue();
        assertThat(outbox.put("x")).isFalse();
        underWay.remove().succeeded();
        assertThat(outbox.put("1234567890")).isTrue();
    }

    @Test
    void aSendWithoutEndIsAStallAndAnIdleOutboxIsNot() {
        Duration limit = Duration.ofSeconds(10);
        now = now.plusSeconds(100);
        assertThat(outbox.isStalled(limit)).isFalse();
        offer("a");
        now = now.plusSeconds(9);
        assertThat(outbox.isStalled(limit)).isFalse();
        now = now.plusSeconds(1);
        assertThat(outbox.isStalled(limit)).isTrue();
        underWay.remove().succeeded();
        assertThat(outbox.isStalled(limit)).isFalse();
    }

    @Test
    void aBrokenWireIsSaidOnceAndNothingMoreIsSent() {
        offer("a");
        offer("b");
        underWay.remove().failed(new IllegalStateException("gone"));
        offer("c");
        assertThat(broken).hasSize(1);
        assertThat(sent).containsExactly("a");
    }

    @Test
    void aWireThatIsDoneAtOnceNeedsNoDeepStack() {
        var direct = new ArrayList<String>();
        var quick = new Outbox(
                (text, callback) -> {
                    direct.add(string(text));
                    callback.succeeded();
                },
                broken::add,
                () -> now,
                10_000_000);
        for (int i = 0; i < 50_000; i++) {
            quick.put("x");
        }
        quick.flush();
        assertThat(direct).hasSize(50_000);
    }

    private void offer(String text) {
        assertThat(outbox.put(text)).isTrue();
        outbox.flush();
    }

    private static String string(ByteBuffer text) {
        return StandardCharsets.UTF_8.decode(text).toString();
    }

    private void send(ByteBuffer text, Callback callback) {
        sent.add(string(text));
        underWay.add(callback);
    }
}

package org.confero.server.socket;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.confero.protocol.CloseCode;
import org.confero.protocol.ErrorCode;
import org.confero.protocol.ServerMessage;
import org.jspecify.annotations.Nullable;

/**
 * What is counted of signaling. Nothing here names a room or a person, and every counter is made at the start: a message
 * costs one addition, not a search by label. Any thread.
 */
public final class Meters {
    private final MeterRegistry registry;
    private final Counter joins;
    private final Counter relayed;
    private final Counter complete;
    private final Counter incomplete;
    private final Timer latency;
    private final Map<ErrorCode, Counter> rejects = new EnumMap<>(ErrorCode.class);
    private final Counter evicted;
    private final Counter standstills;
    private final Map<Refusal, Counter> refusals = new EnumMap<>(Refusal.class);
    private final Map<CloseCode, Counter> closes = new EnumMap<>(CloseCode.class);

    public Meters(MeterRegistry registry) {
        this.registry = registry;
        joins = registry.counter("confero.joins");
        relayed = registry.counter("confero.relayed");
        complete = registry.counter("confero.resumes", "result", "complete");
        incomplete = registry.counter("confero.resumes", "result", "incomplete");
        evicted = registry.counter("confero.sessions.evicted");
        standstills = registry.counter("confero.standstills");
        latency = Timer.builder("confero.relay.latency")
                .serviceLevelObjectives(
                        Duration.ofNanos(100_000),
                        Duration.ofMillis(1),
                        Duration.ofMillis(5),
                        Duration.ofMillis(20),
                        Duration.ofMillis(100),
                        Duration.ofSeconds(1))
                .register(registry);
        for (Refusal refusal : Refusal.values()) {
            refusals.put(refusal, registry.counter("confero.handshakes.refused", "reason", word(refusal)));
        }
        for (ErrorCode code : ErrorCode.values()) {
            rejects.put(code, registry.counter("confero.rejects", "code", code.word()));
        }
        for (CloseCode code : CloseCode.values()) {
            closes.put(code, registry.counter("confero.closes", "code", word(code)));
        }
    }

    /** Counts what the server says, once however many it is for. */
    public void said(ServerMessage message) {
        if (message instanceof ServerMessage.Failure failure) {
            count(rejects.get(failure.code()));
        } else if (message instanceof ServerMessage.Joined) {
            joins.increment();
        } else if (message instanceof ServerMessage.Signal) {
            relayed.increment();
        }
    }

    /** A session goes on with a newer socket. */
    void resumed(boolean isComplete) {
        (isComplete ? complete : incomplete).increment();
    }

    /** The server closes a socket. */
    void closes(CloseCode code) {
        count(closes.get(code));
    }

    /** A session that waited ends before its time, as too many wait. */
    void evicted() {
        evicted.increment();
    }

    /** The whole process has not run for a while. */
    void stoodStill() {
        standstills.increment();
    }

    /** A handshake is refused. */
    void refused(Refusal refusal) {
        count(refusals.get(refusal));
    }

    /** An HTTP request is refused; {@code reason} is one of few words. */
    public void requestRefused(String reason) {
        registry.counter("confero.requests.refused", "reason", reason).increment();
    }

    /** For {@link #handedOver}; nanoseconds. */
    long now() {
        return registry.config().clock().monotonicTime();
    }

    /** A signal that came at {@code received} stands in its recipient's outbox, or was answered with an error. */
    void handedOver(long received) {
        latency.record(now() - received, TimeUnit.NANOSECONDS);
    }

    private static String word(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    // Every code has its counter; the map's type does not know that.
    private static void count(@Nullable Counter counter) {
        if (counter != null) {
            counter.increment();
        }
    }
}

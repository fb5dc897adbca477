package org.confero.call;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.confero.protocol.Limits;
import org.confero.protocol.LinkStamp;
import org.confero.protocol.SignalData;
import org.jspecify.annotations.Nullable;

/**
 * The signals of one link, in order and once, whatever ways they take and whatever is lost, repeated or overtaken on them, as a
 * pure function: {@code step(state, event) -> (next state, effects)}. It also tells the connections apart that a link has had.
 * {@code delivery.js} is the same function; PROTOCOL.md, "Delivery of signals".
 */
public final class Delivery {
    /** What has come is acknowledged after so many milliseconds, unless an answer carries the acknowledgement before. */
    public static final long ACK_AFTER = 250;

    /** What is not acknowledged is said again after so many milliseconds, and after twice as many each time, up to the longest. */
    public static final long AGAIN_AFTER = 2000;

    public static final long LONGEST_AGAIN = 16_000;

    /**
     * Whoever has heard nothing but what comes later in a connection has not been told its beginning by then, and will not be: it was
     * told to a connection from before ours. Longer than what is not acknowledged takes to be said again.
     */
    public static final long BEGINNING_WITHIN = 3000;

    /** A state and what to do on the way to it. */
    public record Step(State next, List<DeliveryEffect> effects) {
        public Step {
            effects = List.copyOf(effects);
        }
    }

    /** One of our signals that is not acknowledged. */
    record Kept(long seq, SignalData data) {}

    /**
     * Everything that the function remembers.
     *
     * @param connection the number of the link's connection, the same on both sides as soon as they know of each other
     * @param plain whether the other side does not stamp its signals
     * @param said how many signals of ours there are
     * @param heard how many of the other side's have been delivered
     * @param early those of them that came before others
     * @param ackAt when to acknowledge, -1 when there is nothing to
     * @param againAt when to say again, -1 when there is nothing to; {@code againAfter} is the wait until then
     * @param vainAt when to wait no more for the beginning, -1 when it is not waited for
     */
    public record State(
            long connection,
            boolean plain,
            long said,
            List<Kept> kept,
            long heard,
            NavigableMap<Long, SignalData> early,
            long ackAt,
            long againAt,
            long againAfter,
            long vainAt) {
        public State {
            kept = List.copyOf(kept);
            early = Collections.unmodifiableNavigableMap(new TreeMap<>(early));
        }

        /** When the next {@link DeliveryEvent.Tick} has to come, -1 for never. */
        public long wakeAt() {
            return earlier(earlier(ackAt, againAt), vainAt);
        }

        private static long earlier(long one, long other) {
            return one < 0 || other < 0 ? Math.max(one, other) : Math.min(one, other);
        }
    }

    private Delivery() {}

    /**
     * For a new link.
     *
     * @param connection above any number that an earlier connection of this link may have had: the time in milliseconds since
     *     1970
     */
    public static State initial(long connection) {
        return new State(connection, false, 0, List.of(), 0, Collections.emptyNavigableMap(), -1, -1, AGAIN_AFTER, -1);
    }

    public static Step step(State state, DeliveryEvent event) {
        Run run = new Run(state);
        switch (event) {
            case DeliveryEvent.Say(var data, var now) -> run.say(data, now);
            case DeliveryEvent.Came(var stamp, var data, var now) when stamp != null -> run.came(stamp, data, now);
            case DeliveryEvent.Came(var stamp, var data, var now) -> run.plain(data);
            case DeliveryEvent.Routed(var now) -> run.again(now, AGAIN_AFTER);
            case DeliveryEvent.Rebuilt() -> run.become(initial(state.connection() + 1));
            case DeliveryEvent.Tick(var now) -> run.tick(now);
        }
        return new Step(run.state(), run.effects);
    }

    /** One step while it is worked out. */
    private static final class Run {
        private long connection;
        private boolean plain;
        private long said;
        private List<Kept> kept = List.of();
        private long heard;
        private NavigableMap<Long, SignalData> early = new TreeMap<>();
        private long ackAt;
        private long againAt;
        private long againAfter;
        private long vainAt;
        private final List<DeliveryEffect> effects = new ArrayList<>();

        Run(State state) {
            become(state);
        }

        void become(State state) {
            connection = state.connection();
            plain = state.plain();
            said = state.said();
            kept = state.kept();
            heard = state.heard();
            early = new TreeMap<>(state.early());
            ackAt = state.ackAt();
            againAt = state.againAt();
            againAfter = state.againAfter();
            vainAt = state.vainAt();
        }

        State state() {
            return new State(connection, plain, said, kept, heard, early, ackAt, againAt, againAfter, vainAt);
        }

        void say(SignalData data, long now) {
            said++;
            transmit(said, data);
            if (plain) {
                return;
            }
            kept = Stream.concat(kept.stream(), Stream.of(new Kept(said, data))).toList();
            againAt = againAt < 0 ? now + againAfter : againAt;
            if (kept.size() > Limits.SIGNALS_KEPT) {
                kept = List.of();
                againAt = -1;
                effects.add(new DeliveryEffect.GiveUp());
            }
        }

        void plain(@Nullable SignalData data) {
            plain = true;
            kept = List.of();
            againAt = -1;
            if (data != null) {
                effects.add(new DeliveryEffect.Deliver(data));
            }
        }

        void came(LinkStamp stamp, @Nullable SignalData data, long now) {
            if (stamp.connection() < connection) {
                return;
            }
            if (stamp.connection() > connection) {
                meet(stamp.connection());
            }
            acknowledged(stamp.ack());
            if (data != null && stamp.seq() > 0) {
                ackAt = ackAt < 0 ? now + ACK_AFTER : ackAt;
                take(stamp.seq(), data);
                boolean waits = heard == 0 && !early.isEmpty();
                vainAt = !waits ? -1 : vainAt < 0 ? now + BEGINNING_WITHIN : vainAt;
            }
        }

        /** The other side has begun a connection that we have not heard of; ours fits it as long as it has said nothing. */
        private void meet(long theirs) {
            boolean used = said > 0;
            become(initial(theirs));
            if (used) {
                effects.add(new DeliveryEffect.Renew());
            }
        }

        private void acknowledged(long ack) {
            if (kept.isEmpty() || kept.getFirst().seq() > ack) {
                return;
            }
            kept = kept.stream().filter(each -> each.seq() > ack).toList();
            againAfter = AGAIN_AFTER;
            againAt = kept.isEmpty() ? -1 : againAt;
        }

        private void take(long seq, SignalData data) {
            if (seq <= heard || early.size() >= Limits.SIGNALS_KEPT) {
                return;
            }
            early.put(seq, data);
            for (SignalData next = early.remove(heard + 1); next != null; next = early.remove(heard + 1)) {
                heard++;
                effects.add(new DeliveryEffect.Deliver(next));
            }
        }

        void again(long now, long after) {
            kept.forEach(each -> transmit(each.seq(), each.data()));
            if (!kept.isEmpty()) {
                againAfter = after;
                againAt = now + after;
            }
        }

        void tick(long now) {
            if (againAt >= 0 && now >= againAt) {
                again(now, Math.min(LONGEST_AGAIN, 2 * againAfter));
            }
            if (ackAt >= 0 && now >= ackAt) {
                transmit(0, null);
            }
            if (vainAt >= 0 && now >= vainAt) {
                vainAt = -1;
                early.clear();
                effects.add(new DeliveryEffect.GiveUp());
            }
        }

        private void transmit(long seq, @Nullable SignalData data) {
            ackAt = -1;
            effects.add(new DeliveryEffect.Transmit(new LinkStamp(connection, seq, heard), data));
        }
    }
}

package org.confero.call;

import java.util.ArrayList;
import java.util.List;

/**
 * When a link is healed, and how, as a pure function: {@code step(state, event) -> (next state, effects)}. Both sides run it;
 * when both restart at once, the negotiation sorts it out. {@code healing.js} is the same function; PROTOCOL.md, "Healing".
 */
public final class Healing {
    /** A connection that has not come up after this many milliseconds is looked after. ICE itself takes 15 s to fail. */
    public static final long CONNECT_PATIENCE = 10_000;

    /**
     * Bounds of the wait after "disconnected", in milliseconds. ICE says it after about 2.5 s of silence, so it is no time to
     * be patient; but what comes back within two round trips has only been late.
     */
    public static final long SHORTEST_WAIT = 300;

    public static final long LONGEST_WAIT = 1500;

    /** An attempt is given this many milliseconds and four round trips: offer, answer, checks, and a check that was lost. */
    public static final long ATTEMPT = 1500;

    /** After this many rebuilds attempts come more slowly: whoever has been gone for a minute and a half mostly stays away. */
    public static final int EAGER_REBUILDS = 3;

    public static final long SLOW_ATTEMPT = 8000;

    /** How much later than the impolite side the polite one attempts: enough for the other's offer to come. */
    public static final long POLITE_LATER = 1000;

    /** Interfaces change in bursts; in so many milliseconds one restart is enough. */
    public static final long BURST = 1000;

    /**
     * ICE keeps to a way on which nothing comes for more than 5 s where others seem to be there. Silence is no proof, as a microphone may
     * be gone: it is answered by one attempt in so many milliseconds.
     */
    public static final long SILENCE_AGAIN = 10_000;

    /** After so many attempts in vain a person is told that there is no path. */
    public static final int TOLD_AFTER = 3;

    /** After so many attempts in vain the connection itself is made anew: about 20 s, longer than ICE takes to fail. */
    public static final int REBUILD_AFTER = 10;

    /** Between two rebuilds there are at least this many milliseconds, and twice as many after each, up to the longest. */
    public static final long REBUILD_WAIT = 2000;

    public static final long LONGEST_REBUILD_WAIT = 60_000;

    /** A round trip that has not been measured. */
    private static final long USUAL_ROUND_TRIP = 100;

    /** A state and what to do on the way to it. */
    public record Step(State next, List<HealingEffect> effects) {
        public Step {
            effects = List.copyOf(effects);
        }
    }

    enum Phase {
        /** Up, as far as we know. */
        UP,
        /** Down for a moment, perhaps. */
        WAITING,
        /** Down, and being healed. */
        HEALING
    }

    /**
     * Everything that the function remembers.
     *
     * @param relay whether we have a TURN server to go through
     * @param wakeAt when the next {@link HealingEvent.Tick} has to come, -1 for never
     * @param attempts how many restarts there have been since it was up, or since it was rebuilt, by either side
     * @param attemptedAt when our last one was
     * @param owed whether a restart has to be made as soon as signals have a way
     * @param broken whether only a rebuild can help
     * @param told what the person was told last
     */
    public record State(
            Role role,
            boolean relay,
            Phase phase,
            boolean routed,
            long roundTrip,
            long wakeAt,
            int attempts,
            long attemptedAt,
            boolean owed,
            boolean broken,
            int rebuilds,
            long rebuiltAt,
            LinkCondition told) {}

    private Healing() {}

    /** The state of a new link. */
    public static State initial(Role role, boolean relay, long now) {
        return new State(
                role,
                relay,
                Phase.HEALING,
                true,
                USUAL_ROUND_TRIP,
                now + CONNECT_PATIENCE,
                0,
                Long.MIN_VALUE / 2,
                false,
                false,
                0,
                Long.MIN_VALUE / 2,
                LinkCondition.CONNECTING);
    }

    public static Step step(State state, HealingEvent event) {
        Run run = new Run(state);
        switch (event) {
            case HealingEvent.Connection(var connection, var now) -> run.connection(connection, now);
            case HealingEvent.NetworkChanged(var now) -> run.networkChanged(now);
            case HealingEvent.Routed(var up, var now) -> run.routed(up, now);
            case HealingEvent.RoundTrip(var millis) -> run.roundTrip = Math.max(1, millis);
            case HealingEvent.Offered(var now) -> run.offered(now);
            case HealingEvent.Silent(var now) -> run.silent(now);
            case HealingEvent.GivenUp(var now) -> run.givenUp(now);
            case HealingEvent.Tick(var now) -> run.tick(now);
        }
        return new Step(run.state(), run.effects);
    }

    /** One step while it is worked out. */
    private static final class Run {
        private final Role role;
        private final boolean relay;
        private Phase phase;
        private boolean routed;
        private long roundTrip;
        private long wakeAt;
        private int attempts;
        private long attemptedAt;
        private boolean owed;
        private boolean broken;
        private int rebuilds;
        private long rebuiltAt;
        private LinkCondition told;
        private final List<HealingEffect> effects = new ArrayList<>();

        Run(State state) {
            role = state.role();
            relay = state.relay();
            phase = state.phase();
            routed = state.routed();
            roundTrip = state.roundTrip();
            wakeAt = state.wakeAt();
            attempts = state.attempts();
            attemptedAt = state.attemptedAt();
            owed = state.owed();
            broken = state.broken();
            rebuilds = state.rebuilds();
            rebuiltAt = state.rebuiltAt();
            told = state.told();
        }

        State state() {
            return new State(
                    role,
                    relay,
                    phase,
                    routed,
                    roundTrip,
                    wakeAt,
                    attempts,
                    attemptedAt,
                    owed,
                    broken,
                    rebuilds,
                    rebuiltAt,
                    told);
        }

        void connection(ConnectionState connection, long now) {
            switch (connection) {
                case CONNECTED -> up();
                case DISCONNECTED -> {
                    if (phase == Phase.UP) {
                        phase = Phase.WAITING;
                        wakeAt = now + later(Math.clamp(2 * roundTrip, SHORTEST_WAIT, LONGEST_WAIT));
                        tell(LinkCondition.RECONNECTING);
                    }
                }
                case FAILED -> failed(now);
                case CONNECTING -> {}
            }
        }

        private void up() {
            if (broken) {
                return;
            }
            phase = Phase.UP;
            wakeAt = -1;
            attempts = 0;
            rebuilds = 0;
            owed = false;
            tell(LinkCondition.CONNECTED);
        }

        private void failed(long now) {
            // While it is being healed, the attempt under way has its time.
            if (phase != Phase.HEALING || attempts == 0) {
                phase = Phase.HEALING;
                if (role == Role.IMPOLITE) {
                    attempt(now);
                } else {
                    wakeAt = now + POLITE_LATER;
                    tell(LinkCondition.RECONNECTING);
                }
            }
        }

        void networkChanged(long now) {
            if (now - attemptedAt < BURST) {
                wakeAt = attemptedAt + BURST;
                owed = true;
            } else {
                attempt(now);
            }
        }

        void routed(boolean up, long now) {
            boolean back = up && !routed;
            routed = up;
            if (back && (owed || (phase == Phase.HEALING && attempts > 0))) {
                attempt(now);
            } else if (!up && phase != Phase.UP) {
                tell(LinkCondition.NO_SIGNALING);
            }
        }

        /** Another attempt would begin from nothing what theirs has found so far; by a TURN server that takes more than a second. */
        void offered(long now) {
            if (phase == Phase.UP || told == LinkCondition.CONNECTING) {
                return;
            }
            phase = Phase.HEALING;
            attempts++;
            wakeAt = Math.max(wakeAt, now + later(attemptTime()));
            if (routed) {
                tellOfAttempts();
            }
        }

        void silent(long now) {
            if (phase == Phase.UP && role == Role.IMPOLITE && now - attemptedAt >= SILENCE_AGAIN) {
                attempt(now);
            }
        }

        void givenUp(long now) {
            broken = true;
            phase = Phase.HEALING;
            attempt(now);
        }

        void tick(long now) {
            if (wakeAt >= 0 && now >= wakeAt) {
                wakeAt = -1;
                if (phase != Phase.UP || owed) {
                    attempt(now);
                }
            }
        }

        private void attempt(long now) {
            if (phase == Phase.WAITING) {
                phase = Phase.HEALING;
            }
            if (!routed) {
                owed = true;
                if (phase != Phase.UP) {
                    tell(LinkCondition.NO_SIGNALING);
                }
                return;
            }
            owed = false;
            if (broken || attempts >= (role == Role.IMPOLITE ? REBUILD_AFTER : 2 * REBUILD_AFTER)) {
                rebuild(now);
            } else {
                restart(now);
            }
        }

        private void restart(long now) {
            attemptedAt = now;
            effects.add(new HealingEffect.RestartIce());
            if (phase == Phase.UP) {
                return;
            }
            attempts++;
            wakeAt = now + later(attemptTime());
            tellOfAttempts();
        }

        private long attemptTime() {
            return rebuilds < EAGER_REBUILDS ? ATTEMPT + 4 * roundTrip : SLOW_ATTEMPT;
        }

        private void tellOfAttempts() {
            tell(attempts > TOLD_AFTER || rebuilds > 0 ? hopeless() : LinkCondition.RECONNECTING);
        }

        private void rebuild(long now) {
            long wait = Math.min(LONGEST_REBUILD_WAIT, REBUILD_WAIT << Math.min(rebuilds, 10));
            if (now - rebuiltAt < wait) {
                wakeAt = rebuiltAt + wait;
                return;
            }
            effects.add(new HealingEffect.Rebuild());
            broken = false;
            attempts = 0;
            rebuilds++;
            rebuiltAt = now;
            attemptedAt = now;
            wakeAt = now + later(CONNECT_PATIENCE);
        }

        private LinkCondition hopeless() {
            return relay ? LinkCondition.UNREACHABLE : LinkCondition.NO_PATH;
        }

        private long later(long wait) {
            return role == Role.POLITE ? wait + POLITE_LATER : wait;
        }

        private void tell(LinkCondition condition) {
            if (condition != told) {
                told = condition;
                effects.add(new HealingEffect.Tell(condition));
            }
        }
    }
}

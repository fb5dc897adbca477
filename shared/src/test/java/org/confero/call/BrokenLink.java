package org.confero.call;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;

/**
 * Two sides of a link and the network between them, in steps of 50 ms: a path that breaks is said to be disconnected after 2.5 s and
 * failed after 15 more; one that comes back before that is up by itself; one that has failed is up again when a restart got through
 * to the other side while there is a path.
 */
final class BrokenLink {
    /** {@link Healing#step}, or the same with a fault planted in it. */
    interface Stepper {
        Healing.Step step(Healing.State state, HealingEvent event);
    }

    private static final long STEP = 50;
    private static final long DISCONNECTED_AFTER = 2500;
    private static final long FAILED_AFTER = 17_500;

    /** From an offer to a connection: three ways through a server and some checks; by a TURN server over TCP about twice as long. */
    private static final long QUICKEST_RESTART = 600;

    private static final long SLOWEST_RESTART = 1300;

    /** From an offer to the other side. */
    private static final long OFFER_TAKES = 50;

    /** Until the first attempt has found another path, however long attempts take here. */
    static final long FIRST_ATTEMPT = DISCONNECTED_AFTER + Healing.SHORTEST_WAIT + SLOWEST_RESTART + 4 * STEP;

    /** No run takes longer, or it never heals. */
    private static final long END = 400_000;

    private final Random random;
    private final Stepper stepper;
    private final Healing.State[] sides;
    private final int[] restarts = new int[2];
    private boolean path = true;
    private boolean signaling = true;
    private boolean ways = true;
    private ConnectionState connection = ConnectionState.CONNECTED;
    private long brokenAt;
    private long restartTakes = QUICKEST_RESTART;
    private long restartedAt = -1;
    private int restartedBy;
    private boolean offered;
    private long now;

    BrokenLink(Random random, Stepper stepper) {
        this.random = random;
        this.stepper = stepper;
        sides = new Healing.State[] {Healing.initial(Role.POLITE, false, 0), Healing.initial(Role.IMPOLITE, false, 0)};
    }

    /**
     * The path breaks, the ways of signals too or not, for a time; the machine's network is reported as changed or not.
     *
     * @return how long after everything was back the link is up, in milliseconds
     */
    long breakAndHeal() {
        both(new HealingEvent.Connection(ConnectionState.CONNECTED, now));
        now = 60_000;
        brokenAt = now;
        path = false;
        // Where both are gone, the path is found again by news of the network or of signals; the old addresses may not
        // be.
        boolean all = random.nextInt(3) > 0;
        signal(!all);
        long back = now + 500 + random.nextInt(90_000);
        pass(back);
        path = true;
        ways = random.nextBoolean();
        signal(true);
        if (random.nextBoolean()) {
            feed(random.nextInt(2), new HealingEvent.NetworkChanged(now));
        }
        while (connection != ConnectionState.CONNECTED || !isUp()) {
            pass(now + STEP);
            assertThat(now - back).as("never healed").isLessThan(END);
        }
        for (int times : restarts) {
            assertThat((long) times).as("restarts").isLessThanOrEqualTo(4 + (now - brokenAt) / 1000);
        }
        return now - back;
    }

    /**
     * The path is gone for good, and there is another one, which a restart finds.
     *
     * @return how long after that the link is up, in milliseconds
     */
    long findAnotherPath() {
        restartTakes = QUICKEST_RESTART + random.nextInt((int) (SLOWEST_RESTART - QUICKEST_RESTART + 1));
        both(new HealingEvent.Connection(ConnectionState.CONNECTED, now));
        now = 60_000;
        brokenAt = now;
        path = false;
        while (connection == ConnectionState.CONNECTED) {
            pass(now + STEP);
        }
        path = true;
        ways = false;
        while (connection != ConnectionState.CONNECTED || !isUp()) {
            pass(now + STEP);
            assertThat(now - brokenAt).as("never healed").isLessThan(END);
        }
        return now - brokenAt;
    }

    private boolean isUp() {
        return sides[0].told() == LinkCondition.CONNECTED && sides[1].told() == LinkCondition.CONNECTED;
    }

    private void pass(long until) {
        while (now < until) {
            now += STEP;
            move();
            if (restartedAt >= 0 && !offered && now >= restartedAt + OFFER_TAKES) {
                offered = true;
                feed(1 - restartedBy, new HealingEvent.Offered(now));
            }
            for (int side = 0; side < 2; side++) {
                long wakeAt = sides[side].wakeAt();
                if (wakeAt >= 0 && wakeAt <= now) {
                    feed(side, new HealingEvent.Tick(now));
                }
            }
        }
    }

    private void move() {
        boolean restarted = restartedAt >= 0 && now >= restartedAt + restartTakes;
        if (path && connection != ConnectionState.CONNECTED) {
            if (restarted || (ways && connection == ConnectionState.DISCONNECTED)) {
                become(ConnectionState.CONNECTED);
            }
        } else if (!path && connection == ConnectionState.CONNECTED && now >= brokenAt + DISCONNECTED_AFTER) {
            become(ConnectionState.DISCONNECTED);
        } else if (!path && connection == ConnectionState.DISCONNECTED && now >= brokenAt + FAILED_AFTER) {
            become(ConnectionState.FAILED);
        }
    }

    private void become(ConnectionState state) {
        connection = state;
        restartedAt = -1;
        both(new HealingEvent.Connection(state, now));
    }

    private void signal(boolean up) {
        if (signaling != up) {
            signaling = up;
            both(new HealingEvent.Routed(up, now));
        }
    }

    private void both(HealingEvent event) {
        feed(0, event);
        feed(1, event);
    }

    private void feed(int side, HealingEvent event) {
        Healing.Step step = stepper.step(sides[side], event);
        sides[side] = step.next();
        for (HealingEffect effect : step.effects()) {
            if (!(effect instanceof HealingEffect.Tell)) {
                restarts[side]++;
                // A restart looks for a path until anybody starts another one; its offer waits for a way.
                if (signaling) {
                    restartedAt = now;
                    restartedBy = side;
                    offered = false;
                }
            }
        }
    }
}

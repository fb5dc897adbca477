package org.confero.call;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.confero.Seeded;
import org.confero.protocol.Limits;
import org.confero.protocol.LinkStamp;
import org.confero.protocol.SignalData;
import org.confero.protocol.SignalData.Candidate;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class DeliveryPropertyTest {
    /** {@link Delivery#step}, or the same with a fault planted in it. */
    interface Stepper {
        Delivery.Step step(Delivery.State state, DeliveryEvent event);
    }

    @Test
    void whateverIsLostRepeatedOrOvertakenBothSidesHearAllInOrderAndOnce() {
        Seeded.always(random -> new Ways(random, Delivery::step).run());
    }

    @Test
    void whatIsNotSaidAgainIsFoundOut() {
        assertFound((state, event) -> event instanceof DeliveryEvent.Tick || event instanceof DeliveryEvent.Routed
                ? new Delivery.Step(state, List.of())
                : Delivery.step(state, event));
    }

    @Test
    void whatIsHeardTwiceIsFoundOut() {
        assertFound((state, event) -> event instanceof DeliveryEvent.Came(var stamp, var data, var now)
                        && stamp != null
                        && data != null
                        && stamp.seq() <= state.heard()
                        && stamp.connection() == state.connection()
                ? new Delivery.Step(state, List.of(new DeliveryEffect.Deliver(data)))
                : Delivery.step(state, event));
    }

    @Test
    void aConnectionTakenForTheOneBeforeIsFoundOut() {
        assertFound((state, event) -> Delivery.step(
                state,
                event instanceof DeliveryEvent.Came(var stamp, var data, var now) && stamp != null && state.said() > 0
                        ? new DeliveryEvent.Came(new LinkStamp(state.connection(), stamp.seq(), stamp.ack()), data, now)
                        : event));
    }

    @Test
    void whoeverStampsNothingIsHeardAsItComesAndToldOnce() {
        Delivery.Step said = Delivery.step(Delivery.initial(1), new DeliveryEvent.Say(data("a"), 0));
        Delivery.Step came = Delivery.step(said.next(), new DeliveryEvent.Came(null, data("b"), 10));

        assertThat(came.effects()).containsExactly(new DeliveryEffect.Deliver(data("b")));
        assertThat(came.next().wakeAt()).isNegative();
    }

    @Test
    void whoeverNeverAnswersIsGivenUpBeforeMoreIsKeptThanTheLimit() {
        Delivery.State state = Delivery.initial(1);
        List<DeliveryEffect> last = List.of();
        for (int i = 0; i <= Limits.SIGNALS_KEPT; i++) {
            Delivery.Step step = Delivery.step(state, new DeliveryEvent.Say(data("a"), 0));
            state = step.next();
            last = step.effects();
        }

        assertThat(last).contains(new DeliveryEffect.GiveUp());
    }

    @Test
    void whoeverGoesOnWithAConnectionThatWeWereNeverToldTheBeginningOfIsGivenUp() {
        Delivery.State fresh = Delivery.initial(0);
        Delivery.State waits = Delivery.step(
                        fresh, new DeliveryEvent.Came(new LinkStamp(100, 7, 6), data("restart"), 50))
                .next();
        assertThat(Delivery.step(waits, new DeliveryEvent.Tick(2000)).effects())
                .doesNotContain(new DeliveryEffect.GiveUp());
        Delivery.Step later = Delivery.step(waits, new DeliveryEvent.Tick(50 + Delivery.BEGINNING_WITHIN));
        assertThat(later.effects()).contains(new DeliveryEffect.GiveUp());
        assertThat(Delivery.step(later.next(), new DeliveryEvent.Rebuilt())
                        .next()
                        .connection())
                .isEqualTo(101);
    }

    @Test
    void aBeginningThatIsOnlyOvertakenIsWaitedFor() {
        Delivery.State waits = Delivery.step(
                        Delivery.initial(0), new DeliveryEvent.Came(new LinkStamp(100, 2, 0), data("second"), 0))
                .next();
        Delivery.Step first =
                Delivery.step(waits, new DeliveryEvent.Came(new LinkStamp(100, 1, 0), data("first"), 2000));
        assertThat(first.effects())
                .containsExactly(new DeliveryEffect.Deliver(data("first")), new DeliveryEffect.Deliver(data("second")));
        assertThat(Delivery.step(first.next(), new DeliveryEvent.Tick(10_000)).effects())
                .doesNotContain(new DeliveryEffect.GiveUp());
    }

    private static void assertFound(Stepper faulty) {
        assertThatThrownBy(() -> Seeded.always(random -> new Ways(random, faulty).run()))
                .isInstanceOf(AssertionError.class);
    }

    private static SignalData data(String text) {
        return new Candidate("candidate:" + text, "0", 0, null);
    }

    /** One end: what its connection has said and heard. */
    private static final class End {
        private final String name;
        private Delivery.State state;
        private List<SignalData> said = new ArrayList<>();
        private final List<SignalData> heard = new ArrayList<>();

        End(String name, long connection) {
            this.name = name;
            state = Delivery.initial(connection);
        }

        /** A new connection knows nothing of the one before. */
        void anew() {
            said = new ArrayList<>();
            heard.clear();
        }
    }

    private record Sent(End to, LinkStamp stamp, List<SignalData> data) {}

    /** Two ends and everything that is on some way between them, in no order. */
    private static final class Ways {
        private final Random random;
        private final Stepper stepper;
        private final End a = new End("a", 100);
        private final End b = new End("b", 500);
        private final List<Sent> underWay = new ArrayList<>();
        private long now;
        private int count;
        private int renewals;

        Ways(Random random, Stepper stepper) {
            this.random = random;
            this.stepper = stepper;
        }

        void run() {
            for (int i = 0; i < 80; i++) {
                now += random.nextInt(600);
                happen(random.nextBoolean() ? a : b);
            }
            say(a);
            say(b);
            for (int round = 0; round < 40; round++) {
                now += Delivery.LONGEST_AGAIN;
                feed(a, new DeliveryEvent.Tick(now));
                feed(b, new DeliveryEvent.Tick(now));
                while (!underWay.isEmpty()) {
                    arrive(underWay.removeFirst());
                }
            }
            check(a, b);
            check(b, a);
        }

        private void happen(End end) {
            switch (random.nextInt(16)) {
                case 0, 1, 2, 3 -> say(end);
                case 4 -> feed(end, new DeliveryEvent.Routed(now));
                case 5, 6 -> feed(end, new DeliveryEvent.Tick(now));
                case 7 -> {
                    if (random.nextInt(3) == 0) {
                        end.anew();
                        feed(end, new DeliveryEvent.Rebuilt());
                        say(end);
                    }
                }
                case 8 -> takeAny();
                case 9 -> arriveAgain();
                default -> {
                    Sent any = takeAny();
                    if (any != null) {
                        arrive(any);
                    }
                }
            }
        }

        private @Nullable Sent takeAny() {
            return underWay.isEmpty() ? null : underWay.remove(random.nextInt(underWay.size()));
        }

        private void arriveAgain() {
            if (!underWay.isEmpty()) {
                arrive(underWay.get(random.nextInt(underWay.size())));
            }
        }

        private void arrive(Sent sent) {
            SignalData data = sent.data().isEmpty() ? null : sent.data().getFirst();
            feed(sent.to(), new DeliveryEvent.Came(sent.stamp(), data, now));
        }

        private void say(End end) {
            SignalData data = data(end.name + end.state.connection() + ":" + count++);
            end.said.add(data);
            feed(end, new DeliveryEvent.Say(data, now));
        }

        private void feed(End end, DeliveryEvent event) {
            Delivery.Step step = stepper.step(end.state, event);
            end.state = step.next();
            boolean renewed = false;
            boolean givenUp = false;
            for (DeliveryEffect effect : step.effects()) {
                switch (effect) {
                    case DeliveryEffect.Transmit(var stamp, var data) ->
                        underWay.add(new Sent(end == a ? b : a, stamp, data == null ? List.of() : List.of(data)));
                    case DeliveryEffect.Deliver(var data) -> {
                        assertThat(end.heard).as("heard twice").doesNotContain(data);
                        end.heard.add(data);
                    }
                    case DeliveryEffect.Renew ignored -> {
                        end.anew();
                        renewed = true;
                    }
                    // What has overtaken the beginning of a connection was under way for longer than anybody waits.
                    case DeliveryEffect.GiveUp() -> givenUp = true;
                }
            }
            if (givenUp) {
                end.anew();
                end.state = stepper.step(end.state, new DeliveryEvent.Rebuilt()).next();
            }
            if (renewed || givenUp) {
                assertThat(++renewals).as("renewals").isLessThan(200);
                say(end);
            }
        }

        private static void check(End end, End other) {
            assertThat(end.state.connection())
                    .as("%s knows the connection", end.name)
                    .isEqualTo(other.state.connection());
            assertThat(end.heard.subList(Math.max(0, end.heard.size() - other.said.size()), end.heard.size()))
                    .as("what %s has heard last", end.name)
                    .isEqualTo(other.said);
        }
    }
}

package org.confero.call;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.confero.Seeded;
import org.confero.call.BrokenLink.Stepper;
import org.junit.jupiter.api.Test;

class HealingPropertyTest {
    private static final HealingEffect RESTART = new HealingEffect.RestartIce();

    @Test
    void whateverBreaksTheLinkIsUpSoonAfterTheNetworkIsBack() {
        List<Long> healed = new ArrayList<>();
        Seeded.always(random -> healed.add(new BrokenLink(random, Healing::step).breakAndHeal()));

        List<Long> sorted = healed.stream().sorted().toList();
        assertThat(sorted.get(sorted.size() * 95 / 100)).as("p95 in ms").isLessThanOrEqualTo(2000);
    }

    @Test
    void aSideThatNeverWakesIsFoundOut() {
        assertFound((state, event) ->
                event instanceof HealingEvent.Tick ? new Healing.Step(state, List.of()) : Healing.step(state, event));
    }

    @Test
    void aSideThatForgetsWhatItOwesIsFoundOut() {
        assertFound((state, event) -> event instanceof HealingEvent.Routed
                ? new Healing.Step(Healing.step(state, event).next(), List.of())
                : Healing.step(state, event));
    }

    @Test
    void anotherPathIsFoundByTheFirstAttempt() {
        Seeded.always(random -> assertThat(new BrokenLink(random, Healing::step).findAnotherPath())
                .isLessThanOrEqualTo(BrokenLink.FIRST_ATTEMPT));
    }

    @Test
    void aSideThatDisturbsTheOthersAttemptIsFoundOut() {
        Stepper deaf = (state, event) ->
                event instanceof HealingEvent.Offered ? new Healing.Step(state, List.of()) : Healing.step(state, event);
        assertThatThrownBy(() -> Seeded.always(random -> assertThat(new BrokenLink(random, deaf).findAnotherPath())
                        .isLessThanOrEqualTo(BrokenLink.FIRST_ATTEMPT)))
                .isInstanceOf(AssertionError.class);
    }

    @Test
    void aSideThatRestartsAllTheTimeIsFoundOut() {
        assertFound((state, event) -> {
            Healing.Step step = Healing.step(state, event);
            return step.effects().contains(RESTART)
                    ? new Healing.Step(step.next(), List.of(RESTART, RESTART, RESTART, RESTART))
                    : step;
        });
    }

    @Test
    void disconnectedIsGivenAMomentAndThenOneSideRestarts() {
        Healing.State impolite = up(Role.IMPOLITE, false);
        Healing.State polite = up(Role.POLITE, false);

        Healing.Step lost = Healing.step(impolite, connection(ConnectionState.DISCONNECTED, 1000));
        assertThat(lost.effects()).containsExactly(new HealingEffect.Tell(LinkCondition.RECONNECTING));
        assertThat(lost.next().wakeAt()).isEqualTo(1000 + Healing.SHORTEST_WAIT);
        assertThat(Healing.step(lost.next(), new HealingEvent.Tick(lost.next().wakeAt()))
                        .effects())
                .containsExactly(RESTART);
        assertThat(Healing.step(polite, connection(ConnectionState.DISCONNECTED, 1000))
                        .next()
                        .wakeAt())
                .isEqualTo(lost.next().wakeAt() + Healing.POLITE_LATER);
    }

    @Test
    void theOthersAttemptHasItsTimeAndCountsAsOurs() {
        Healing.State lost = Healing.step(up(Role.POLITE, false), connection(ConnectionState.DISCONNECTED, 1000))
                .next();
        Healing.State offered =
                Healing.step(lost, new HealingEvent.Offered(1400)).next();

        assertThat(Healing.step(offered, new HealingEvent.Tick(lost.wakeAt())).effects())
                .isEmpty();
        assertThat(offered.wakeAt()).isEqualTo(1400 + Healing.ATTEMPT + 4 * 100 + Healing.POLITE_LATER);
        for (int i = 0; i < Healing.TOLD_AFTER; i++) {
            offered = Healing.step(offered, new HealingEvent.Offered(2000)).next();
        }
        assertThat(offered.told()).isEqualTo(LinkCondition.NO_PATH);
    }

    @Test
    void whileALinkWorksAnOfferChangesNothing() {
        Healing.State up = up(Role.IMPOLITE, false);
        assertThat(Healing.step(up, new HealingEvent.Offered(1000))).isEqualTo(new Healing.Step(up, List.of()));
    }

    @Test
    void silenceOnALinkThatIsUpIsAnsweredByOneSideAndOnceInAWhile() {
        Healing.Step first = Healing.step(up(Role.IMPOLITE, false), new HealingEvent.Silent(5000));
        assertThat(first.effects()).containsExactly(RESTART);
        assertThat(first.next().told()).isEqualTo(LinkCondition.CONNECTED);
        assertThat(Healing.step(first.next(), new HealingEvent.Silent(5000 + Healing.SILENCE_AGAIN - 1))
                        .effects())
                .isEmpty();
        assertThat(Healing.step(first.next(), new HealingEvent.Silent(5000 + Healing.SILENCE_AGAIN))
                        .effects())
                .containsExactly(RESTART);
        assertThat(Healing.step(up(Role.POLITE, false), new HealingEvent.Silent(5000))
                        .effects())
                .isEmpty();
    }

    @Test
    void aChangeOfTheNetworkIsAnsweredAtOnceAndOnceForABurst() {
        Healing.Step first = Healing.step(up(Role.POLITE, false), new HealingEvent.NetworkChanged(5000));
        Healing.Step second = Healing.step(first.next(), new HealingEvent.NetworkChanged(5100));

        assertThat(first.effects()).containsExactly(RESTART);
        assertThat(second.effects()).isEmpty();
        assertThat(Healing.step(second.next(), new HealingEvent.Tick(5000 + Healing.BURST))
                        .effects())
                .containsExactly(RESTART);
    }

    @Test
    void whereNoPathIsBothSidesAreToldWhy() {
        assertThat(afterManyAttempts(Role.IMPOLITE, false)).contains(new HealingEffect.Tell(LinkCondition.NO_PATH));
        assertThat(afterManyAttempts(Role.POLITE, false)).contains(new HealingEffect.Tell(LinkCondition.NO_PATH));
        assertThat(afterManyAttempts(Role.POLITE, true)).contains(new HealingEffect.Tell(LinkCondition.UNREACHABLE));
    }

    @Test
    void restartsInVainEndInANewConnection() {
        assertThat(afterManyAttempts(Role.IMPOLITE, true)).contains(new HealingEffect.Rebuild());
    }

    @Test
    void aNegotiationThatGaveUpIsBegunAnewAtOnceButNotAllTheTime() {
        Healing.Step first = Healing.step(up(Role.POLITE, false), new HealingEvent.GivenUp(5000));
        Healing.Step second = Healing.step(first.next(), new HealingEvent.GivenUp(5001));

        assertThat(first.effects()).containsExactly(new HealingEffect.Rebuild());
        assertThat(second.effects()).isEmpty();
        assertThat(Healing.step(
                                second.next(),
                                new HealingEvent.Tick(second.next().wakeAt()))
                        .effects())
                .containsExactly(new HealingEffect.Rebuild());
    }

    private static List<HealingEffect> afterManyAttempts(Role role, boolean relay) {
        Healing.State state = up(role, relay);
        List<HealingEffect> all = new ArrayList<>();
        state = Healing.step(state, connection(ConnectionState.FAILED, 1000)).next();
        for (int i = 0; i < 40; i++) {
            Healing.Step step = Healing.step(state, new HealingEvent.Tick(state.wakeAt()));
            all.addAll(step.effects());
            state = step.next();
        }
        return all;
    }

    private static Healing.State up(Role role, boolean relay) {
        Healing.State fresh = Healing.initial(role, relay, 0);
        return Healing.step(fresh, connection(ConnectionState.CONNECTED, 100)).next();
    }

    private static HealingEvent connection(ConnectionState state, long now) {
        return new HealingEvent.Connection(state, now);
    }

    private static void assertFound(Stepper faulty) {
        assertThatThrownBy(() -> {
                    List<Long> healed = new ArrayList<>();
                    Seeded.always(random -> healed.add(new BrokenLink(random, faulty).breakAndHeal()));
                    assertThat(healed.stream().sorted().toList().get(healed.size() * 95 / 100))
                            .isLessThanOrEqualTo(2000);
                })
                .isInstanceOf(AssertionError.class);
    }
}

package org.confero.call;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import org.confero.call.Explorer.Result;
import org.confero.call.Explorer.Scenario;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

class ExplorerTest {
    @TestFactory
    Stream<DynamicTest> whateverTheOrderBothSidesComeToOneAgreement() {
        Stream<Scenario> small = Stream.of(Role.values())
                .flatMap(roleOfA -> Stream.of(
                        scenario(roleOfA, true, "t", "t", false, 1),
                        scenario(roleOfA, true, "tt", "t", false, 1),
                        scenario(roleOfA, true, "tr", "t", true, 0),
                        scenario(roleOfA, false, "t", "t", false, 1),
                        scenario(roleOfA, false, "t", "t", true, 1),
                        scenario(roleOfA, false, "tr", "t", false, 0),
                        scenario(roleOfA, false, "tr", "t", true, 0)));
        Stream<Scenario> large = Stream.of(
                scenario(Role.POLITE, false, "tt", "tt", false, 0), scenario(Role.POLITE, false, "tr", "tr", true, 0));
        return Stream.concat(small, large)
                .map(scenario -> DynamicTest.dynamicTest(scenario.toString(), () -> {
                    Result result = Explorer.explore(scenario);

                    assertThat(result.fault()).isEmpty();
                    assertThat(result.ends()).isPositive();
                }));
    }

    private static Scenario scenario(
            Role roleOfA,
            boolean bWaitsForOffer,
            String changesOfA,
            String changesOfB,
            boolean keepsCredentials,
            int strays) {
        Role roleOfB = roleOfA == Role.POLITE ? Role.IMPOLITE : Role.POLITE;
        return new Scenario(
                roleOfA, roleOfB, bWaitsForOffer, changesOfA, changesOfB, keepsCredentials, strays, Negotiation::step);
    }

    @Test
    void twoImpoliteSidesAreFoundOut() {
        assertThat(fault(Role.IMPOLITE, Role.IMPOLITE, Negotiation::step)).contains("ends in HAVE_LOCAL_OFFER");
    }

    @Test
    void twoPoliteSidesAreFoundOut() {
        assertThat(fault(Role.POLITE, Role.POLITE, Negotiation::step)).isNotEmpty();
    }

    @Test
    void aMissingRollbackIsFoundOut() {
        assertThat(fault(Stepper::withoutRollback)).contains("cannot accept an offer in HAVE_LOCAL_OFFER");
    }

    @Test
    void aChangeForgottenOverRollbackIsFoundOut() {
        assertThat(fault(Stepper::forgettingOverRollback)).contains("is forgotten");
    }

    @Test
    void aChangeForgottenWhileBusyIsFoundOut() {
        assertThat(fault(Stepper::forgettingWhileBusy)).contains("is forgotten");
    }

    @Test
    void candidatesDroppedByFlagAreFoundOut() {
        assertThat(fault(Stepper::droppingCandidatesByFlag)).contains("lost a candidate");
    }

    @Test
    void earlyCandidatesDroppedAreFoundOut() {
        assertThat(fault(Stepper::droppingEarlyCandidates)).contains("lost a candidate");
    }

    @Test
    void staleAnswersAcceptedAreFoundOut() {
        assertThat(fault(Stepper::acceptingStaleAnswers)).contains("cannot accept an answer in STABLE");
    }

    private static String fault(Stepper stepper) {
        return fault(Role.POLITE, Role.IMPOLITE, stepper);
    }

    private static String fault(Role a, Role b, Stepper stepper) {
        Result result = Explorer.explore(new Scenario(a, b, false, "tt", "t", false, 1, stepper));
        return result.fault().orElseThrow(() -> new AssertionError("Nothing found in " + result.worlds() + " worlds"));
    }
}

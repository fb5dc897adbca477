package org.confero.call;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.confero.call.Routes.Carried;
import org.confero.protocol.ControlMessage.Signal;
import org.confero.protocol.ParticipantId;
import org.confero.protocol.Payload;
import org.junit.jupiter.api.Test;

class RoutesTest {
    private static final ParticipantId ADA = new ParticipantId("ada");
    private static final ParticipantId BOB = new ParticipantId("bob");
    private static final ParticipantId CID = new ParticipantId("cid");
    private static final Payload DATA = new Payload("{}");

    @Test
    void theServerIsUsedThenTheLinkThenAThird() {
        Map<ParticipantId, List<ParticipantId>> told = Map.of(CID, List.of(BOB));

        assertThat(new Routes(true, Set.of(BOB), Set.of(BOB), told).to(BOB)).isEqualTo(new Route.Server());
        assertThat(new Routes(true, Set.of(), Set.of(BOB), told).to(BOB)).isEqualTo(new Route.Direct());
        assertThat(new Routes(false, Set.of(BOB), Set.of(CID), told).to(BOB)).isEqualTo(new Route.Via(CID));
        assertThat(new Routes(true, Set.of(), Set.of(), told).to(BOB)).isEqualTo(new Route.Server());
        assertThat(new Routes(false, Set.of(), Set.of(), told).to(BOB)).isEqualTo(new Route.Nowhere());
    }

    @Test
    void whatACarrierHandsOnComesFromWhomTheCarrierHeard() {
        Routes carrier = new Routes(false, Set.of(), Set.of(ADA, BOB), Map.of());

        assertThat(carrier.carry(CID, ADA, new Signal(BOB, null, DATA)))
                .isEqualTo(new Carried.On(BOB, new Signal(null, ADA, DATA)));
        assertThat(carrier.carry(CID, ADA, new Signal(ADA, null, DATA))).isEqualTo(new Carried.Dropped());
    }

    @Test
    void whatHasBeenCarriedGoesNoFurther() {
        Routes routes = new Routes(false, Set.of(), Set.of(ADA, CID), Map.of());

        assertThat(routes.carry(BOB, CID, new Signal(null, ADA, DATA))).isEqualTo(new Carried.Mine(ADA, DATA));
        assertThat(routes.carry(BOB, CID, new Signal(null, BOB, DATA))).isEqualTo(new Carried.Dropped());
        assertThat(routes.carry(BOB, CID, new Signal(null, null, DATA))).isEqualTo(new Carried.Mine(CID, DATA));
    }

    @Test
    void theFirstTryIsAtOnceAndTheOthersHaveTheirTurnBeforeAnybodyWaits() {
        ServerList.Try first = ServerList.of(2).lost(0);
        ServerList.Try second = first.next().failed(0);
        ServerList.Try third = second.next().failed(999);

        assertThat(List.of(first.server(), second.server(), third.server())).containsExactly(0, 1, 0);
        assertThat(List.of(first.millis(), second.millis())).containsExactly(0L, 0L);
        assertThat(third.millis()).isBetween(ServerList.FIRST_WAIT / 2, ServerList.FIRST_WAIT);
    }

    @Test
    void aSecretThatHasTravelledUnderHttpsNeverGoesWithoutIt() {
        List<String> told = List.of("http://a.test", "https://b.test", "https://c.test", "https://b.test");

        assertThat(Addresses.after("https://a.test", List.of("http://a.test"), told, 0))
                .containsExactly("https://a.test", "https://b.test", "https://c.test");
        assertThat(Addresses.after("http://a.test", List.of("http://a.test"), told, 1))
                .containsExactly("http://a.test", "https://c.test", "https://b.test");
        assertThat(Addresses.after("https://a.test", List.of("https://a.test"), List.of(), 7))
                .containsExactly("https://a.test");
    }
}

package org.confero.server.presence;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.confero.protocol.RoomId;
import org.confero.server.presence.Presence.Making;
import org.confero.server.room.Decision;
import org.confero.server.room.Room;
import org.confero.server.room.RoomOrder;
import org.confero.server.room.RoomSettings;
import org.junit.jupiter.api.Test;

class PresenceTest {
    private static final Instant NOON = Instant.parse("2026-11-24T12:00:00Z");

    private final Presence presence = new Presence(true, 2);

    @Test
    void madeRoomsAreKeptUpToABoundAndMakePlaceWhenTheyEnd() {
        assertThat(presence.make(made("one"))).isEqualTo(Making.MADE);
        assertThat(presence.make(made("one"))).isEqualTo(Making.TAKEN);
        assertThat(presence.make(made("two"))).isEqualTo(Making.MADE);
        assertThat(presence.make(made("three"))).isEqualTo(Making.TOO_MANY);
        assertThat(presence.made()).isEqualTo(2);

        Room one = presence.find(new RoomId("one"));
        assertThat(presence.replace(one, ((Decision) one.handle(new RoomOrder.Delete())).next()))
                .isTrue();
        assertThat(presence.made()).isEqualTo(1);
        assertThat(presence.make(made("three"))).isEqualTo(Making.MADE);
    }

    @Test
    void onlyRoomsWhoseTimeHasComeAreDue() {
        presence.make(made("one"));
        assertThat(presence.due(NOON)).isEmpty();
        assertThat(presence.due(NOON.plus(Duration.ofHours(1)))).containsExactly(new RoomId("one"));
    }

    @Test
    void whereEveryRoomHasToBeMadeThereIsNoneUntilThen() {
        var strict = new Presence(false, 2);
        assertThat(strict.find(new RoomId("one")).settings().isNone()).isTrue();
        strict.make(made("one"));
        assertThat(strict.find(new RoomId("one")).settings().isNone()).isFalse();
    }

    private static Room made(String id) {
        var settings = new RoomSettings(null, null, "key", false, true, 16, Duration.ofHours(1), null);
        return Room.made(new RoomId(id), settings, NOON);
    }
}

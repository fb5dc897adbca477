package org.confero.server.ice;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.confero.protocol.IceServer;
import org.confero.protocol.ParticipantId;
import org.junit.jupiter.api.Test;

class IceServersTest {
    private static final Instant NOW = Instant.parse("2025-01-01T00:00:00Z");
    private static final IceServer STUN = new IceServer(List.of("stun:stun.example.org"), null, null);
    private static final List<String> TURN_URLS = List.of("turn:turn.example.org", "turns:turn.example.org");
    private static final String SECRET = "north-by-northwest";

    private final TurnCredentials turn = new TurnCredentials(TURN_URLS, SECRET, Duration.ofHours(1));

    @Test
    void everybodyHasCredentialsOfTheirOwnAsOpensslWouldMakeThem() {
        // printf %s 1735693200:p1 | openssl dgst -sha1 -hmac north-by-northwest -binary | base64
        assertThat(new IceServers(List.of(STUN), turn).tellTo(new ParticipantId("p1"), NOW))
                .containsExactly(STUN, new IceServer(TURN_URLS, "1735693200:p1", "F7GtCXa7hu0oQ0rQZQw0FiFyzj0="));
    }

    @Test
    void nobodyWaitsForCredentialsToRunOutBeforeTheyAreRenewed() {
        assertThat(new IceServers(List.of(), turn).goodFor()).contains(Duration.ofMinutes(30));
    }

    @Test
    void whatNeverRunsOutIsNeverRenewed() {
        var fixed = new IceServers(List.of(STUN), null);
        assertThat(fixed.goodFor()).isEmpty();
        assertThat(fixed.tellTo(new ParticipantId("p1"), NOW)).containsExactly(STUN);
    }

    @Test
    void nothingThatMayBeLoggedHasTheSecretInIt() {
        assertThat(new IceServers(List.of(STUN), turn).toString()).doesNotContain(SECRET);
        assertThat(turn.serverFor(new ParticipantId("p1"), NOW).toString()).doesNotContain("F7GtCX");
    }
}

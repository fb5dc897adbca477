package org.confero.server.wiring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.confero.protocol.IceServer;
import org.confero.protocol.Limits;
import org.confero.server.auth.AuthSettings;
import org.confero.server.auth.TokenSettings;
import org.confero.server.ice.TurnCredentials;
import org.confero.server.socket.SocketLimits;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.context.properties.bind.BindException;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;
import org.springframework.security.oauth2.jose.jws.SignatureAlgorithm;

class ConferoPropertiesTest {
    private static final String GOOD_JWT =
            "confero.auth.jwt.issuer=https://id.example.org confero.auth.jwt.audience=confero"
                    + " confero.auth.jwt.jwks=https://id.example.org/jwks";

    @Test
    void nothingNeedsToBeSet() {
        ConferoProperties properties = bind(Map.of());
        assertThat(properties.node()).isNull();
        assertThat(properties.allowedOrigins()).isEmpty();
        assertThat(properties.addresses()).isEmpty();
        assertThat(properties.ice().servers()).isEmpty();
    }

    @Test
    void timesAreThoseOfTheProtocolUnlessSetOtherwise() {
        SocketLimits limits = bind(Map.of()).limits();
        assertThat(limits.helloTimeout()).isEqualTo(Limits.HELLO_TIMEOUT);
        assertThat(limits.heartbeat()).isEqualTo(Limits.HEARTBEAT);
        assertThat(limits.silence()).isEqualTo(Limits.SILENCE);
    }

    @Test
    void iceServersAreTakenWithTheirCredentials() {
        assertThat(bind(Map.of(
                                "confero.ice.servers[0].urls", "stun:stun.example.org",
                                "confero.ice.servers[1].urls[0]", "turn:turn.example.org?transport=udp",
                                "confero.ice.servers[1].urls[1]", "turns:turn.example.org",
                                "confero.ice.servers[1].username", "confero",
                                "confero.ice.servers[1].credential", "secret"))
                        .ice()
                        .servers())
                .containsExactly(
                        new IceServer(List.of("stun:stun.example.org"), null, null),
                        new IceServer(
                                List.of("turn:turn.example.org?transport=udp", "turns:turn.example.org"),
                                "confero",
                                "secret"));
    }

    @Test
    void aSecretSharedWithATurnServerIsGoodForAnHour() {
        TurnCredentials turn = bind(Map.of(
                        "confero.ice.turn.urls", "turn:turn.example.org",
                        "confero.ice.turn.secret", "sixteen-or-longer"))
                .ice()
                .turn();
        assertThat(turn)
                .isEqualTo(new TurnCredentials(
                        List.of("turn:turn.example.org"), "sixteen-or-longer", Duration.ofHours(1)));
        assertThat(bind(Map.of()).ice().turn()).isNull();
    }

    @Test
    void tokensOfAnIdentityProviderNeedItsNameItsKeysAndOurs() {
        assertThat(bind(Map.of()).auth()).isEqualTo(new AuthSettings(AuthSettings.Mode.OPEN, null));
        TokenSettings jwt =
                bind(settings("confero.auth.mode=jwt " + GOOD_JWT)).auth().jwt();
        assertThat(jwt).isNotNull();
        assertThat(jwt.algorithms())
                .containsExactlyInAnyOrder(
                        SignatureAlgorithm.RS256, SignatureAlgorithm.PS256, SignatureAlgorithm.ES256);
        assertThat(jwt.clockSkew()).isEqualTo(Duration.ofMinutes(1));
    }

    @ParameterizedTest
    @ValueSource(strings = {"HS256", "none"})
    void signaturesWithoutAPublicKeyCannotEvenBeAskedFor(String algorithm) {
        assertThatThrownBy(() -> bind(settings(GOOD_JWT + " confero.auth.jwt.algorithms=" + algorithm)))
                .isInstanceOf(BindException.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "confero.ice.servers[0].urls=http://example.org",
                "confero.ice.servers[0].urls=turn:turn.example.org",
                "confero.ice.servers[0].urls=stun:",
                "confero.ice.turn.urls=turn:turn.example.org",
                "confero.ice.turn.secret=sixteen-or-longer",
                "confero.ice.turn.urls=stun:stun.example.org confero.ice.turn.secret=sixteen-or-longer",
                "confero.ice.turn.urls=turn:turn.example.org confero.ice.turn.secret=too-short",
                "confero.ice.turn.urls=turn:t confero.ice.turn.secret=sixteen-or-longer confero.ice.turn.lifetime=9s",
                "confero.ice.turn.urls=turn:t confero.ice.turn.secret=sixteen-or-longer confero.ice.turn.lifetime=8d",
                "confero.auth.mode=jwt",
                "confero.auth.jwt.issuer=i confero.auth.jwt.audience=a",
                "confero.auth.jwt.issuer=i confero.auth.jwt.jwks=https://id.example.org/jwks",
                "confero.auth.jwt.audience=a confero.auth.jwt.jwks=https://id.example.org/jwks",
                "confero.auth.jwt.issuer=i confero.auth.jwt.audience=a confero.auth.jwt.jwks=file:/etc/passwd",
                GOOD_JWT + " confero.auth.jwt.clock-skew=6m",
                "confero.limits.sockets=0",
                "confero.limits.hello-timeout=0s",
                "confero.limits.silence=5s",
                "confero.limits.outbox=0B",
                "confero.limits.burst=0",
                "confero.limits.mistakes=-1",
                "confero.limits.waiting-sessions=0",
                "confero.limits.replay-total=0B",
                "confero.limits.request-timeout=0s",
                "confero.limits.control-frames=0",
                "confero.limits.fragments=0",
                "confero.per-address.sockets=0",
                "confero.per-address.rooms-per-minute=0",
                "confero.drain.timeout=-1s",
                "confero.trusted-proxies=proxy.example.org",
                "confero.addresses=https://meet.example.org/room",
                "confero.addresses=wss://meet.example.org",
                "confero.addresses=http://a,http://b,http://c,http://d,http://e,http://f,http://g,http://h,http://i",
                "confero.logs=xml",
            })
    void settingsThatMakeNoSenseAreRefused(String settings) {
        assertThatThrownBy(() -> bind(settings(settings)))
                .isInstanceOf(BindException.class)
                .hasRootCauseInstanceOf(IllegalArgumentException.class);
    }

    private static Map<String, String> settings(String all) {
        return Stream.of(all.split(" ", -1))
                .map(setting -> setting.split("=", 2))
                .collect(Collectors.toMap(setting -> setting[0], setting -> setting[1]));
    }

    private static ConferoProperties bind(Map<String, String> settings) {
        return new Binder(new MapConfigurationPropertySource(settings))
                .bindOrCreate("confero", ConferoProperties.class);
    }
}

package org.confero.server.wiring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.confero.protocol.IceServer;
import org.confero.protocol.Limits;
import org.confero.server.socket.SocketLimits;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.context.properties.bind.BindException;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

class ConferoPropertiesTest {
    @Test
    void nothingNeedsToBeSet() {
        ConferoProperties properties = bind(Map.of());
        assertThat(properties.node()).isNull();
        assertThat(properties.allowedOrigins()).isEmpty();
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

    @ParameterizedTest
    @ValueSource(
            strings = {
                "confero.ice.servers[0].urls=http://example.org",
                "confero.ice.servers[0].urls=turn:turn.example.org",
                "confero.limits.sockets=0",
                "confero.limits.hello-timeout=0s",
                "confero.limits.silence=5s",
                "confero.limits.outbox=0B",
                "confero.limits.burst=0",
                "confero.limits.mistakes=-1",
            })
    void settingsThatMakeNoSenseAreRefused(String setting) {
        String[] parts = setting.split("=", 2);
        assertThatThrownBy(() -> bind(Map.of(parts[0], parts[1])))
                .isInstanceOf(BindException.class)
                .hasRootCauseInstanceOf(IllegalArgumentException.class);
    }

    private static ConferoProperties bind(Map<String, String> settings) {
        return new Binder(new MapConfigurationPropertySource(settings))
                .bindOrCreate("confero", ConferoProperties.class);
    }
}

package org.confero.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.confero.protocol.IceServer;
import org.confero.protocol.Resumed;
import org.confero.protocol.ServerMessage;
import org.junit.jupiter.api.Test;

/** Everybody has credentials of their own for a TURN server, and never sits there with old ones. */
class TurnTest {
    private static final String[] SETTINGS = {
        "confero.ice.servers[0].urls=stun:stun.example.org",
        "confero.ice.turn.urls=turn:turn.example.org",
        "confero.ice.turn.secret=north-by-northwest"
    };

    @Test
    void eachParticipantHasCredentialsOfItsOwn() {
        try (var server = TestServer.start(SETTINGS);
                var ada = TestClient.greeted(server);
                var bob = TestClient.greeted(server)) {
            ServerMessage.Joined adas = ada.join("own", "Ada");
            IceServer turn = adas.iceServers().getLast();
            assertThat(adas.iceServers()).hasSize(2);
            assertThat(turn.username()).endsWith(":" + adas.self());
            assertThat(turn.credential())
                    .isNotEqualTo(bob.join("own", "Bob").iceServers().getLast().credential());
        }
    }

    @Test
    void aSessionThatGoesOnHasFreshOnesAtOnce() {
        try (var server = TestServer.start(SETTINGS);
                var ada = TestClient.greeted(server)) {
            IceServer before = ada.join("resumed", "Ada").iceServers().getLast();
            ada.crash();
            try (var again = TestClient.resumed(server, ada, 1)) {
                assertThat(again.welcome().resumed()).isEqualTo(Resumed.COMPLETE);
                assertThat(expiry(fresh(again))).isGreaterThanOrEqualTo(expiry(before));
            }
        }
    }

    @Test
    void freshOnesComeWhileTheOldOnesAreStillGood() {
        try (var server = TestServer.start(with("confero.ice.turn.lifetime=10s"));
                var ada = TestClient.greeted(server)) {
            IceServer first = ada.join("renewed", "Ada").iceServers().getLast();
            IceServer second = fresh(ada);
            IceServer third = fresh(ada);
            assertThat(expiry(second)).isGreaterThan(expiry(first));
            assertThat(expiry(third)).isGreaterThan(expiry(second));
            // What is good for 10 s from its making was made before the one before it ran out.
            assertThat(expiry(second) - 10).isLessThan(expiry(first));
        }
    }

    private static IceServer fresh(TestClient client) {
        return client.await(ServerMessage.IceServersChanged.class).iceServers().getLast();
    }

    private static long expiry(IceServer turn) {
        return Long.parseLong(
                List.of(String.valueOf(turn.username()).split(":", 2)).getFirst());
    }

    private static String[] with(String setting) {
        return Stream.concat(Stream.of(SETTINGS), Stream.of(setting)).toArray(String[]::new);
    }
}

package org.confero.server;

import static org.assertj.core.api.Assertions.assertThat;

import org.confero.protocol.CloseCode;
import org.confero.protocol.Presence;
import org.confero.protocol.ServerMessage;
import org.junit.jupiter.api.Test;

/** Sockets that say nothing do not stay, and those that do are not troubled. */
class TimeoutsTest {
    @Test
    void whoeverDoesNotSayHelloIsSentAway() {
        try (var server = TestServer.start("confero.limits.hello-timeout=300ms");
                var client = TestClient.open(server)) {
            assertThat(client.closeCode()).isEqualTo(CloseCode.HELLO_EXPECTED.code());
        }
    }

    @Test
    void whoeverFallsSilentIsSentAwayAndIsReconnectingForTheOthersWhoStay() {
        try (var server = TestServer.start("confero.limits.heartbeat=300ms", "confero.limits.silence=4s");
                var ada = TestClient.joined(server, "silence", "Ada");
                var silent = RawClient.open(server)) {
            silent.say(TestClient.hello(null));
            silent.say(TestClient.joinOf("silence", "Bob"));
            ada.hear(ServerMessage.ParticipantJoined.class);
            // Ada says nothing either, but her socket answers the server's pings.
            assertThat(ada.hear(ServerMessage.ParticipantUpdated.class)
                            .participant()
                            .presence())
                    .isEqualTo(Presence.RECONNECTING);
            assertThat(silent.closeCode()).isEqualTo(CloseCode.SILENT.code());
            ada.pingPong();
        }
    }

    @Test
    void clientsAreToldHowOftenToPing() {
        try (var server = TestServer.start("confero.limits.heartbeat=3s");
                var client = TestClient.open(server)) {
            client.say(TestClient.hello(null));
            assertThat(client.hear(ServerMessage.Welcome.class).heartbeat()).isEqualTo(3_000);
        }
    }
}

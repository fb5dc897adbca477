package org.confero.server;

import static org.assertj.core.api.Assertions.assertThat;

import org.confero.protocol.ClientMessage;
import org.confero.protocol.CloseCode;
import org.confero.protocol.ErrorCode;
import org.confero.protocol.LeaveReason;
import org.confero.protocol.Participant;
import org.confero.protocol.ParticipantId;
import org.confero.protocol.Presence;
import org.confero.protocol.ServerMessage;
import org.junit.jupiter.api.Test;

/** One client that takes too much harms itself and nobody else. */
class AbuseTest {
    private static final String FIFTY_KILOBYTES = "{\"x\":\"" + "x".repeat(50 * 1024) + "\"}";

    @Test
    void tooManyMessagesAreRefusedWithTheTimeToWait() {
        try (var server = TestServer.start("confero.limits.burst=5", "confero.limits.per-second=1");
                var client = TestClient.greeted(server)) {
            for (int i = 0; i < 10; i++) {
                client.say(new ClientMessage.Ping());
            }
            ServerMessage.Failure failure = client.await(ServerMessage.Failure.class);
            assertThat(failure.code()).isEqualTo(ErrorCode.TOO_MANY_REQUESTS);
            assertThat(failure.retryAfter()).isBetween(1L, 1001L);
        }
    }

    @Test
    void whoeverGoesOnIsSentAway() {
        try (var server = TestServer.start("confero.limits.mistakes=20", "confero.limits.mistakes-per-second=1");
                var ada = TestClient.joined(server, "abuse", "Ada");
                var mallory = TestClient.greeted(server)) {
            mallory.join("abuse", "Mallory");
            for (int i = 0; i < 40 && !mallory.isClosed(); i++) {
                mallory.trySayText("nonsense");
            }
            assertThat(mallory.closeCode()).isEqualTo(CloseCode.TOO_MANY_REQUESTS.code());
            ada.hear(ServerMessage.ParticipantJoined.class);
            assertThat(ada.hear(ServerMessage.ParticipantLeft.class).reason()).isEqualTo(LeaveReason.LOST);
            ada.pingPong();
        }
    }

    @Test
    void slowReaderIsClosedWhenTooMuchWaitsAndTheOthersGetEverything() {
        slowReaderIsClosed("confero.limits.outbox=256KB", "confero.limits.outbox-stall=1h");
    }

    @Test
    void readerWhoTakesNothingIsClosedAfterAWhileAndTheOthersGetEverything() {
        slowReaderIsClosed("confero.limits.outbox=1GB", "confero.limits.outbox-stall=1s");
    }

    private static void slowReaderIsClosed(String... limits) {
        try (var server = TestServer.start(limits[0], limits[1], "confero.limits.burst=100000");
                var ada = TestClient.greeted(server);
                var bob = TestClient.greeted(server);
                var slow = RawClient.open(server)) {
            ada.join("slow", "Ada");
            ParticipantId bobsId = bob.join("slow", "Bob").self();
            ada.hear(ServerMessage.ParticipantJoined.class);
            slow.say(TestClient.hello(null));
            slow.say(TestClient.joinOf("slow", "Slow"));
            ParticipantId slowsId = ada.hear(ServerMessage.ParticipantJoined.class)
                    .participant()
                    .id();
            bob.hear(ServerMessage.ParticipantJoined.class);

            int sent = 0;
            // Bounded by what the kernel keeps for a socket, some megabytes, and by the test's patience.
            while (ada.unheard() == 0 && sent < 2_000) {
                ada.signal(slowsId, FIFTY_KILOBYTES);
                ada.signal(bobsId, "{\"n\":" + sent + "}");
                assertThat(bob.await(ServerMessage.Signal.class).data().json()).isEqualTo("{\"n\":" + sent + "}");
                sent++;
            }
            Participant lost = ada.hear(ServerMessage.ParticipantUpdated.class).participant();
            assertThat(lost.id()).isEqualTo(slowsId);
            assertThat(lost.presence()).isEqualTo(Presence.RECONNECTING);
            assertThat(slow.drainsToTheEnd()).isTrue();
            ada.signal(bobsId, "{\"last\":true}");
            assertThat(bob.await(ServerMessage.Signal.class).data().json()).isEqualTo("{\"last\":true}");
        }
    }
}

package org.confero.server;

import static org.assertj.core.api.Assertions.assertThat;

import org.confero.protocol.ClientMessage;
import org.confero.protocol.Participant;
import org.confero.protocol.ParticipantId;
import org.confero.protocol.Resumed;
import org.confero.protocol.ServerMessage;
import org.confero.server.socket.Sessions;
import org.junit.jupiter.api.Test;

/** Sessions that wait for a socket do not grow without a bound. */
class WaitingSessionsTest {
    @Test
    void ofTooManyThatWaitTheOneInNoRoomEnds() {
        try (var server = TestServer.start("confero.limits.waiting-sessions=1");
                var ada = TestClient.joined(server, "wait", "Ada");
                var idle = TestClient.greeted(server)) {
            Sessions sessions = server.bean(Sessions.class);
            idle.crash();
            Until.holds("the idle one waits", () -> sessions.waiting() == 1);
            ada.crash();
            Until.holds("one session is left", () -> sessions.count() == 1);
            try (var adaAgain = TestClient.resumed(server, ada, 1);
                    var idleAgain = TestClient.resumed(server, idle, 0)) {
                assertThat(adaAgain.welcome().resumed()).isEqualTo(Resumed.COMPLETE);
                assertThat(idleAgain.welcome().resumed()).isEqualTo(Resumed.NONE);
                assertThat(sessions.waiting()).isZero();
            }
        }
    }

    @Test
    void ofThoseInRoomsTheOneThatHasWaitedLongestEnds() {
        try (var server = TestServer.start("confero.limits.waiting-sessions=1");
                var ada = TestClient.joined(server, "one", "Ada");
                var bob = TestClient.joined(server, "two", "Bob")) {
            Sessions sessions = server.bean(Sessions.class);
            ada.crash();
            Until.holds("Ada waits", () -> sessions.waiting() == 1);
            bob.crash();
            Until.holds("one session is left", () -> sessions.count() == 1);
            try (var bobAgain = TestClient.resumed(server, bob, 1)) {
                assertThat(bobAgain.welcome().resumed()).isEqualTo(Resumed.COMPLETE);
            }
        }
    }

    @Test
    void ofTooMuchThatIsMissedWhoeverHasWaitedLongestLosesItAndNobodyWithASocket() {
        String long4K = "{\"x\":\"" + "x".repeat(4_000) + "\"}";
        try (var server = TestServer.start("confero.limits.replay-total=20KB");
                var ada = TestClient.greeted(server);
                var bob = TestClient.greeted(server);
                var cleo = TestClient.greeted(server)) {
            ParticipantId adasId = ada.join("missed", "Ada").self();
            ParticipantId bobsId = bob.join("missed", "Bob").self();
            ParticipantId cleosId = cleo.join("missed", "Cleo").self();
            for (int i = 0; i < 4; i++) {
                ada.signal(cleosId, long4K);
            }
            ada.say(new ClientMessage.Ping());
            ada.await(ServerMessage.Pong.class);
            ada.crash();
            cleo.await(ServerMessage.ParticipantUpdated.class);
            bob.crash();
            cleo.await(ServerMessage.ParticipantUpdated.class);
            cleo.signal(bobsId, long4K);
            cleo.signal(adasId, long4K);
            cleo.signal(bobsId, long4K);
            cleo.pingPong();
            try (var bobAgain = TestClient.resumed(server, bob, 1);
                    var adaAgain = TestClient.resumed(server, ada, 1);
                    var cleoAgain = TestClient.resumed(server, cleo, 1)) {
                assertThat(bobAgain.welcome().resumed()).isEqualTo(Resumed.COMPLETE);
                assertThat(adaAgain.welcome().resumed()).isEqualTo(Resumed.INCOMPLETE);
                assertThat(adaAgain.await(ServerMessage.Joined.class).participants())
                        .extracting(Participant::id)
                        .containsExactly(bobsId, cleosId);
                assertThat(cleoAgain.welcome().resumed()).isEqualTo(Resumed.COMPLETE);
            }
        }
    }
}

package org.confero.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import org.confero.codec.Codec;
import org.confero.protocol.ClientMessage;
import org.confero.protocol.CloseCode;
import org.confero.protocol.ErrorCode;
import org.confero.protocol.LeaveReason;
import org.confero.protocol.Limits;
import org.confero.protocol.Participant;
import org.confero.protocol.ParticipantId;
import org.confero.protocol.Presence;
import org.confero.protocol.Resume;
import org.confero.protocol.Resumed;
import org.confero.protocol.Role;
import org.confero.protocol.ServerMessage;
import org.confero.protocol.SessionSecret;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** A session outlives its socket, and a resume tells the truth. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SessionsTest {
    private final TestServer server = TestServer.start(
            "confero.limits.burst=100000", "confero.limits.per-second=100000", "confero.limits.outbox=20MB");

    @AfterAll
    void stop() {
        server.close();
    }

    @Test
    void whatWasMissedFollowsInOrderAndOnce() {
        try (var ada = TestClient.greeted(server);
                var bob = TestClient.greeted(server)) {
            ParticipantId adasId = ada.join("missed", "Ada").self();
            bob.join("missed", "Bob");
            long seen = ada.hear(ServerMessage.ParticipantJoined.class).seq();
            ada.crash();
            bob.await(ServerMessage.ParticipantUpdated.class);
            for (int i = 0; i < 50; i++) {
                bob.signal(adasId, "{\"n\":" + i + "}");
            }
            bob.pingPong();
            try (var again = TestClient.resumed(server, ada, seen)) {
                assertThat(again.welcome().resumed()).isEqualTo(Resumed.COMPLETE);
                assertThat(again.welcome().session()).isEqualTo(ada.welcome().session());
                assertThat(again.welcome().seq()).isEqualTo(seen + 50);
                for (int i = 0; i < 50; i++) {
                    ServerMessage.Signal signal = again.hear(ServerMessage.Signal.class);
                    assertThat(signal.seq()).isEqualTo(seen + 1 + i);
                    assertThat(signal.data().json()).isEqualTo("{\"n\":" + i + "}");
                }
                bob.signal(adasId, "{\"n\":50}");
                assertThat(again.hear(ServerMessage.Signal.class).seq()).isEqualTo(seen + 51);
            }
        }
    }

    @Test
    void theOthersSeeWhoIsGoneForAMomentAndNobodyLeaves() {
        try (var ada = TestClient.joined(server, "moment", "Ada");
                var bob = TestClient.greeted(server)) {
            ParticipantId bobsId = bob.join("moment", "Bob").self();
            ada.hear(ServerMessage.ParticipantJoined.class);
            bob.crash();
            assertThat(presence(ada, bobsId)).isEqualTo(Presence.RECONNECTING);
            try (var again = TestClient.resumed(server, bob, 1)) {
                assertThat(presence(ada, bobsId)).isEqualTo(Presence.CONNECTED);
                again.say(new ClientMessage.Leave());
                assertThat(ada.hear(ServerMessage.ParticipantLeft.class).reason())
                        .isEqualTo(LeaveReason.LEFT);
            }
        }
    }

    @Test
    void whoComesLateFindsWhoIsReconnecting() {
        try (var ada = TestClient.greeted(server);
                var bob = TestClient.joined(server, "reconnecting", "Bob")) {
            bob.crash();
            try (var cleo = TestClient.joined(server, "reconnecting", "Cleo")) {
                assertThat(cleo.unheard()).isGreaterThanOrEqualTo(0);
                cleo.say(new ClientMessage.Leave());
                cleo.await(ServerMessage.Left.class);
            }
            List<Participant> found = ada.join("reconnecting", "Ada").participants();
            assertThat(found).singleElement().extracting(Participant::presence).isEqualTo(Presence.RECONNECTING);
        }
    }

    @Test
    void whatWasAcknowledgedNeedNotBeKeptAndWhoAsksForItIsToldTheTruth() {
        try (var ada = TestClient.greeted(server);
                var bob = TestClient.greeted(server)) {
            ada.join("acknowledged", "Ada");
            ParticipantId bobsId = bob.join("acknowledged", "Bob").self();
            long seen = ada.hear(ServerMessage.ParticipantJoined.class).seq();
            ada.say(new ClientMessage.Ack(seen));
            ada.pingPong();
            ada.crash();
            try (var again = TestClient.resumed(server, ada, seen - 1)) {
                assertThat(again.welcome().resumed()).isEqualTo(Resumed.INCOMPLETE);
                ServerMessage.Joined snapshot = again.await(ServerMessage.Joined.class);
                assertThat(snapshot.ref()).isNull();
                assertThat(snapshot.seq()).isGreaterThan(seen);
                assertThat(snapshot.participants()).extracting(Participant::id).containsExactly(bobsId);
            }
        }
    }

    @Test
    void whoMissedMoreThanIsKeptGetsASnapshotAndNoGap() {
        try (var ada = TestClient.greeted(server);
                var bob = TestClient.greeted(server)) {
            ParticipantId adasId = ada.join("much", "Ada").self();
            bob.join("much", "Bob");
            ada.hear(ServerMessage.ParticipantJoined.class);
            ada.crash();
            bob.await(ServerMessage.ParticipantUpdated.class);
            for (int i = 0; i <= Limits.REPLAY_MESSAGES; i++) {
                bob.signal(adasId, "{}");
            }
            bob.pingPong();
            try (var again = TestClient.resumed(server, ada, 2)) {
                assertThat(again.welcome().resumed()).isEqualTo(Resumed.INCOMPLETE);
                assertThat(again.hear(ServerMessage.Joined.class).seq())
                        .isEqualTo(again.welcome().seq() + 1);
            }
        }
    }

    @Test
    void aSecondSocketTakesTheSessionOver() {
        try (var ada = TestClient.joined(server, "over", "Ada");
                var bob = TestClient.greeted(server)) {
            ParticipantId bobsId = bob.join("over", "Bob").self();
            ParticipantId adasId = ada.hear(ServerMessage.ParticipantJoined.class)
                    .participant()
                    .id();
            assertThat(adasId).isEqualTo(bobsId);
            try (var newer = TestClient.resumed(server, bob, 1)) {
                assertThat(bob.closeCode()).isEqualTo(CloseCode.TAKEN_OVER.code());
                ada.signal(bobsId, "{}");
                newer.hear(ServerMessage.Signal.class);
                newer.pingPong();
                // Nobody saw Bob go: what ada hears next is her own answer.
                ada.pingPong();
            }
        }
    }

    @Test
    void howManyMessagesWereTakenIsToldSoThatNoneIsSaidTwice() {
        try (var ada = TestClient.joined(server, "taken", "Ada")) {
            ada.pingPong();
            ada.say(new ClientMessage.Ping());
            assertThat(ada.hear(ServerMessage.Pong.class).received()).isEqualTo(3);
            ada.crash();
            try (var again = TestClient.resumed(server, ada, 1)) {
                assertThat(again.welcome().received()).isEqualTo(3);
            }
        }
    }

    @Test
    void nobodyResumesWithAWrongSecretOrASeqThatNeverWas() {
        try (var ada = TestClient.joined(server, "secret", "Ada");
                var thief = TestClient.open(server)) {
            thief.say(TestClient.hello(new Resume(ada.welcome().session(), new SessionSecret("guessed"), 1)));
            ServerMessage.Welcome welcome = thief.hear(ServerMessage.Welcome.class);
            assertThat(welcome.resumed()).isEqualTo(Resumed.NONE);
            assertThat(welcome.session()).isNotEqualTo(ada.welcome().session());
            ada.pingPong();
            try (var again = TestClient.resumed(server, ada, 1_000)) {
                assertThat(again.welcome().resumed()).isEqualTo(Resumed.INCOMPLETE);
            }
        }
    }

    @Test
    void aSessionThatWasLeftInGoodOrderIsOver() {
        try (var ada = TestClient.joined(server, "order", "Ada")) {
            ada.socket().sendClose(1000, "").join();
            ada.awaitEnd();
            try (var again = TestClient.resumed(server, ada, 1)) {
                assertThat(again.welcome().resumed()).isEqualTo(Resumed.NONE);
            }
        }
    }

    @Test
    void aPageThatIsClosedSaysGoodbyeOverHttp() throws Exception {
        try (var ada = TestClient.joined(server, "page", "Ada");
                var bob = TestClient.greeted(server);
                var http = HttpClient.newHttpClient()) {
            bob.join("page", "Bob");
            ada.hear(ServerMessage.ParticipantJoined.class);
            String stranger = Codec.encode(
                    TestClient.hello(new Resume(bob.welcome().session(), new SessionSecret("guessed"), 1)));
            assertThat(leave(http, stranger)).isEqualTo(204);
            bob.pingPong();
            assertThat(leave(http, "{}")).isEqualTo(400);
            assertThat(leave(http, goodbye(bob))).isEqualTo(204);
            bob.crash();
            assertThat(ada.hear(ServerMessage.ParticipantUpdated.class)
                            .participant()
                            .presence())
                    .isEqualTo(Presence.RECONNECTING);
            assertThat(ada.hear(ServerMessage.ParticipantLeft.class).reason()).isEqualTo(LeaveReason.LEFT);
        }
    }

    @Test
    void aPageThatMayGoUnheardSaysGoodbyeByTheEndOfItsSocket() {
        try (var ada = TestClient.joined(server, "unheard", "Ada");
                var bob = TestClient.greeted(server);
                var cleo = TestClient.greetedUnheard(server)) {
            bob.join("unheard", "Bob");
            ParticipantId cleosId = cleo.join("unheard", "Cleo").self();
            // As every page closes its socket, also the one whose browser says that it is only loaded again.
            bob.goAway();
            cleo.goAway();
            ServerMessage.ParticipantLeft left = ada.await(ServerMessage.ParticipantLeft.class);
            assertThat(left.id()).isEqualTo(cleosId);
            assertThat(left.reason()).isEqualTo(LeaveReason.LEFT);
            try (var again = TestClient.resumed(server, bob, 2)) {
                assertThat(again.welcome().resumed()).isEqualTo(Resumed.COMPLETE);
            }
        }
    }

    @Test
    void aPageThatIsLoadedAgainDoesNotLeaveByItsGoodbye() throws Exception {
        try (var ada = TestClient.joined(server, "again", "Ada");
                var bob = TestClient.greeted(server);
                var cleo = TestClient.greeted(server);
                var http = HttpClient.newHttpClient()) {
            bob.join("again", "Bob");
            ParticipantId cleosId = cleo.join("again", "Cleo").self();
            bob.crash();
            // Once before the next page has come, once after it, as beacons may.
            assertThat(leave(http, goodbye(bob))).isEqualTo(204);
            try (var again = TestClient.resumed(server, bob, 2)) {
                assertThat(leave(http, goodbye(bob))).isEqualTo(204);
                assertThat(again.welcome().resumed()).isEqualTo(Resumed.COMPLETE);
                assertThat(leave(http, goodbye(cleo))).isEqualTo(204);
                cleo.crash();
                assertThat(ada.await(ServerMessage.ParticipantLeft.class).id()).isEqualTo(cleosId);
                again.await(ServerMessage.ParticipantLeft.class);
                again.pingPong();
            }
        }
    }

    private static String goodbye(TestClient client) {
        return Codec.encode(TestClient.hello(
                new Resume(client.welcome().session(), client.welcome().secret(), 1)));
    }

    @Test
    void whoeverKnowsNothingAnyMoreTakesTheOldPlaceAsANewParticipant() {
        try (var ada = TestClient.greeted(server);
                var bob = TestClient.greeted(server)) {
            ServerMessage.Joined first = ada.join("place", "Ada");
            ServerMessage.Joined bobs = bob.join("place", "Bob");
            ada.hear(ServerMessage.ParticipantJoined.class);
            ada.crash();
            bob.await(ServerMessage.ParticipantUpdated.class);
            try (var again = TestClient.resumed(server, ada, 1)) {
                again.askIn("place", "Ada");
                ServerMessage.Joined back = again.await(ServerMessage.Joined.class);
                assertThat(back.self()).isNotEqualTo(first.self());
                assertThat(back.room().role()).isEqualTo(Role.HOST);
                assertThat(back.participants()).extracting(Participant::id).containsExactly(bobs.self());
                assertThat(bob.await(ServerMessage.ParticipantLeft.class).id()).isEqualTo(first.self());
                assertThat(bob.await(ServerMessage.ParticipantJoined.class)
                                .participant()
                                .id())
                        .isEqualTo(back.self());
                bob.signal(back.self(), "{}");
                again.await(ServerMessage.Signal.class);
                // Whoever says it twice on one socket has made a mistake.
                again.askIn("place", "Ada");
                assertThat(again.await(ServerMessage.Failure.class).code()).isEqualTo(ErrorCode.ALREADY_JOINED);
            }
        }
    }

    private int leave(HttpClient http, String body) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(server.http("/api/v1/leave"))
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build();
        return http.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
    }

    @Test
    void aMessageOfTheSeqThatWasNeverSentCannotBeAcknowledged() {
        try (var ada = TestClient.joined(server, "ack", "Ada")) {
            ada.say(new ClientMessage.Ack(1));
            ada.say(new ClientMessage.Ack(2));
            ada.hear(ServerMessage.Failure.class);
            ada.pingPong();
        }
    }

    @Test
    void nothingIsLostOrRepeatedHoweverOftenTheSocketIsCut() {
        try (var bob = TestClient.joined(server, "often", "Bob")) {
            TestClient ada = TestClient.joined(server, "often", "Ada");
            ParticipantId adasId = bob.hear(ServerMessage.ParticipantJoined.class)
                    .participant()
                    .id();
            var heard = new ArrayList<String>();
            long seen = 1;
            for (int round = 0; round < 20; round++) {
                for (int i = 0; i < 20; i++) {
                    bob.signal(adasId, "{\"n\":" + (round * 20 + i) + "}");
                }
                for (int i = 0; i < round % 7; i++) {
                    ServerMessage.Signal signal = ada.hear(ServerMessage.Signal.class);
                    assertThat(signal.seq()).isEqualTo(++seen);
                    heard.add(signal.data().json());
                }
                ada.crash();
                ada = TestClient.resumed(server, ada, seen);
                assertThat(ada.welcome().resumed()).isEqualTo(Resumed.COMPLETE);
            }
            while (heard.size() < 400) {
                heard.add(ada.hear(ServerMessage.Signal.class).data().json());
            }
            ada.pingPong();
            ada.close();
            assertThat(heard).doesNotHaveDuplicates().hasSize(400);
            assertThat(heard.getFirst()).isEqualTo("{\"n\":0}");
            assertThat(heard.getLast()).isEqualTo("{\"n\":399}");
        }
    }

    private static Presence presence(TestClient client, ParticipantId of) {
        Participant participant =
                client.hear(ServerMessage.ParticipantUpdated.class).participant();
        assertThat(participant.id()).isEqualTo(of);
        return participant.presence();
    }
}

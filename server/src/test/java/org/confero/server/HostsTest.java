package org.confero.server;

import static org.assertj.core.api.Assertions.assertThat;

import org.confero.protocol.ClientMessage;
import org.confero.protocol.EndReason;
import org.confero.protocol.ErrorCode;
import org.confero.protocol.LeaveReason;
import org.confero.protocol.Moderation;
import org.confero.protocol.Participant;
import org.confero.protocol.ParticipantId;
import org.confero.protocol.Role;
import org.confero.protocol.ServerMessage;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Hosts keep order in their rooms, over real sockets. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class HostsTest {
    private final TestServer server = TestServer.start();

    @AfterAll
    void stop() {
        server.close();
    }

    @Test
    void theFirstInARoomThatNobodyMadeIsItsHost() {
        try (var ada = TestClient.greeted(server);
                var bob = TestClient.greeted(server)) {
            assertThat(ada.join("first", "Ada").room().role()).isEqualTo(Role.HOST);
            ServerMessage.Joined joined = bob.join("first", "Bob");
            assertThat(joined.room().role()).isEqualTo(Role.PARTICIPANT);
            assertThat(joined.participants())
                    .singleElement()
                    .extracting(Participant::role)
                    .isEqualTo(Role.HOST);
        }
    }

    @Test
    void whoeverHasBeenThereLongestTakesOver() {
        try (var ada = TestClient.joined(server, "heir", "Ada");
                var bob = TestClient.greeted(server);
                var cleo = TestClient.greeted(server)) {
            ParticipantId bobsId = bob.join("heir", "Bob").self();
            cleo.join("heir", "Cleo");
            ada.say(new ClientMessage.Leave());
            cleo.hear(ServerMessage.ParticipantLeft.class);
            Participant heir = cleo.hear(ServerMessage.ParticipantUpdated.class).participant();
            assertThat(heir.id()).isEqualTo(bobsId);
            assertThat(heir.role()).isEqualTo(Role.HOST);
        }
    }

    @Test
    void onlyHostsModerate() {
        try (var ada = TestClient.joined(server, "only", "Ada");
                var bob = TestClient.joined(server, "only", "Bob")) {
            bob.ask(Moderation.LOCK, null);
            ServerMessage.Failure failure = bob.hear(ServerMessage.Failure.class);
            assertThat(failure.code()).isEqualTo(ErrorCode.NOT_ALLOWED);
            assertThat(failure.ref()).isNotNull();
            ada.hear(ServerMessage.ParticipantJoined.class);
            ada.pingPong();
        }
    }

    @Test
    void nobodyComesIntoALockedRoomUntilItIsUnlocked() {
        try (var ada = TestClient.joined(server, "locked", "Ada");
                var bob = TestClient.greeted(server)) {
            ada.ask(Moderation.LOCK, null);
            assertThat(ada.hear(ServerMessage.RoomUpdated.class).room().locked())
                    .isTrue();
            ada.hear(ServerMessage.Done.class);
            bob.askIn("locked", "Bob");
            assertThat(bob.hear(ServerMessage.Failure.class).code()).isEqualTo(ErrorCode.ROOM_LOCKED);
            ada.moderate(Moderation.UNLOCK, null);
            assertThat(bob.join("locked", "Bob").room().locked()).isFalse();
        }
    }

    @Test
    void whoWasRemovedComesBackOnlyWhenAHostLetsThemIn() {
        try (var ada = TestClient.joined(server, "removed", "Ada");
                var bob = TestClient.greeted(server)) {
            ParticipantId bobsId = bob.join("removed", "Bob").self();
            ada.hear(ServerMessage.ParticipantJoined.class);
            ada.ask(Moderation.REMOVE, bobsId);
            bob.hear(ServerMessage.Removed.class);
            assertThat(ada.hear(ServerMessage.ParticipantLeft.class).reason()).isEqualTo(LeaveReason.REMOVED);
            ada.hear(ServerMessage.Done.class);

            bob.askIn("removed", "Bob");
            ParticipantId waiting = bob.hear(ServerMessage.Waiting.class).self();
            ServerMessage.Knock knock = ada.hear(ServerMessage.Knock.class);
            assertThat(knock.visitor().id()).isEqualTo(waiting);
            ada.ask(Moderation.ADMIT, waiting);
            assertThat(ada.hear(ServerMessage.KnockEnded.class).id()).isEqualTo(waiting);
            assertThat(bob.hear(ServerMessage.Joined.class).self()).isEqualTo(waiting);
            assertThat(ada.hear(ServerMessage.ParticipantJoined.class)
                            .participant()
                            .id())
                    .isEqualTo(waiting);
        }
    }

    @Test
    void whoWasRemovedDoesNotComeBackAsSomebodyNew() {
        try (var ada = TestClient.joined(server, "again", "Ada");
                var bob = TestClient.greeted(server);
                var again = TestClient.greeted(server)) {
            ada.moderate(Moderation.REMOVE, bob.join("again", "Bob").self());
            bob.hear(ServerMessage.Removed.class);
            again.askIn("again", "Somebody else");
            again.hear(ServerMessage.Waiting.class);
        }
    }

    @Test
    void whoIsDeniedIsToldAndMayKnockAgain() {
        try (var ada = TestClient.joined(server, "denied", "Ada");
                var bob = TestClient.greeted(server)) {
            ada.moderate(Moderation.REMOVE, bob.join("denied", "Bob").self());
            bob.hear(ServerMessage.Removed.class);
            bob.askIn("denied", "Bob");
            ada.moderate(Moderation.DENY, bob.hear(ServerMessage.Waiting.class).self());
            bob.hear(ServerMessage.Removed.class);
            bob.askIn("denied", "Bob");
            bob.hear(ServerMessage.Waiting.class);
        }
    }

    @Test
    void aHostAsksForQuietAndEndsTheCallForAll() {
        try (var ada = TestClient.greeted(server);
                var bob = TestClient.greeted(server)) {
            ParticipantId adasId = ada.join("quiet", "Ada").self();
            ParticipantId bobsId = bob.join("quiet", "Bob").self();
            ada.moderate(Moderation.MUTE, bobsId);
            assertThat(bob.hear(ServerMessage.MuteRequested.class).from()).isEqualTo(adasId);
            ada.ask(Moderation.END, null);
            assertThat(bob.hear(ServerMessage.Ended.class).reason()).isEqualTo(EndReason.HOST);
            assertThat(ada.await(ServerMessage.Ended.class).reason()).isEqualTo(EndReason.HOST);
            ada.hear(ServerMessage.Done.class);
            assertThat(bob.join("quiet", "Bob").participants()).isEmpty();
        }
    }

    @Test
    void thereMayBeSeveralHostsAndNeverNone() {
        try (var ada = TestClient.greeted(server);
                var bob = TestClient.greeted(server)) {
            ParticipantId adasId = ada.join("several", "Ada").self();
            ParticipantId bobsId = bob.join("several", "Bob").self();
            ada.moderate(Moderation.PROMOTE, bobsId);
            assertThat(bob.hear(ServerMessage.ParticipantUpdated.class)
                            .participant()
                            .role())
                    .isEqualTo(Role.HOST);
            bob.moderate(Moderation.DEMOTE, adasId);
            bob.ask(Moderation.DEMOTE, bobsId);
            assertThat(bob.hear(ServerMessage.Failure.class).code()).isEqualTo(ErrorCode.NOT_ALLOWED);
        }
    }
}

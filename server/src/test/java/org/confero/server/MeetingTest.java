package org.confero.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.confero.protocol.ClientMessage;
import org.confero.protocol.ErrorCode;
import org.confero.protocol.LeaveReason;
import org.confero.protocol.Limits;
import org.confero.protocol.MediaState;
import org.confero.protocol.Participant;
import org.confero.protocol.ParticipantId;
import org.confero.protocol.Presence;
import org.confero.protocol.ServerMessage;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** People meet in a room. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class MeetingTest {
    private final TestServer server =
            TestServer.start("confero.ice.servers[0].urls=stun:stun.example.org:3478", "confero.limits.grace=1s");

    @AfterAll
    void stop() {
        server.close();
    }

    @Test
    void lateJoinerLearnsWhoIsAlreadyThere() {
        try (var ada = TestClient.greeted(server);
                var bob = TestClient.greeted(server);
                var cleo = TestClient.greeted(server)) {
            ParticipantId first = ada.join("late", "Ada").self();
            ParticipantId second = bob.join("late", "Bob").self();
            ServerMessage.Joined joined = cleo.join("late", "Cleo");
            assertThat(joined.participants()).extracting(Participant::id).containsExactly(first, second);
            assertThat(joined.participants()).extracting(p -> p.name().value()).containsExactly("Ada", "Bob");
            assertThat(joined.seq()).isEqualTo(1);
            assertThat(joined.room().capacity()).isEqualTo(Limits.ROOM_CAPACITY);
        }
    }

    @Test
    void everybodyIsToldWhichIceServersToUse() {
        try (var ada = TestClient.greeted(server)) {
            assertThat(ada.join("ice", "Ada").iceServers())
                    .singleElement()
                    .satisfies(ice -> assertThat(ice.urls()).containsExactly("stun:stun.example.org:3478"));
        }
    }

    @Test
    void whoIsThereLearnsOfANewcomer() {
        try (var ada = TestClient.joined(server, "newcomer", "Ada");
                var bob = TestClient.greeted(server)) {
            ParticipantId self = bob.join("newcomer", "Bob").self();
            ServerMessage.ParticipantJoined joined = ada.hear(ServerMessage.ParticipantJoined.class);
            assertThat(joined.participant().id()).isEqualTo(self);
            assertThat(joined.participant().name().value()).isEqualTo("Bob");
            assertThat(joined.seq()).isEqualTo(2);
        }
    }

    @Test
    void signalArrivesWordForWordFromItsTrueSender() {
        try (var ada = TestClient.joined(server, "signal", "Ada");
                var bob = TestClient.greeted(server);
                var cleo = TestClient.joined(server, "signal", "Cleo")) {
            ServerMessage.Joined joined = bob.join("signal", "Bob");
            ParticipantId adasId = joined.participants().getFirst().id();
            String data =
                    "{\"description\":{\"type\":\"offer\",\"sdp\":\"v=0\\r\\n\"},\"from\":\"somebody\",  \"x\":[1,\"ä\"]}";
            bob.sayText(
                    "{\"type\":\"signal\",\"from\":\"somebody-else\",\"to\":\"" + adasId + "\",\"data\":" + data + "}");
            ServerMessage.Signal signal = ada.await(ServerMessage.Signal.class);
            assertThat(signal.from()).isEqualTo(joined.self());
            assertThat(signal.data().json()).isEqualTo(data);
            // Cleo is told of Bob's coming and of nothing else.
            cleo.hear(ServerMessage.ParticipantJoined.class);
            cleo.pingPong();
        }
    }

    @Test
    void signalsOfOneSenderArriveInOrderAndCountedWithoutGaps() {
        try (var ada = TestClient.joined(server, "order", "Ada");
                var bob = TestClient.greeted(server)) {
            ParticipantId adasId =
                    bob.join("order", "Bob").participants().getFirst().id();
            for (int i = 0; i < 200; i++) {
                bob.signal(adasId, "{\"n\":" + i + "}");
            }
            assertThat(ada.hear(ServerMessage.ParticipantJoined.class).seq()).isEqualTo(2);
            for (int i = 0; i < 200; i++) {
                ServerMessage.Signal signal = ada.hear(ServerMessage.Signal.class);
                assertThat(signal.data().json()).isEqualTo("{\"n\":" + i + "}");
                assertThat(signal.seq()).isEqualTo(3 + i);
            }
        }
    }

    @Test
    void muteReachesTheOthersAndLaterJoiners() {
        MediaState muted = MediaState.ON.withAudio(false);
        try (var ada = TestClient.greeted(server);
                var bob = TestClient.greeted(server);
                var cleo = TestClient.greeted(server)) {
            ParticipantId adasId = ada.join("mute", "Ada").self();
            bob.join("mute", "Bob");
            ada.say(new ClientMessage.State(muted));
            Participant updated =
                    bob.hear(ServerMessage.ParticipantUpdated.class).participant();
            assertThat(updated.id()).isEqualTo(adasId);
            assertThat(updated.state()).isEqualTo(muted);
            assertThat(cleo.join("mute", "Cleo").participants().getFirst().state())
                    .isEqualTo(muted);
        }
    }

    @Test
    void aStateSaidRightAfterJoinIsNotLost() {
        try (var ada = TestClient.joined(server, "early", "Ada");
                var bob = TestClient.greeted(server)) {
            bob.askIn("early", "Bob");
            bob.say(new ClientMessage.State(MediaState.ON.withVideo(false)));
            ada.hear(ServerMessage.ParticipantJoined.class);
            assertThat(ada.hear(ServerMessage.ParticipantUpdated.class)
                            .participant()
                            .state()
                            .video())
                    .isFalse();
        }
    }

    @Test
    void whoeverLeavesIsGoneAndCanComeBackOnTheSameSocket() {
        try (var ada = TestClient.joined(server, "leave", "Ada");
                var bob = TestClient.greeted(server)) {
            ParticipantId before = bob.join("leave", "Bob").self();
            ada.hear(ServerMessage.ParticipantJoined.class);
            bob.say(new ClientMessage.Leave());
            bob.hear(ServerMessage.Left.class);
            ServerMessage.ParticipantLeft left = ada.hear(ServerMessage.ParticipantLeft.class);
            assertThat(left.id()).isEqualTo(before);
            assertThat(left.reason()).isEqualTo(LeaveReason.LEFT);

            ServerMessage.Joined again = bob.join("leave", "Bob");
            assertThat(again.seq()).isEqualTo(2);
            assertThat(again.self()).isNotEqualTo(before);
            assertThat(again.participants()).hasSize(1);
        }
    }

    @Test
    void oneRoomIsLeftBeforeTheNextIsJoinedHoweverFastItIsSaid() {
        try (var ada = TestClient.joined(server, "from", "Ada")) {
            ada.signal(new ParticipantId("nobody"), "{}");
            ada.say(new ClientMessage.Leave());
            ada.askIn("to", "Ada");
            ada.say(new ClientMessage.Ping());
            ada.hear(ServerMessage.Failure.class);
            ada.hear(ServerMessage.Left.class);
            assertThat(ada.hear(ServerMessage.Joined.class).room().id().value()).isEqualTo("to");
            ada.hear(ServerMessage.Pong.class);
        }
    }

    @Test
    void closingTheSocketInGoodOrderIsLeaving() {
        try (var ada = TestClient.joined(server, "close", "Ada");
                var bob = TestClient.joined(server, "close", "Bob")) {
            bob.socket().sendClose(1000, "").join();
            ada.hear(ServerMessage.ParticipantJoined.class);
            assertThat(ada.hear(ServerMessage.ParticipantLeft.class).reason()).isEqualTo(LeaveReason.LEFT);
        }
    }

    @Test
    void aLostSocketIsSeenByTheOthersAndNobodyWaitsForItForEver() {
        try (var ada = TestClient.joined(server, "lost", "Ada");
                var bob = TestClient.greeted(server)) {
            ParticipantId gone = bob.join("lost", "Bob").self();
            bob.crash();
            ada.hear(ServerMessage.ParticipantJoined.class);
            Participant lost = ada.hear(ServerMessage.ParticipantUpdated.class).participant();
            assertThat(lost.id()).isEqualTo(gone);
            assertThat(lost.presence()).isEqualTo(Presence.RECONNECTING);
            ServerMessage.ParticipantLeft left = ada.hear(ServerMessage.ParticipantLeft.class);
            assertThat(left.id()).isEqualTo(gone);
            assertThat(left.reason()).isEqualTo(LeaveReason.LOST);
        }
    }

    @Test
    void roomsKeepToThemselves() {
        try (var ada = TestClient.joined(server, "here", "Ada");
                var bob = TestClient.greeted(server)) {
            ParticipantId elsewhere = bob.join("There", "Bob").self();
            ada.signal(elsewhere, "{}");
            assertThat(ada.hear(ServerMessage.Failure.class).code()).isEqualTo(ErrorCode.NO_SUCH_PARTICIPANT);
            bob.pingPong();
            try (var cleo = TestClient.greeted(server)) {
                assertThat(cleo.join("there", "Cleo").participants()).isEmpty();
            }
        }
    }

    @Test
    void ofTwoHundredWhoJoinAtOnceSixteenGetInAndTheOthersAreToldWhyNot() {
        var clients = new ArrayList<TestClient>();
        try {
            for (int i = 0; i < 200; i++) {
                clients.add(TestClient.greeted(server));
            }
            List<ServerMessage> answers;
            try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
                List<CompletableFuture<ServerMessage>> asked = IntStream.range(0, clients.size())
                        .mapToObj(i -> CompletableFuture.supplyAsync(
                                () -> {
                                    clients.get(i).askIn("crowd", "Guest " + i);
                                    return clients.get(i).hear(ServerMessage.class);
                                },
                                threads))
                        .toList();
                answers = asked.stream().map(CompletableFuture::join).toList();
            }
            List<ServerMessage.Joined> inside = answers.stream()
                    .filter(ServerMessage.Joined.class::isInstance)
                    .map(ServerMessage.Joined.class::cast)
                    .toList();
            assertThat(inside).hasSize(Limits.ROOM_CAPACITY);
            // Each one found one more than the last: nobody was let in twice or counted wrong.
            assertThat(inside)
                    .extracting(joined -> joined.participants().size())
                    .containsExactlyInAnyOrderElementsOf(
                            IntStream.range(0, Limits.ROOM_CAPACITY).boxed().toList());
            assertThat(answers)
                    .filteredOn(ServerMessage.Failure.class::isInstance)
                    .hasSize(200 - Limits.ROOM_CAPACITY)
                    .allSatisfy(answer ->
                            assertThat(((ServerMessage.Failure) answer).code()).isEqualTo(ErrorCode.ROOM_FULL));
        } finally {
            clients.forEach(TestClient::close);
        }
    }

    @Test
    void whoeverWasRefusedCanJoinAnotherRoom() {
        var clients = new ArrayList<TestClient>();
        try {
            for (int i = 0; i < Limits.ROOM_CAPACITY; i++) {
                clients.add(TestClient.joined(server, "full", "Guest"));
            }
            try (var late = TestClient.greeted(server)) {
                late.askIn("full", "Late");
                assertThat(late.hear(ServerMessage.Failure.class).code()).isEqualTo(ErrorCode.ROOM_FULL);
                assertThat(late.join("other", "Late").participants()).isEmpty();
            }
        } finally {
            clients.forEach(TestClient::close);
        }
    }
}

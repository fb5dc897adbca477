package org.confero.desktop.conference;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.confero.desktop.signaling.Signaling;
import org.confero.protocol.ClientMessage;
import org.confero.protocol.DisplayName;
import org.confero.protocol.ErrorCode;
import org.confero.protocol.MediaState;
import org.confero.protocol.Resumed;
import org.confero.protocol.ServerMessage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class AttachmentTest {
    private static final Duration WAIT = Duration.ofSeconds(2);

    private final Loop loop = new Loop();
    private final Attached told = new Attached();

    @AfterEach
    void end() {
        loop.shutdownNow();
    }

    @Test
    void anAddressThatGoesAwayDoesNotCostASocketThatStillAnswers() throws Exception {
        try (StandIn server = new StandIn(AttachmentTest::greet)) {
            Attachment attachment = attachedTo(server);
            StandIn.Socket socket = server.sockets().getFirst();
            loop.execute(() -> attachment.networkChanged(Network.Change.LESS));
            // What is said when the doubt is over arrives where everything did.
            var _ = loop.schedule(
                    () -> attachment.send(new ClientMessage.State(MediaState.ON)),
                    2 * Signaling.LONGEST_DOUBT.toMillis(),
                    TimeUnit.MILLISECONDS);
            StandIn.await(
                    "the state",
                    () -> server.sockets().stream()
                            .anyMatch(each ->
                                    !each.heard(ClientMessage.State.class).isEmpty()));
            assertThat(server.sockets()).hasSize(1);
            assertThat(socket.heard(ClientMessage.Ping.class))
                    .as("it was asked")
                    .isNotEmpty();
            assertThat(told.losses()).isEmpty();
        }
    }

    @Test
    void aSocketThatDoesNotAnswerAfterAnAddressWentAwayIsReplacedSoonAndTheSessionGoesOn() throws Exception {
        try (StandIn server = new StandIn(AttachmentTest::greetOnly)) {
            Attachment attachment = attachedTo(server);
            long asked = System.nanoTime();
            loop.execute(() -> attachment.networkChanged(Network.Change.LESS));
            StandIn.await("the next socket", () -> server.sockets().size() == 2);
            assertThat(System.nanoTime() - asked).isLessThan(10_000_000_000L);
            StandIn.Socket next = server.sockets().getLast();
            StandIn.await("its hello", () -> !next.heard().isEmpty());
            assertThat(((ClientMessage.Hello) next.heard().getFirst()).resume()).isNotNull();
        }
    }

    @Test
    void aServerThatCannotSayWhetherASessionGoesOnIsNotAskedAgainBeforeItLikes() throws Exception {
        try (StandIn server = new StandIn(AttachmentTest::greetTheFirstAndPutTheOthersOff)) {
            var _ = attachedTo(server);
            long lost = System.nanoTime();
            server.sockets().getFirst().drop();
            StandIn.await("a third socket", () -> server.sockets().size() == 3);
            assertThat(System.nanoTime() - lost).isGreaterThan(WAIT.toNanos());
        }
    }

    @Test
    void theSessionGoesOnByAnyAddressThatThePersonGave() throws Exception {
        StandIn mortal = new StandIn(AttachmentTest::greet);
        try (mortal;
                StandIn other = new StandIn(AttachmentTest::greet)) {
            JoinRequest request = requestTo(mortal).alsoAt(List.of(other.address()));
            var _ = loop.submit(() -> told.of(new Attachment(request, loop, told)))
                    .get();
            StandIn.await("a welcome", () -> !told.welcomes().isEmpty());
            assertThat(other.sockets()).as("nobody went there before").isEmpty();
            mortal.close();
            StandIn.await("the other", () -> told.welcomes().contains(Resumed.COMPLETE));
            assertThat(other.sockets()).hasSize(1);
        }
    }

    private static void greetTheFirstAndPutTheOthersOff(StandIn.Socket socket, ClientMessage message) {
        if (message instanceof ClientMessage.Hello hello && hello.resume() != null) {
            socket.say(new ServerMessage.Failure(null, ErrorCode.UNAVAILABLE, "In a moment", WAIT.toMillis()));
        } else {
            greet(socket, message);
        }
    }

    private static JoinRequest requestTo(StandIn server) {
        return new JoinRequest(server.address(), StandIn.ROOM, new DisplayName("Ada"), MediaState.ON, true);
    }

    private Attachment attachedTo(StandIn server) throws Exception {
        JoinRequest request = requestTo(server);
        Attachment attachment =
                loop.submit(() -> told.of(new Attachment(request, loop, told))).get();
        StandIn.await("a welcome", () -> !told.welcomes().isEmpty());
        return attachment;
    }

    private static void greet(StandIn.Socket socket, ClientMessage message) {
        if (message instanceof ClientMessage.Ping) {
            socket.say(new ServerMessage.Pong(socket.heard().size() - 1));
        } else {
            greetOnly(socket, message);
        }
    }

    private static void greetOnly(StandIn.Socket socket, ClientMessage message) {
        if (message instanceof ClientMessage.Hello hello) {
            socket.say(StandIn.welcome(hello.resume() == null ? Resumed.NONE : Resumed.COMPLETE));
        }
    }
}

package org.confero.desktop.conference;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.confero.desktop.returning.KeptStay;
import org.confero.protocol.ClientMessage;
import org.confero.protocol.DisplayName;
import org.confero.protocol.ErrorCode;
import org.confero.protocol.MediaState;
import org.confero.protocol.Resume;
import org.confero.protocol.RoomId;
import org.confero.protocol.SessionId;
import org.confero.protocol.SessionSecret;
import org.junit.jupiter.api.Test;

/** An app that was killed and comes back to a place that waits, by a server that has its own troubles. */
class ReturningIT {
    private static final RoomId ROOM = StandIn.ROOM;
    private static final DisplayName ADA = new DisplayName("Ada");
    private static final Resume PLACE = new Resume(new SessionId("s"), new SessionSecret("secret"), 0);

    @Test
    void aServerThatIsBusyForAMomentDoesNotCostThePlace() {
        try (StandIn server = new StandIn(ReturningIT::letInAtTheSecondAsking);
                Guest ada = new Guest(backTo(server))) {
            ada.await("to be in", () -> ada.told().contains("joined demo"));
            assertThat(hellos(server)).hasSize(2).allMatch(PLACE::equals);
        }
    }

    @Test
    void aSocketThatIsLostBeforeTheAnswerDoesNotCostThePlace() {
        try (StandIn server = new StandIn(ReturningIT::dropTheFirstAndLetInTheSecond);
                Guest ada = new Guest(backTo(server))) {
            ada.await("to be in", () -> ada.told().contains("joined demo"));
            assertThat(hellos(server)).hasSize(2).allMatch(PLACE::equals);
        }
    }

    @Test
    void aNoForGoodIsTold() {
        try (StandIn server =
                        new StandIn((socket, message) -> StandIn.answer(socket, message, ErrorCode.UNAUTHORIZED));
                Guest ada = new Guest(backTo(server))) {
            ada.await("an answer", () -> !ada.told().isEmpty());
            assertThat(ada.told()).containsExactly("failed REFUSED unauthorized");
        }
    }

    private static JoinRequest backTo(StandIn server) {
        var place =
                new KeptStay(server.address(), server.address(), ROOM, ADA, true, true, PLACE, Duration.ofMinutes(2));
        return new JoinRequest(server.address(), ROOM, ADA, MediaState.ON, true).backTo(place);
    }

    private static List<Resume> hellos(StandIn server) {
        return server.sockets().stream()
                .flatMap(socket -> socket.heard(ClientMessage.Hello.class).stream())
                .map(ClientMessage.Hello::resume)
                .toList();
    }

    private static void letInAtTheSecondAsking(StandIn.Socket socket, ClientMessage message) {
        StandIn.answer(socket, message, socket.isFirst() ? ErrorCode.UNAVAILABLE : null);
    }

    private static void dropTheFirstAndLetInTheSecond(StandIn.Socket socket, ClientMessage message) {
        if (message instanceof ClientMessage.Join && socket.isFirst()) {
            socket.drop();
        } else {
            StandIn.answer(socket, message, null);
        }
    }
}

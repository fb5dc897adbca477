package org.confero.desktop.conference;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.util.List;
import org.confero.protocol.ClientMessage;
import org.confero.protocol.DisplayName;
import org.confero.protocol.MediaState;
import org.confero.protocol.RoomId;
import org.junit.jupiter.api.Test;

/** Who knows a server by several addresses. */
class SeveralServersIT {
    private static final URI NOBODY = URI.create("http://127.0.0.1:1");

    @Test
    void theFirstAddressThatAnswersIsJoinedBy() {
        try (StandIn server = new StandIn(StandIn::letIn);
                Guest ada = new Guest(by(NOBODY, server.address()))) {
            ada.await("an answer", () -> !ada.told().isEmpty());
            assertThat(ada.told()).contains("joined demo");
        }
    }

    @Test
    void theSessionGoesOnByAnyOfThem() {
        StandIn mortal = new StandIn(StandIn::letIn);
        try (mortal;
                StandIn other = new StandIn(StandIn::letIn);
                Guest ada = new Guest(by(mortal.address(), other.address()))) {
            ada.await("to be in", () -> ada.told().contains("joined demo"));
            assertThat(other.sockets()).as("nobody went there before").isEmpty();
            mortal.close();
            ada.await("the other", () -> ada.told().contains("server back"));
            assertThat(other.sockets().getFirst().heard(ClientMessage.Hello.class))
                    .singleElement()
                    .extracting(ClientMessage.Hello::resume)
                    .isNotNull();
        }
    }

    private static JoinRequest by(URI first, URI second) {
        return new JoinRequest(first, new RoomId("demo"), new DisplayName("Ada"), MediaState.ON, true)
                .alsoAt(List.of(second));
    }
}

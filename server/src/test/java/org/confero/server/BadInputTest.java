package org.confero.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.confero.protocol.ClientMessage;
import org.confero.protocol.CloseCode;
import org.confero.protocol.ErrorCode;
import org.confero.protocol.Limits;
import org.confero.protocol.MediaState;
import org.confero.protocol.ParticipantId;
import org.confero.protocol.ServerMessage;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** A mistake gets its clear error and keeps its socket; a violation closes it with its code. Nothing else comes to harm. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class BadInputTest {
    private static final String STATE = "{\"audio\":true,\"video\":true,\"screen\":false,\"hand\":false}";

    /** RFC 6455, section 7.4.1. */
    private static final int INVALID_PAYLOAD = 1007;

    private final TestServer server = TestServer.start();

    @AfterAll
    void stop() {
        server.close();
    }

    @Test
    void roomIdWithOddCharactersIsExplained() {
        try (var client = TestClient.greeted(server)) {
            client.sayText(
                    "{\"type\":\"join\",\"id\":\"7\",\"room\":\"../etc\",\"name\":\"Ada\",\"state\":" + STATE + "}");
            ServerMessage.Failure failure = client.hear(ServerMessage.Failure.class);
            assertThat(failure.code()).isEqualTo(ErrorCode.ROOM_INVALID);
            assertThat(String.valueOf(failure.ref())).isEqualTo("7");
            assertThat(failure.detail()).contains("letters, digits");
            client.pingPong();
        }
    }

    @Test
    void emptyAndEndlessNamesAreExplained() {
        try (var client = TestClient.greeted(server)) {
            for (String name : new String[] {"", "   ", "x".repeat(10_240)}) {
                client.sayText("{\"type\":\"join\",\"id\":\"1\",\"room\":\"demo\",\"name\":\"" + name + "\",\"state\":"
                        + STATE + "}");
                assertThat(client.hear(ServerMessage.Failure.class).code()).isEqualTo(ErrorCode.NAME_INVALID);
            }
            client.pingPong();
        }
    }

    @Test
    void wrongJsonIsABadMessage() {
        try (var client = TestClient.greeted(server)) {
            for (String text :
                    new String[] {"", "hello", "{", "[]", "null", "42", "{\"type\":5}", "{\"type\":\"join\"}"}) {
                client.sayText(text);
                assertThat(client.hear(ServerMessage.Failure.class).code())
                        .as(text)
                        .isEqualTo(ErrorCode.BAD_MESSAGE);
            }
            client.pingPong();
        }
    }

    @Test
    void unknownTypeIsSaidToBeOne() {
        try (var client = TestClient.greeted(server)) {
            client.sayText("{\"type\":\"dance\"}");
            assertThat(client.hear(ServerMessage.Failure.class).code()).isEqualTo(ErrorCode.UNKNOWN_TYPE);
            client.pingPong();
        }
    }

    @Test
    void offerToAStrangerIsRefused() {
        try (var client = TestClient.joined(server, "strangers", "Ada")) {
            client.signal(new ParticipantId("nobody"), "{\"description\":{\"type\":\"offer\",\"sdp\":\"\"}}");
            assertThat(client.hear(ServerMessage.Failure.class).code()).isEqualTo(ErrorCode.NO_SUCH_PARTICIPANT);
            client.pingPong();
        }
    }

    @Test
    void outsideOfARoomThereIsNothingToSignalLeaveOrState() {
        try (var client = TestClient.greeted(server)) {
            for (ClientMessage message :
                    new ClientMessage[] {new ClientMessage.Leave(), new ClientMessage.State(MediaState.ON)}) {
                client.say(message);
                assertThat(client.hear(ServerMessage.Failure.class).code()).isEqualTo(ErrorCode.NOT_JOINED);
            }
            client.signal(new ParticipantId("nobody"), "{}");
            assertThat(client.hear(ServerMessage.Failure.class).code()).isEqualTo(ErrorCode.NOT_JOINED);
            client.pingPong();
        }
    }

    @Test
    void oneSocketSitsInOneRoom() {
        try (var client = TestClient.joined(server, "first", "Ada")) {
            client.askIn("second", "Ada");
            assertThat(client.hear(ServerMessage.Failure.class).code()).isEqualTo(ErrorCode.ALREADY_JOINED);
            client.pingPong();
        }
    }

    @Test
    void helloIsSaidFirst() {
        for (String text : new String[] {"{\"type\":\"ping\"}", "nonsense", "{\"type\":\"hello\"}"}) {
            try (var client = TestClient.open(server)) {
                client.sayText(text);
                assertThat(client.hear(ServerMessage.Failure.class).code()).isEqualTo(ErrorCode.HELLO_EXPECTED);
                assertThat(client.closeCode()).isEqualTo(CloseCode.HELLO_EXPECTED.code());
            }
        }
    }

    @Test
    void helloIsSaidOnce() {
        try (var client = TestClient.greeted(server)) {
            client.say(TestClient.hello(null));
            assertThat(client.hear(ServerMessage.Failure.class).code()).isEqualTo(ErrorCode.BAD_MESSAGE);
            client.pingPong();
        }
    }

    @Test
    void frameOfAMegabyteClosesTheSocket() {
        try (var client = RawClient.open(server);
                var other = TestClient.greeted(server)) {
            // No more than it takes: whoever is still sending when the server closes may lose the reason to a reset.
            client.beginText(1024 * 1024, Limits.FRAME_BYTES + 1);
            assertThat(client.closeCode()).isEqualTo(CloseCode.TOO_BIG.code());
            other.pingPong();
        }
    }

    @Test
    void whoeverSendsAMegabyteAllTheSameHarmsNobodyElse() {
        try (var client = TestClient.greeted(server);
                var other = TestClient.greeted(server)) {
            client.trySayText("x".repeat(1024 * 1024));
            client.awaitEnd();
            other.pingPong();
        }
    }

    @Test
    void manySmallFragmentsDoNotMakeABigMessage() {
        try (var client = TestClient.greeted(server)) {
            String fragment = "x".repeat(8 * 1024);
            for (int i = 0; i < 8; i++) {
                client.socket().sendText(fragment, false).join();
            }
            client.socket().sendText("x", true).join();
            assertThat(client.closeCode()).isEqualTo(CloseCode.TOO_BIG.code());
        }
    }

    @Test
    void frameOfExactlyTheBoundIsTaken() {
        try (var client = TestClient.greeted(server)) {
            String ping = "{\"type\":\"ping\"}";
            client.sayText(ping + " ".repeat(Limits.FRAME_BYTES - ping.length()));
            client.hear(ServerMessage.Pong.class);
        }
    }

    @Test
    void signalThatTheRecipientCouldNotTakeIsRefused() {
        try (var ada = TestClient.joined(server, "huge", "Ada");
                var bob = TestClient.greeted(server)) {
            ParticipantId adasId =
                    bob.join("huge", "Bob").participants().getFirst().id();
            // As many bytes as a frame can have, in so few characters that only a count of bytes tells.
            String envelope = "{\"type\":\"signal\",\"to\":\"" + adasId + "\",\"data\":{\"x\":\"\"}}";
            bob.sayText("{\"type\":\"signal\",\"to\":\"" + adasId + "\",\"data\":{\"x\":\""
                    + "ä".repeat((Limits.FRAME_BYTES - envelope.length()) / 2) + "\"}}");
            assertThat(bob.hear(ServerMessage.Failure.class).code()).isEqualTo(ErrorCode.TOO_LARGE);
            ada.hear(ServerMessage.ParticipantJoined.class);
            ada.pingPong();
        }
    }

    @Test
    void binaryFrameClosesTheSocket() {
        try (var client = TestClient.greeted(server)) {
            client.socket()
                    .sendBinary(ByteBuffer.wrap(new byte[] {1, 2, 3}), true)
                    .join();
            assertThat(client.closeCode()).isEqualTo(CloseCode.UNSUPPORTED_DATA.code());
        }
    }

    @Test
    void bytesThatAreNoTextCloseTheSocket() {
        byte[][] mistakes = {{(byte) 0xff}, {'"', (byte) 0xc3}, {(byte) 0xed, (byte) 0xa0, (byte) 0x80}};
        for (byte[] mistake : mistakes) {
            try (var client = RawClient.open(server)) {
                client.fragment(mistake, true, true);
                assertThat(client.closeCode()).isEqualTo(INVALID_PAYLOAD);
            }
            try (var client = RawClient.open(server)) {
                client.fragment("{", true, false);
                client.fragment(mistake, false, true);
                assertThat(client.closeCode()).isEqualTo(INVALID_PAYLOAD);
            }
        }
    }

    @Test
    void aCharacterThatIsCutBetweenTwoPiecesAndTheOneForMistakesAreText() {
        try (var client = RawClient.open(server)) {
            byte[] ping = "{\"type\":\"ping\",\"note\":\"ä\uFFFD\"}".getBytes(StandardCharsets.UTF_8);
            int middle = new String(ping, StandardCharsets.ISO_8859_1).indexOf('\u00c3') + 1;
            client.say(TestClient.hello(null));
            client.fragment(Arrays.copyOf(ping, middle), true, false);
            client.fragment(Arrays.copyOfRange(ping, middle, ping.length), false, true);
            client.awaitText("pong");
        }
    }
}

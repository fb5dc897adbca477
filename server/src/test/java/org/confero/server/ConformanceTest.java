package org.confero.server;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;
import org.confero.codec.Codec;
import org.confero.codec.Decoded;
import org.confero.protocol.ClientMessage;
import org.confero.protocol.CloseCode;
import org.confero.protocol.ErrorCode;
import org.confero.protocol.Limits;
import org.confero.protocol.MediaState;
import org.confero.protocol.ParticipantId;
import org.confero.protocol.RequestId;
import org.confero.protocol.ServerMessage;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The corpus that every implementation runs, over the server's real socket. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ConformanceTest {
    private static final Path CORPUS = Path.of("../shared/src/test/resources/conformance");

    private final TestServer server = TestServer.start();

    @AfterAll
    void stop() {
        server.close();
    }

    @TestFactory
    Stream<DynamicTest> whatIsValidIsUnderstood() throws IOException {
        return each("valid/client", file -> understood(Files.readString(file)));
    }

    @TestFactory
    Stream<DynamicTest> whatIsToleratedIsUnderstood() throws IOException {
        return each("tolerated/client", file -> understood(frame(json(file).get("frame"))));
    }

    @TestFactory
    Stream<DynamicTest> whatIsInvalidGetsItsCodeAndTheSocketStays() throws IOException {
        return each("invalid/client", file -> {
            JsonNode fixture = json(file);
            String frame = frame(fixture.get("frame"));
            try (var client = TestClient.greeted(server)) {
                client.join(roomOf(file), "Ada");
                client.trySayText(frame);
                if (frame.length() > 2 * Limits.FRAME_BYTES) {
                    // Cut off while it still writes, Java's client may not come to read why.
                    client.awaitEnd();
                    return;
                }
                if (frame.getBytes(StandardCharsets.UTF_8).length > Limits.FRAME_BYTES) {
                    assertThat(client.closeCode()).isEqualTo(CloseCode.TOO_BIG.code());
                    return;
                }
                ServerMessage.Failure failure = client.hear(ServerMessage.Failure.class);
                assertThat(failure.code().word()).isEqualTo(fixture.get("code").stringValue());
                assertThat(Optional.ofNullable(failure.ref()).map(RequestId::value))
                        .isEqualTo(Optional.ofNullable(fixture.get("ref")).map(JsonNode::stringValue));
                client.pingPong();
            }
        });
    }

    // Each is said where it belongs; what the server has to say to it shows that it was understood.
    private void understood(String frame) {
        ClientMessage message = ((Decoded.Ok<ClientMessage>) Codec.decodeClient(frame)).message();
        try (var client =
                message instanceof ClientMessage.Hello ? TestClient.open(server) : TestClient.greeted(server)) {
            switch (message) {
                case ClientMessage.Hello ignored -> {
                    client.sayText(frame);
                    client.hear(ServerMessage.Welcome.class);
                }
                case ClientMessage.Join join -> {
                    client.sayText(frame);
                    assertThat(client.hear(ServerMessage.Joined.class).ref()).isEqualTo(join.id());
                }
                case ClientMessage.Leave ignored -> {
                    client.join("conformance-leave", "Ada");
                    client.sayText(frame);
                    client.hear(ServerMessage.Left.class);
                }
                case ClientMessage.Signal signal -> relayed(client, frame, signal);
                case ClientMessage.State state -> updated(client, frame, state);
                case ClientMessage.Moderate order -> {
                    client.join("conformance-moderate-" + order.id(), "Ada");
                    client.sayText(frame);
                    ServerMessage answer = client.await(ServerMessage.class);
                    // What is done to the room is told before it is done; who is in a fixture is in no room.
                    if (answer instanceof ServerMessage.Failure failure) {
                        assertThat(failure.ref()).isEqualTo(order.id());
                        assertThat(failure.code()).isEqualTo(ErrorCode.NO_SUCH_PARTICIPANT);
                    } else {
                        assertThat(client.hear(ServerMessage.Done.class).ref()).isEqualTo(order.id());
                    }
                }
                case ClientMessage.Quality ignored -> {
                    client.sayText(frame);
                    assertThat(client.hear(ServerMessage.Failure.class).code()).isEqualTo(ErrorCode.NOT_JOINED);
                    client.join("conformance-quality", "Ada");
                    client.sayText(frame);
                }
                case ClientMessage.Ack ignored -> {
                    client.sayText(frame);
                    assertThat(client.hear(ServerMessage.Failure.class).detail())
                            .contains("seq");
                }
                case ClientMessage.Ping ignored -> {
                    client.sayText(frame);
                    client.hear(ServerMessage.Pong.class);
                }
            }
            client.pingPong();
        }
    }

    private void relayed(TestClient client, String frame, ClientMessage.Signal signal) {
        try (var other = TestClient.greeted(server)) {
            ParticipantId self = client.join("conformance-signal", "Ada").self();
            ParticipantId to = other.join("conformance-signal", "Bob").self();
            client.hear(ServerMessage.ParticipantJoined.class);
            client.sayText(frame.replace(signal.to().value(), to.value()));
            ServerMessage.Signal relayed = other.hear(ServerMessage.Signal.class);
            assertThat(relayed.from()).isEqualTo(self);
            assertThat(relayed.data()).isEqualTo(signal.data());
        }
        client.await(ServerMessage.ParticipantUpdated.class);
    }

    private void updated(TestClient client, String frame, ClientMessage.State state) {
        try (var other = TestClient.joined(server, "conformance-state", "Bob")) {
            client.join("conformance-state", "Ada");
            // A state that is none of the fixtures', so that each is news.
            client.say(new ClientMessage.State(new MediaState(false, false, true, true)));
            other.hear(ServerMessage.ParticipantJoined.class);
            other.hear(ServerMessage.ParticipantUpdated.class);
            client.sayText(frame);
            assertThat(other.hear(ServerMessage.ParticipantUpdated.class)
                            .participant()
                            .state())
                    .isEqualTo(state.state());
        }
        client.await(ServerMessage.ParticipantUpdated.class);
    }

    private interface Check {
        void run(Path file) throws IOException;
    }

    private static Stream<DynamicTest> each(String folder, Check check) throws IOException {
        try (Stream<Path> files = Files.list(CORPUS.resolve(folder))) {
            return files.sorted().toList().stream()
                    .map(file -> DynamicTest.dynamicTest(folder + "/" + file.getFileName(), () -> check.run(file)));
        }
    }

    private static JsonNode json(Path file) throws IOException {
        return JsonMapper.shared().readTree(Files.readString(file));
    }

    private static String frame(JsonNode frame) {
        if (frame.isArray()) {
            return frame.valueStream().map(ConformanceTest::frame).collect(joining());
        }
        return frame.isObject()
                ? frame.get("repeat").stringValue().repeat(frame.get("times").intValue())
                : frame.stringValue();
    }

    private static String roomOf(Path file) {
        return file.getFileName().toString().replace(".json", "");
    }
}

package org.confero.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.confero.server.ApiClient.JSON;
import static org.confero.server.ApiClient.assertProblem;
import static org.confero.server.ApiClient.json;
import static org.confero.server.ApiClient.tag;
import static org.confero.server.ApiClient.text;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import org.confero.protocol.ClientMessage;
import org.confero.protocol.Credentials;
import org.confero.protocol.EndReason;
import org.confero.protocol.ErrorCode;
import org.confero.protocol.Role;
import org.confero.protocol.RoomId;
import org.confero.protocol.RoomTitle;
import org.confero.protocol.ServerMessage;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import tools.jackson.databind.JsonNode;

/** Rooms over HTTP, and what those inside notice of it. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RoomsApiTest {
    private static final String PATCH = "application/merge-patch+json";

    private final TestServer server = TestServer.start();
    private final ApiClient api = new ApiClient(server);

    @AfterAll
    void stop() {
        api.close();
        server.close();
    }

    @Test
    void whoeverAsksForARoomGetsItsLinkOnTheHostThatWasAsked() {
        HttpResponse<String> answer = api.ask("POST", "/rooms", null);
        assertThat(answer.statusCode()).isEqualTo(201);
        var id = new RoomId(text(json(answer), "id"));
        String link = "http://localhost:" + server.port() + "/" + id;
        assertThat(text(json(answer), "link")).isEqualTo(link);
        assertThat(answer.headers().firstValue("Location")).hasValue(link);
        assertThat(answer.headers().firstValue("Cache-Control")).hasValue("no-store");
        try (var ada = TestClient.greeted(server)) {
            ServerMessage.Joined joined = ada.join(id.value(), "Ada");
            assertThat(joined.room().id()).isEqualTo(id);
            assertThat(joined.room().role()).isEqualTo(Role.HOST);
        }
    }

    @Test
    void noTwoRoomsAreTheSame() {
        assertThat(text(api.make("{}"), "id")).isNotEqualTo(text(api.make("{}"), "id"));
    }

    @Test
    void aWrongBodyIsExplainedWithTheProtocolsOwnCode() {
        for (String body : new String[] {"[1", "[]", "nonsense", "5"}) {
            assertProblem(api.ask("POST", "/rooms", body, "Content-Type", JSON), 400, "bad-message");
        }
        assertProblem(api.ask("POST", "/rooms", "{}", "Content-Type", "text/plain"), 415, "bad-message");
    }

    @Test
    void aWrongFieldIsNamed() {
        String[][] wrong = {
            {"pascode", "\"sesame\""},
            {"title", "5"},
            {"title", "\"   \""},
            {"passcode", "\"\""},
            {"passcode", "\"" + "x".repeat(65) + "\""},
            {"waitingRoom", "\"yes\""},
            {"capacity", "0"},
            {"capacity", "17"},
            {"capacity", "2.5"},
            {"emptyFor", "999"},
            {"emptyFor", "99999999999999999999999999"},
            {"expires", "\"tomorrow\""},
            {"expires", "\"2020-01-01T00:00:00Z\""},
            {"expires", "\"2999-01-01T00:00:00Z\""},
            {"locked", "true"},
        };
        for (String[] one : wrong) {
            String body = "{\"" + one[0] + "\":" + one[1] + "}";
            JsonNode problem = assertProblem(api.ask("POST", "/rooms", body, "Content-Type", JSON), 422, "bad-message");
            assertThat(text(problem, "pointer")).as(body).isEqualTo("/" + one[0]);
            assertThat(text(problem, "detail")).startsWith("/" + one[0]);
        }
        assertProblem(api.ask("POST", "/rooms", "{\"id\":\"Admin\"}", "Content-Type", JSON), 422, "room-invalid");
    }

    @Test
    void aBodyWithoutEndIsRefusedHoweverItComes() {
        byte[] large = " ".repeat(100 * 1024).getBytes(StandardCharsets.UTF_8);
        assertProblem(
                api.send("POST", "/rooms", BodyPublishers.ofByteArray(large), "Content-Type", JSON), 413, "too-large");
        var chunked = BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(large));
        assertProblem(api.send("POST", "/rooms", chunked, "Content-Type", JSON), 413, "too-large");
    }

    @Test
    void whoeverSaysTooMuchIsHeardOutAndThenRefusedSoThatTheyLearnWhy() throws IOException {
        byte[] large = " ".repeat(100 * 1024).getBytes(StandardCharsets.UTF_8);
        try (var socket = new Socket("localhost", server.port())) {
            OutputStream out = socket.getOutputStream();
            String head = "POST /api/v1/rooms HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n";
            out.write((head + "Content-Length: " + large.length + "\r\n\r\n").getBytes(StandardCharsets.UTF_8));
            // An answer that came now might be lost with what is still to be said.
            socket.setSoTimeout(500);
            assertThatThrownBy(() -> socket.getInputStream().read()).isInstanceOf(SocketTimeoutException.class);
            out.write(large);
            socket.setSoTimeout(60_000);
            assertThat(new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
                    .startsWith("HTTP/1.1 413 ")
                    .contains("too-large");
        }
    }

    @Test
    void otherMethodsAndAddressesAreExplainedToo() {
        assertProblem(api.ask("GET", "/rooms", null), 405, "bad-message");
        assertProblem(api.ask("GET", "/nothing", null, "Accept", "text/html"), 404, "not-found");
        assertProblem(api.ask("GET", "/rooms/nobody-was-here", null), 404, "no-such-room");
        assertProblem(api.ask("GET", "/rooms/-", null), 404, "no-such-room");
    }

    @Test
    void whatAnybodyMayKnowIsNeitherKeyNorHash() {
        String id = text(api.make("{\"title\":\" Monday \",\"passcode\":\"sesame\",\"capacity\":4}"), "id");
        JsonNode room = json(api.ask("GET", "/rooms/" + id, null));
        assertThat(text(room, "title")).isEqualTo("Monday");
        assertThat(room.get("passcode").booleanValue()).isTrue();
        assertThat(room.get("capacity").intValue()).isEqualTo(4);
        assertThat(room.propertyNames()).doesNotContain("hostKey", "passcodeHash", "hostKeyHash", "expires");
    }

    @Test
    void theIdThatSomebodyChoosesIsTheirsUntilTheRoomIsOver() {
        JsonNode made = api.make("{\"id\":\"team-seven\"}");
        assertThat(text(made, "id")).isEqualTo("team-seven");
        String again = "{\"id\":\"team-seven\"}";
        assertProblem(api.ask("POST", "/rooms", again, "Content-Type", JSON), 409, "conflict");
        assertThat(api.ask("DELETE", "/rooms/team-seven", null, bearer(made)).statusCode())
                .isEqualTo(204);
        api.make(again);
        try (var ada = TestClient.joined(server, "somebodys", "Ada")) {
            assertProblem(api.ask("POST", "/rooms", "{\"id\":\"somebodys\"}", "Content-Type", JSON), 409, "conflict");
            ada.pingPong();
        }
    }

    @Test
    void thePasscodeLetsInAndTheKeyMakesAHost() {
        JsonNode made = api.make("{\"passcode\":\"sesame\",\"hostSuccession\":false}");
        String id = text(made, "id");
        try (var ada = TestClient.greeted(server);
                var bob = TestClient.greeted(server)) {
            bob.askIn(id, "Bob");
            assertThat(bob.hear(ServerMessage.Failure.class).code()).isEqualTo(ErrorCode.WRONG_PASSCODE);
            bob.askIn(id, "Bob", new Credentials("wrong", null, null));
            assertThat(bob.hear(ServerMessage.Failure.class).code()).isEqualTo(ErrorCode.WRONG_PASSCODE);
            bob.askIn(id, "Bob", new Credentials("sesame", null, null));
            assertThat(bob.hear(ServerMessage.Joined.class).room().role()).isEqualTo(Role.PARTICIPANT);
            ada.askIn(id, "Ada", new Credentials(null, text(made, "hostKey"), null));
            assertThat(ada.hear(ServerMessage.Joined.class).room().role()).isEqualTo(Role.HOST);
        }
    }

    @Test
    void whoGuessesPasscodesIsToldToWaitAndNobodyElseIs() {
        String id = text(api.make("{\"passcode\":\"sesame\"}"), "id");
        try (var mallory = TestClient.greeted(server);
                var ada = TestClient.joined(server, "beside", "Ada")) {
            ServerMessage.Failure failure = null;
            for (int i = 0; i < 50 && (failure == null || failure.code() == ErrorCode.WRONG_PASSCODE); i++) {
                mallory.askIn(id, "Mallory", new Credentials("guess " + i, null, null));
                failure = mallory.hear(ServerMessage.Failure.class);
                ada.pingPong();
            }
            assertThat(failure).isNotNull();
            assertThat(failure.code()).isEqualTo(ErrorCode.TOO_MANY_REQUESTS);
            assertThat(failure.retryAfter()).isBetween(1L, 10_001L);
        }
    }

    @Test
    void whoLeavesWhileThePasscodeIsLookedAtIsNowhereAfterwards() {
        JsonNode made = api.make("{\"passcode\":\"sesame\"}");
        String path = "/rooms/" + text(made, "id") + "/participants";
        try (var ada = TestClient.greeted(server)) {
            ada.askIn(text(made, "id"), "Ada", new Credentials("sesame", null, null));
            ada.crash();
            try (var resumed = TestClient.resumed(server, ada, 0)) {
                if (resumed.welcome().received() == 0) {
                    // The first socket was gone before it was read.
                    resumed.askIn(text(made, "id"), "Ada", new Credentials("sesame", null, null));
                }
                resumed.say(new ClientMessage.Leave());
                resumed.await(ServerMessage.Left.class);
                resumed.askIn("elsewhere", "Ada");
                resumed.await(ServerMessage.Joined.class);
                // A right passcode again: by then the first one has been looked at, too.
                try (var bob = TestClient.greeted(server)) {
                    bob.askIn(text(made, "id"), "Bob", new Credentials("sesame", null, null));
                    bob.hear(ServerMessage.Joined.class);
                    assertThat(json(api.ask("GET", path, null, bearer(made))).get("participants"))
                            .hasSize(1);
                }
            }
        }
    }

    @Test
    void thoseInsideLearnOfAChangeAndOfTheEnd() {
        JsonNode made = api.make("{}");
        String path = "/rooms/" + text(made, "id");
        try (var ada = TestClient.joined(server, text(made, "id"), "Ada")) {
            HttpResponse<String> changed = patch(path, "{\"title\":\"Monday\",\"locked\":true}", bearer(made));
            assertThat(changed.statusCode()).as(changed.body()).isEqualTo(200);
            ServerMessage.RoomUpdated updated = ada.hear(ServerMessage.RoomUpdated.class);
            assertThat(updated.room().title()).isEqualTo(new RoomTitle("Monday"));
            assertThat(updated.room().locked()).isTrue();
            assertThat(patch(path, "{\"title\":null}", bearer(made)).body()).doesNotContain("Monday");
            assertThat(ada.hear(ServerMessage.RoomUpdated.class).room().title()).isNull();
            assertThat(api.ask("DELETE", path, null, bearer(made)).statusCode()).isEqualTo(204);
            assertThat(ada.hear(ServerMessage.Ended.class).reason()).isEqualTo(EndReason.DELETED);
        }
        assertProblem(api.ask("GET", path, null), 404, "no-such-room");
        assertProblem(api.ask("DELETE", path, null, bearer(made)), 404, "no-such-room");
    }

    @Test
    void aRoomIsReadAgainOnlyWhenItIsAnother() {
        JsonNode made = api.make("{}");
        String path = "/rooms/" + text(made, "id");
        String before = tag(api.ask("GET", path, null));
        assertThat(api.ask("GET", path, null, "If-None-Match", before).statusCode())
                .isEqualTo(304);
        String after = tag(patch(path, "{\"passcode\":\"sesame\"}", bearer(made)));
        assertThat(after).isNotEqualTo(before);
        assertThat(api.ask("GET", path, null, "If-None-Match", before).statusCode())
                .isEqualTo(200);
        assertThat(tag(api.ask("GET", path, null))).isEqualTo(after);
    }

    @Test
    void nobodyOverwritesWhatTheyHaveNotSeen() {
        JsonNode made = api.make("{}");
        String path = "/rooms/" + text(made, "id");
        String seen = tag(api.ask("GET", path, null));
        assertThat(patch(path, "{\"title\":\"One\"}", with(bearer(made), "If-Match", seen))
                        .statusCode())
                .isEqualTo(200);
        assertProblem(patch(path, "{\"title\":\"Two\"}", with(bearer(made), "If-Match", seen)), 412, "conflict");
        assertProblem(api.ask("DELETE", path, null, with(bearer(made), "If-Match", seen)), 412, "conflict");
        assertThat(json(api.ask("GET", path, null)).get("title").stringValue()).isEqualTo("One");
        assertThat(patch(path, "{}", with(bearer(made), "If-Match", "*")).statusCode())
                .isEqualTo(200);
    }

    @Test
    void onlyWhoeverHoldsTheKeyChangesARoom() {
        JsonNode made = api.make("{}");
        JsonNode other = api.make("{}");
        String path = "/rooms/" + text(made, "id");
        for (String[] headers : new String[][] {{"X-No", "key"}, {"Authorization", "Basic x"}, bearer(other)}) {
            HttpResponse<String> refused = patch(path, "{\"title\":\"Mine\"}", headers);
            assertProblem(refused, 401, "unauthorized");
            assertThat(refused.headers().firstValue("WWW-Authenticate")).hasValue("Bearer");
            assertProblem(api.ask("DELETE", path, null, headers), 401, "unauthorized");
            assertProblem(api.ask("GET", path + "/participants", null, headers), 401, "unauthorized");
        }
        try (var ada = TestClient.joined(server, "nobodys", "Ada")) {
            assertProblem(patch("/rooms/nobodys", "{}", bearer(made)), 403, "not-allowed");
            ada.pingPong();
        }
    }

    @Test
    void hostsSeeWhoIsThereAndWhoWaits() {
        JsonNode made = api.make("{\"waitingRoom\":true}");
        String id = text(made, "id");
        try (var ada = TestClient.greeted(server);
                var bob = TestClient.greeted(server)) {
            ada.askIn(id, "Ada", new Credentials(null, text(made, "hostKey"), null));
            ada.hear(ServerMessage.Joined.class);
            bob.askIn(id, "Bob");
            bob.hear(ServerMessage.Waiting.class);
            JsonNode people = json(api.ask("GET", "/rooms/" + id + "/participants", null, bearer(made)));
            assertThat(text(people.get("participants").get(0), "name")).isEqualTo("Ada");
            assertThat(text(people.get("participants").get(0), "role")).isEqualTo("host");
            assertThat(text(people.get("waiting").get(0), "name")).isEqualTo("Bob");
        }
    }

    @Test
    void whoeverAsksTwiceWithOneKeyGetsOneRoom() {
        String[] headers = {"Content-Type", JSON, "Idempotency-Key", "once"};
        HttpResponse<String> first = api.ask("POST", "/rooms", "{\"title\":\"One\"}", headers);
        assertThat(api.ask("POST", "/rooms", "{\"title\":\"One\"}", headers).body())
                .isEqualTo(first.body());
        assertProblem(api.ask("POST", "/rooms", "{\"title\":\"Two\"}", headers), 409, "conflict");
        assertProblem(
                api.ask("POST", "/rooms", "{}", "Content-Type", JSON, "Idempotency-Key", "a b"), 400, "bad-message");
    }

    @Test
    @Timeout(120)
    void whereRoomsHaveToBeMadeThereAreNoOthersAndEachHasItsEnd() {
        try (var strict = TestServer.start("confero.rooms.ad-hoc=false", "confero.rooms.made=1");
                var its = new ApiClient(strict);
                var ada = TestClient.greeted(strict)) {
            ada.askIn("demo", "Ada");
            assertThat(ada.hear(ServerMessage.Failure.class).code()).isEqualTo(ErrorCode.NO_SUCH_ROOM);
            JsonNode demo = its.make("{\"id\":\"demo\"}");
            assertProblem(its.ask("POST", "/rooms", null), 503, "unavailable");
            String[] change = with(bearer(demo), "Content-Type", PATCH);
            its.ask("PATCH", "/rooms/demo", "{\"emptyFor\":1000}", change);
            // It is over when nobody has come for a second; then there is place for another one.
            while (its.ask("GET", "/rooms/demo", null).statusCode() != 404) {
                Thread.onSpinWait();
            }
            JsonNode late = its.make("{\"id\":\"late\"}");
            ada.join("late", "Ada");
            String soon = Instant.now().plusSeconds(3).toString();
            change = with(bearer(late), "Content-Type", PATCH);
            assertThat(its.ask("PATCH", "/rooms/late", "{\"expires\":\"" + soon + "\"}", change)
                            .statusCode())
                    .isEqualTo(200);
            assertThat(ada.await(ServerMessage.Ended.class).reason()).isEqualTo(EndReason.EXPIRED);
            ada.askIn("late", "Ada");
            assertThat(ada.hear(ServerMessage.Failure.class).code()).isEqualTo(ErrorCode.NO_SUCH_ROOM);
        }
    }

    private HttpResponse<String> patch(String path, String body, String... headers) {
        return api.ask("PATCH", path, body, with(headers, "Content-Type", PATCH));
    }

    private static String[] bearer(JsonNode made) {
        return new String[] {"Authorization", "Bearer " + text(made, "hostKey")};
    }

    private static String[] with(String[] headers, String name, String value) {
        String[] more = Arrays.copyOf(headers, headers.length + 2);
        more[headers.length] = name;
        more[headers.length + 1] = value;
        return more;
    }
}

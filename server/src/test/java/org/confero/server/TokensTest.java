package org.confero.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jwt.JWTClaimsSet;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import org.confero.protocol.ClientMessage;
import org.confero.protocol.Credentials;
import org.confero.protocol.DisplayName;
import org.confero.protocol.ErrorCode;
import org.confero.protocol.MediaState;
import org.confero.protocol.Moderation;
import org.confero.protocol.RequestId;
import org.confero.protocol.Role;
import org.confero.protocol.RoomId;
import org.confero.protocol.ServerMessage;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Where everybody needs a token of the operator's identity provider. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TokensTest {
    private final Issuer issuer = new Issuer();
    private final RSAKey key = issuer.newRsaKey();
    private final ECKey curve = issuer.newEcKey();
    private final TestServer server = TestServer.start(issuer.settings());

    @AfterAll
    void stop() {
        server.close();
        issuer.close();
    }

    @Test
    void aGoodTokenOpensTheDoorAndItsNameIsTheOneThatCounts() {
        String token = Issuer.signed(key, Issuer.claims("ada").claim("name", "Ada Lovelace"));
        try (var ada = TestClient.greeted(server);
                var bob = TestClient.greeted(server)) {
            come(ada, "named", "Somebody else", token);
            assertThat(ada.hear(ServerMessage.Joined.class).self()).isNotNull();
            come(bob, "named", "Bob", Issuer.signed(key, Issuer.claims("bob")));
            assertThat(bob.hear(ServerMessage.Joined.class).participants())
                    .singleElement()
                    .satisfies(one -> assertThat(one.name().value()).isEqualTo("Ada Lovelace"));
            assertThat(ada.hear(ServerMessage.ParticipantJoined.class)
                            .participant()
                            .name()
                            .value())
                    .isEqualTo("Bob");
        }
    }

    @Test
    void aTokenMayMakeAHostAlsoWhereAnotherOneIsAlready() {
        try (var ada = TestClient.greeted(server);
                var bob = TestClient.greeted(server);
                var cleo = TestClient.greeted(server)) {
            come(ada, "hosts", "Ada", Issuer.signed(key, Issuer.claims("ada")));
            ada.hear(ServerMessage.Joined.class);
            come(bob, "hosts", "Bob", Issuer.signed(key, Issuer.claims("bob").claim("role", "host")));
            assertThat(bob.hear(ServerMessage.Joined.class).room().role()).isEqualTo(Role.HOST);
            come(cleo, "hosts", "Cleo", Issuer.signed(key, Issuer.claims("cleo").claim("role", "guest")));
            assertThat(cleo.hear(ServerMessage.Joined.class).room().role()).isEqualTo(Role.PARTICIPANT);
        }
    }

    @Test
    void aTokenForOneRoomOrAFamilyOfRoomsOpensNoOther() {
        String one = Issuer.signed(key, Issuer.claims("ada").claim("room", "mine"));
        String family = Issuer.signed(key, Issuer.claims("ada").claim("room", List.of("mine", "team-*")));
        for (String room : List.of("mine2", "min", "other")) {
            assertThat(refusal(room, one).code()).as(room).isEqualTo(ErrorCode.NOT_ALLOWED);
        }
        assertThat(refusal("team", family).code()).isEqualTo(ErrorCode.NOT_ALLOWED);
        assertThat(refusal("team", family).detail()).isEqualTo("The token is not for this room");
        for (String room : List.of("mine", "team-a")) {
            try (var ada = TestClient.greeted(server)) {
                come(ada, room, "Ada", family);
                ada.hear(ServerMessage.Joined.class);
            }
        }
    }

    @Test
    void whoWasRemovedIsKnownAgainByTheirTokenOnAnotherSession() {
        String bobs = Issuer.signed(key, Issuer.claims("bob"));
        try (var ada = TestClient.greeted(server);
                var bob = TestClient.greeted(server);
                var again = TestClient.greeted(server)) {
            come(ada, "removed", "Ada", Issuer.signed(key, Issuer.claims("ada")));
            ada.hear(ServerMessage.Joined.class);
            come(bob, "removed", "Bob", bobs);
            ada.moderate(Moderation.REMOVE, bob.hear(ServerMessage.Joined.class).self());
            come(again, "removed", "Bob", bobs);
            again.hear(ServerMessage.Waiting.class);
        }
    }

    @Test
    void aCallOutlivesTheTokenThatOpenedIt() {
        // It has run out already; the clocks may differ by a minute.
        String token = Issuer.signed(key, Issuer.claims("ada").expirationTime(Issuer.in(-30)));
        try (var ada = TestClient.greeted(server)) {
            come(ada, "outlives", "Ada", token);
            ada.hear(ServerMessage.Joined.class);
            ada.pingPong();
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("badTokens")
    void aTokenThatIsNotGoodIsRefusedAndTheSocketStays(String what, @Nullable String token, String detail) {
        try (var ada = TestClient.greeted(server)) {
            come(ada, "refused", "Ada", token);
            ServerMessage.Failure failure = ada.hear(ServerMessage.Failure.class);
            assertThat(failure.code()).isEqualTo(ErrorCode.UNAUTHORIZED);
            assertThat(failure.detail()).containsIgnoringCase(detail);
            assertThat(failure.retryAfter()).isNull();
            come(ada, "refused", "Ada", Issuer.signed(key, Issuer.claims("ada")));
            ada.hear(ServerMessage.Joined.class);
        }
    }

    List<Object[]> badTokens() {
        RSAKey strangers = Issuer.strangersKey();
        RSAKey posing = new RSAKey.Builder(strangers).keyID(key.getKeyID()).build();
        return List.of(
                bad("none at all", null, "asks for a token"),
                bad("no token", "rubbish", "has signed"),
                bad("run out", Issuer.signed(key, claims().expirationTime(Issuer.in(-120))), "expired"),
                bad("never runs out", Issuer.signed(key, claims().expirationTime(null)), "exp"),
                bad("not valid yet", Issuer.signed(key, claims().notBeforeTime(Issuer.in(120))), "before"),
                bad("another's key", Issuer.signed(strangers, claims()), "has signed"),
                bad("another's key under the name of ours", Issuer.signed(posing, claims()), "has signed"),
                bad("for others", Issuer.signed(key, claims().audience("another")), "aud"),
                bad("for nobody", Issuer.signed(key, claims().audience((String) null)), "aud"),
                bad("of another issuer", Issuer.signed(key, claims().issuer(Issuer.NAME + "/x")), "iss"),
                bad("of nobody", Issuer.signed(key, claims().subject(null)), "sub is missing"),
                bad("a room that is none", Issuer.signed(key, claims().claim("room", 7)), "room is"),
                bad("no room", Issuer.signed(key, claims().claim("room", List.of())), "room is"),
                bad("a name that is none", Issuer.signed(key, claims().claim("name", " ")), "display name"),
                bad("not signed", Issuer.unsigned(claims()), "has signed"),
                bad("signed with what everybody knows", Issuer.signedWithThePublicKey(key, claims()), "has signed"));
    }

    @Test
    void anotherKindOfKeyIsAsGood() {
        try (var ada = TestClient.greeted(server)) {
            come(ada, "curve", "Ada", Issuer.signed(curve, claims()));
            ada.hear(ServerMessage.Joined.class);
        }
    }

    @Test
    void keysThatTheIssuerChangesCountAtOnceAndAreNotAskedForWithoutEnd() {
        try (var other = new Issuer()) {
            RSAKey old = other.newRsaKey();
            try (var second = TestServer.start(other.settings());
                    var ada = TestClient.greeted(second);
                    var bob = TestClient.greeted(second)) {
                come(ada, "changed", "Ada", Issuer.signed(old, claims()));
                ada.hear(ServerMessage.Joined.class);
                other.withdraw(old);
                RSAKey fresh = other.newRsaKey();
                come(bob, "changed", "Bob", Issuer.signed(fresh, claims()));
                bob.hear(ServerMessage.Joined.class);
                assertThat(other.asked()).isEqualTo(2);
                try (var eve = TestClient.greeted(second)) {
                    RSAKey strangers = Issuer.strangersKey();
                    for (int i = 0; i < 20; i++) {
                        RSAKey invented = new RSAKey.Builder(strangers)
                                .keyID("invented-" + i)
                                .build();
                        come(eve, "changed", "Eve", Issuer.signed(invented, claims()));
                        assertThat(eve.hear(ServerMessage.Failure.class).code())
                                .isIn(ErrorCode.UNAUTHORIZED, ErrorCode.UNAVAILABLE);
                    }
                }
                assertThat(other.asked()).isLessThanOrEqualTo(6);
            }
        }
    }

    @Test
    void whenTheIssuerCannotBeAskedOneIsToldToComeAgain() {
        var gone = new Issuer();
        RSAKey unknown = gone.newRsaKey();
        gone.close();
        try (var second = TestServer.start(gone.settings());
                var ada = TestClient.greeted(second)) {
            come(ada, "away", "Ada", Issuer.signed(unknown, claims()));
            ServerMessage.Failure failure = ada.hear(ServerMessage.Failure.class);
            assertThat(failure.code()).isEqualTo(ErrorCode.UNAVAILABLE);
            assertThat(failure.retryAfter()).isPositive();
        }
    }

    @Test
    void onlyATokenThatSaysSoMakesRooms() throws Exception {
        var made = post("Bearer " + Issuer.signed(key, claims().claim("rooms", "create")));
        assertThat(made.statusCode()).isEqualTo(201);
        var plain = post("Bearer " + Issuer.signed(key, claims()));
        assertThat(plain.statusCode()).isEqualTo(403);
        assertThat(plain.body()).contains("\"code\":\"not-allowed\"");
        for (String authorization : List.of("Bearer rubbish", "Basic YTpi", "Bearer ")) {
            var refused = post(authorization);
            assertThat(refused.statusCode()).as(authorization).isEqualTo(401);
            assertThat(refused.body()).contains("\"code\":\"unauthorized\"");
            assertThat(refused.headers().firstValue("WWW-Authenticate")).contains("Bearer");
        }
    }

    private HttpResponse<String> post(String authorization) throws Exception {
        try (var http = HttpClient.newHttpClient()) {
            return http.send(
                    HttpRequest.newBuilder(server.http("/api/v1/rooms"))
                            .header("Authorization", authorization)
                            .POST(HttpRequest.BodyPublishers.noBody())
                            .build(),
                    HttpResponse.BodyHandlers.ofString());
        }
    }

    private ServerMessage.Failure refusal(String room, String token) {
        try (var client = TestClient.greeted(server)) {
            come(client, room, "Ada", token);
            return client.hear(ServerMessage.Failure.class);
        }
    }

    private static JWTClaimsSet.Builder claims() {
        return Issuer.claims("ada");
    }

    private static Object[] bad(String what, @Nullable String token, String detail) {
        return new @Nullable Object[] {what, token, detail};
    }

    private static void come(TestClient client, String room, String name, @Nullable String token) {
        client.say(new ClientMessage.Join(
                new RequestId("j"),
                new RoomId(room),
                new DisplayName(name),
                MediaState.ON,
                new Credentials(null, null, token)));
    }
}

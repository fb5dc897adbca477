package org.confero.desktop.rooms;

import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.regex.Pattern;
import javax.net.ssl.SSLException;
import org.confero.codec.Documents;
import org.confero.desktop.conference.Problem;
import org.confero.protocol.ErrorCode;
import org.confero.protocol.InvalidValueException;
import org.confero.protocol.Limits;
import org.confero.protocol.RoomId;
import org.confero.protocol.RoomTitle;
import org.jspecify.annotations.Nullable;

/** Asks a server for a fresh room: {@code POST /api/v1/rooms}, whose answer's Location ends in the room's id, and whose body has its host key. */
public final class RoomMaker {
    // A person looks at a spinner all the while; a server that lives answers within milliseconds.
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    /** What may stand in a header as a token (RFC 6750). */
    private static final Pattern HEADER = Pattern.compile("[A-Za-z0-9._~+/-]+=*");

    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(PATIENCE).build();

    /**
     * Never completes exceptionally; completes on a thread of the HTTP client.
     *
     * @param server as in JoinRequest
     * @param token of the identity provider, where we were given one
     */
    public CompletableFuture<NewRoom> make(URI server, RoomWishes wishes, @Nullable String token) {
        HttpRequest.Builder request = HttpRequest.newBuilder(server.resolve("/api/v1/rooms"))
                .timeout(PATIENCE)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(body(wishes)));
        if (token != null && !HEADER.matcher(token).matches()) {
            return CompletableFuture.completedFuture(
                    new NewRoom.Failed(Problem.REFUSED, ErrorCode.UNAUTHORIZED, "What was given as a token is none"));
        }
        if (token != null) {
            request.header("Authorization", "Bearer " + token);
        }
        return http.sendAsync(request.build(), BodyHandlers.ofString())
                .handle((response, failure) -> failure == null ? made(response) : failed(cause(failure)));
    }

    private record Body(
            @Nullable String title,
            @Nullable String passcode,
            @Nullable Boolean waitingRoom) {}

    /** What is not wished for is left to the server. */
    private static String body(RoomWishes wishes) {
        RoomTitle title = wishes.title();
        return Documents.encodePresent(new Body(
                title == null ? null : title.value(), wishes.passcode(), wishes.waitingRoom() ? Boolean.TRUE : null));
    }

    private static NewRoom made(HttpResponse<String> response) {
        return switch (response.statusCode()) {
            case 201 ->
                response.headers()
                        .firstValue("Location")
                        .map(location -> named(location, hostKey(response.body())))
                        .orElseGet(() -> new NewRoom.Failed(Problem.NOT_CONFERO, "no Location"));
            case 400, 401, 403, 409, 422 ->
                new NewRoom.Failed(
                        Problem.REFUSED,
                        Documents.text(response.body(), "code")
                                .flatMap(ErrorCode::ofWord)
                                .orElse(null),
                        Documents.text(response.body(), "detail").orElse("HTTP status " + response.statusCode()));
            case 429, 503 ->
                new NewRoom.Failed(Problem.REFUSED, "The server has no room to give just now; try again in a minute");
            default -> new NewRoom.Failed(Problem.NOT_CONFERO, "HTTP status " + response.statusCode());
        };
    }

    private static @Nullable String hostKey(String body) {
        return Documents.text(body, "hostKey")
                .filter(key -> !key.isEmpty() && key.length() <= Limits.HOST_KEY_CHARS)
                .orElse(null);
    }

    private static NewRoom named(String location, @Nullable String hostKey) {
        try {
            return new NewRoom.Made(new RoomId(location.substring(location.lastIndexOf('/') + 1)), hostKey);
        } catch (InvalidValueException e) {
            return new NewRoom.Failed(Problem.NOT_CONFERO, e.detail());
        }
    }

    private static NewRoom failed(Throwable failure) {
        Problem problem = switch (failure) {
            case HttpTimeoutException ignored -> Problem.SERVER_TIMEOUT;
            case SSLException ignored -> Problem.UNTRUSTED_SERVER;
            case ConnectException ignored -> Problem.SERVER_UNREACHABLE;
            // Bytes came, and they were not HTTP.
            default -> Problem.NOT_CONFERO;
        };
        return new NewRoom.Failed(problem, String.valueOf(failure));
    }

    private static Throwable cause(Throwable failure) {
        @Nullable Throwable cause = failure.getCause();
        return failure instanceof CompletionException && cause != null ? cause : failure;
    }
}

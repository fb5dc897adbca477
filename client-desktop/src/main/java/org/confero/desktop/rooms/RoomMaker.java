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
import javax.net.ssl.SSLException;
import org.confero.desktop.conference.Problem;
import org.confero.protocol.InvalidValueException;
import org.confero.protocol.RoomId;
import org.jspecify.annotations.Nullable;

/** Asks a server for a fresh room: {@code POST /api/v1/rooms}, whose answer's Location ends in the room's id. */
public final class RoomMaker {
    // A person looks at a spinner all the while; a server that lives answers within milliseconds.
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(PATIENCE).build();

    /** Never completes exceptionally; completes on a thread of the HTTP client. {@code server} as in JoinRequest. */
    public CompletableFuture<NewRoom> make(URI server) {
        HttpRequest request = HttpRequest.newBuilder(server.resolve("/api/v1/rooms"))
                .timeout(PATIENCE)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString("{}"))
                .build();
        return http.sendAsync(request, BodyHandlers.discarding())
                .handle((response, failure) -> failure == null ? made(response) : failed(cause(failure)));
    }

    private static NewRoom made(HttpResponse<?> response) {
        return switch (response.statusCode()) {
            case 201 ->
                response.headers()
                        .firstValue("Location")
                        .map(RoomMaker::named)
                        .orElseGet(() -> new NewRoom.Failed(Problem.NOT_CONFERO, "no Location"));
            case 429, 503 ->
                new NewRoom.Failed(Problem.REFUSED, "The server has no room to give just now; try again in a minute");
            default -> new NewRoom.Failed(Problem.NOT_CONFERO, "HTTP status " + response.statusCode());
        };
    }

    private static NewRoom named(String location) {
        try {
            return new NewRoom.Made(new RoomId(location.substring(location.lastIndexOf('/') + 1)));
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

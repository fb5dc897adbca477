package org.confero.server.soak;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import org.confero.protocol.Credentials;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Where guests meet: some rooms that nobody made, and some that they make, change and delete over HTTP. Any thread. */
final class Venues {
    private static final int AD_HOC = 6;
    private static final int MOST_MADE = 8;

    private final HttpClient http;
    private final URI api;
    private final Tally tally;
    private final List<Venue> made = new ArrayList<>();

    Venues(HttpClient http, URI server, Tally tally) {
        this.http = http;
        this.api = server.resolve("/api/v1/rooms/");
        this.tally = tally;
    }

    /** A room, with what opens it; {@code key} is null where nobody made it. */
    record Venue(
            String id, @Nullable String passcode, @Nullable String key) {
        Credentials shown(RandomGenerator random) {
            // Guesses are slowed for everybody behind one address, so wrong ones are rare.
            String tried = passcode != null && random.nextInt(200) == 0 ? "wrong" : passcode;
            return new Credentials(tried, random.nextInt(4) == 0 ? key : null, null);
        }
    }

    synchronized Venue any(RandomGenerator random) {
        int index = random.nextInt(AD_HOC + made.size());
        return index < AD_HOC ? new Venue("adhoc-" + index, null, null) : made.get(index - AD_HOC);
    }

    /** Makes, changes or deletes one. */
    void keep(RandomGenerator random) {
        Venue one = anyMade(random);
        if (one == null || (random.nextInt(3) == 0 && isRoomForMore())) {
            make(random);
        } else if (random.nextInt(3) == 0) {
            delete(one);
        } else {
            change(one, random);
        }
    }

    void deleteAll() {
        List<Venue> all;
        synchronized (this) {
            all = List.copyOf(made);
        }
        all.forEach(this::delete);
    }

    private synchronized @Nullable Venue anyMade(RandomGenerator random) {
        return made.isEmpty() ? null : made.get(random.nextInt(made.size()));
    }

    private synchronized boolean isRoomForMore() {
        return made.size() < MOST_MADE;
    }

    private void make(RandomGenerator random) {
        String passcode = random.nextInt(3) == 0 ? "open sesame" : null;
        String wishes = "{\"title\":\"Soak\",\"waitingRoom\":" + random.nextBoolean() + ",\"emptyFor\":"
                + (random.nextInt(4) == 0 ? 1000 : 600_000)
                + (passcode == null ? "" : ",\"passcode\":\"" + passcode + "\"") + "}";
        HttpResponse<String> answer = ask("POST", api.resolve("../rooms"), wishes, null);
        if (answer != null && answer.statusCode() == 201) {
            tally.count("rooms made");
            JsonNode room = JsonMapper.shared().readTree(answer.body());
            var venue = new Venue(
                    room.get("id").stringValue(), passcode, room.get("hostKey").stringValue());
            synchronized (this) {
                made.add(venue);
            }
        } else if (answer != null) {
            tally.wrong("No room was made: " + answer.body());
        }
    }

    private void change(Venue one, RandomGenerator random) {
        String wishes = switch (random.nextInt(3)) {
            case 0 -> "{\"locked\":" + (random.nextInt(3) == 0) + "}";
            case 1 -> "{\"title\":\"Soak " + random.nextInt(100) + "\"}";
            default -> "{\"capacity\":" + random.nextInt(4, 17) + "}";
        };
        HttpResponse<String> answer = ask("PATCH", api.resolve(one.id()), wishes, one.key());
        if (answer != null) {
            switch (answer.statusCode()) {
                case 200, 409 -> tally.count("rooms changed");
                // It was empty for too long; guests may have gone on to meet under its name.
                case 403, 404 -> forget(one);
                default -> tally.wrong("A room was not changed: " + answer.body());
            }
        }
    }

    private void delete(Venue one) {
        HttpResponse<String> answer = ask("DELETE", api.resolve(one.id()), null, one.key());
        if (answer != null) {
            switch (answer.statusCode()) {
                case 204, 403, 404 -> tally.count("rooms deleted");
                default -> tally.wrong("A room was not deleted: " + answer.body());
            }
            forget(one);
        }
    }

    private synchronized void forget(Venue one) {
        made.remove(one);
    }

    private @Nullable HttpResponse<String> ask(
            String method, URI address, @Nullable String body, @Nullable String key) {
        var request = HttpRequest.newBuilder(address)
                .timeout(Guest.PATIENCE)
                .header("Content-Type", "application/json")
                .method(method, body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
        if (key != null) {
            request.header("Authorization", "Bearer " + key);
        }
        try {
            return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            tally.wrong(method + " of a room had no answer: " + e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return null;
    }
}

package org.confero.server.drills;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.confero.server.Until;
import org.confero.server.rabbit.Broker;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Comings and goings that are told as events: who makes them, and who hears of them over the broker and by a webhook. */
final class Happenings implements AutoCloseable {
    static final String HEAD = """
            | what was done | joins and leaves | missing | repeated on the broker, at the webhook | out of order | all are at a reader after | all are at the webhook after |
            | --- | --- | --- | --- | --- | --- | --- |
            """;

    private static final String TOKEN = "a-token-of-the-drills";
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    /** Who has a webhook tries it again sooner than by default: drills last for seconds. */
    static final List<String> SETTINGS = List.of(
            "confero.admin.token=" + TOKEN,
            "confero.webhooks.allow-private=true",
            "confero.webhooks.attempts=1000",
            "confero.webhooks.first-wait=100ms",
            "confero.webhooks.longest-wait=1s");

    private final HttpClient http = HttpClient.newHttpClient();
    private final Ledger read = new Ledger();
    private final Ledger delivered = new Ledger();
    private final Broker broker;
    private final Visits visits;
    private final Subscriber subscriber;
    private final Hook hook;

    Happenings(Broker broker, List<NodeProcess> nodes) throws IOException {
        this.broker = broker;
        subscriber = new Subscriber(broker.port(), read::hear);
        hook = new Hook(delivered::hear);
        visits = new Visits(nodes.stream().map(NodeProcess::socket).toList());
        Until.holds("the webhook is made", () -> isMade(nodes.getFirst().address()));
        // What happens before its queue is there, is not for it.
        visits.goOn();
        Until.holds("the webhook is called", delivered::isUsed);
        visits.pause();
    }

    /** A row of the table. */
    record Row(
            String done,
            int told,
            int missing,
            int repeated,
            int deliveredAgain,
            int outOfOrder,
            long readMillis,
            long deliveredMillis) {
        /** Both together, with the longer times. */
        Row and(Row other) {
            return new Row(
                    done,
                    told + other.told,
                    missing + other.missing,
                    repeated + other.repeated,
                    deliveredAgain + other.deliveredAgain,
                    outOfOrder + other.outOfOrder,
                    Math.max(readMillis, other.readMillis),
                    Math.max(deliveredMillis, other.deliveredMillis));
        }

        Row named(String name) {
            return new Row(name, told, missing, repeated, deliveredAgain, outOfOrder, readMillis, deliveredMillis);
        }

        String markdown() {
            return String.format(
                    Locale.ROOT,
                    "| %s | %d | %d | %d, %d | %d | %.1f s | %.1f s |%n",
                    done,
                    told,
                    missing,
                    repeated,
                    deliveredAgain,
                    outOfOrder,
                    readMillis / 1000.0,
                    deliveredMillis / 1000.0);
        }
    }

    Hook hook() {
        return hook;
    }

    void goOn() {
        visits.goOn();
    }

    /** As a broker that has run for a while; and then kills it. */
    void killBroker() {
        try {
            broker.settle();
        } catch (IOException e) {
            throw new AssertionError(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
        broker.kill();
    }

    void restartBroker() throws IOException {
        broker.restart();
    }

    /** Has everybody stop, and holds what they were told against what was heard. Times are since {@code end}. */
    Row settle(String done, long end) {
        List<String> told = visits.pause();
        assertThat(told).as(done).hasSizeGreaterThan(20);
        long readMillis = millisUntilAll(done + ", read", told, read, end);
        long deliveredMillis = millisUntilAll(done + ", delivered", told, delivered, end);
        var row = new Row(
                done,
                told.size(),
                read.missing(told).size() + delivered.missing(told).size(),
                read.takeRepeated(),
                delivered.takeRepeated(),
                read.takeOutOfOrder() + delivered.takeOutOfOrder(),
                readMillis,
                deliveredMillis);
        assertThat(read.takeWrong()).as(done + ", read").isEmpty();
        assertThat(delivered.takeWrong()).as(done + ", delivered").isEmpty();
        return row;
    }

    private static long millisUntilAll(String what, List<String> told, Ledger ledger, long end) {
        long start = System.nanoTime();
        long waited =
                Meeting.millisUntil(what, PATIENCE, () -> ledger.missing(told).isEmpty());
        return waited + Duration.ofNanos(start - end).toMillis();
    }

    /** Whoever was cut off is gone in time, too, as readers are told. */
    void awaitEmptyRooms(Duration most) {
        visits.pause();
        Meeting.millisUntil("all who came have left", most, () -> read.isEmpty(Visits.rooms()));
    }

    /** Every node tells the same of the past, and no call has ended before it began. */
    void agreeOnThePast(List<NodeProcess> nodes) {
        for (String room : Visits.rooms()) {
            Until.holds(
                    "all tell the same of " + room,
                    () -> nodes.stream()
                                    .map(node -> calls(node.address(), room))
                                    .distinct()
                                    .count()
                            == 1);
            JsonNode calls = JsonMapper.shared()
                    .readTree(calls(nodes.getFirst().address(), room))
                    .required("calls");
            assertThat(calls).isNotEmpty();
            calls.forEach(call -> {
                if (call.has("closed")) {
                    assertThat(Instant.parse(call.get("closed").stringValue()))
                            .isAfterOrEqualTo(Instant.parse(call.get("opened").stringValue()));
                }
            });
        }
    }

    private String calls(URI node, String room) {
        try {
            return http.send(
                            request(node.resolve("/api/v1/rooms/" + room + "/calls"))
                                    .build(),
                            HttpResponse.BodyHandlers.ofString())
                    .body();
        } catch (IOException e) {
            throw new AssertionError(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private boolean isMade(URI node) {
        var request = request(node.resolve("/api/v1/webhooks"))
                .POST(HttpRequest.BodyPublishers.ofString("{\"url\":\"" + hook.url() + "\"}"))
                .build();
        try {
            return http.send(request, HttpResponse.BodyHandlers.discarding()).statusCode() == 201;
        } catch (IOException e) {
            throw new AssertionError(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static HttpRequest.Builder request(URI url) {
        return HttpRequest.newBuilder(url)
                .headers(
                        "Authorization",
                        "Bearer " + TOKEN,
                        "Content-Type",
                        "application/json",
                        "Accept",
                        "application/json");
    }

    @Override
    public void close() {
        visits.close();
        subscriber.close();
        hook.close();
        http.close();
    }
}

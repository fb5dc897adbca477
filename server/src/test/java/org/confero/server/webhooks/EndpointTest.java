package org.confero.server.webhooks;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.confero.protocol.RoomId;
import org.confero.server.events.CloudEvents;
import org.confero.server.events.Event;
import org.confero.server.events.Waits;
import org.confero.server.room.Fact;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Deliveries to endpoints that are not always well. */
class EndpointTest {
    private static final String SECRET = "0123456789abcdef";
    private static final String DELIVERED = "delivered";

    private final Target target = new Target();
    private final BlockingQueue<String> ends = new LinkedBlockingQueue<>();
    private final InstantSource clock = InstantSource.fixed(Instant.ofEpochSecond(1764000000));
    private boolean allowPrivate = true;
    private Duration timeout = Duration.ofSeconds(30);
    private final List<AutoCloseable> open = new ArrayList<>();

    EndpointTest() throws IOException {}

    @AfterEach
    void close() throws Exception {
        for (AutoCloseable one : open.reversed()) {
            one.close();
        }
        target.close();
    }

    @Test
    void anEventArrivesAsItIsAndSigned() {
        Event event = event(1, "demo");
        offer(endpoint(Set.of(), 5), event);
        Target.Got got = target.next();
        assertThat(got.body()).isEqualTo(CloudEvents.encode(event));
        assertThat(got.type()).startsWith("application/cloudevents+json");
        assertThat(got.signature()).isEqualTo(Signature.of(SECRET, 1764000000, got.body()));
        assertThat(end()).isEqualTo(DELIVERED);
    }

    @Test
    void whatIsNotWantedIsNotSent() {
        offer(endpoint(Set.of("room.closed"), 5), event(1, "demo"));
        assertThat(end()).isEqualTo(DELIVERED);
        assertThat(target.unread()).isZero();
    }

    @Test
    void whatFailsIsTriedAgainBeforeTheNextOfItsRoom() {
        Endpoint endpoint = endpoint(Set.of(), 50);
        target.answers(500);
        offer(endpoint, event(1, "demo"));
        offer(endpoint, event(2, "demo"));
        for (int i = 0; i < 3; i++) {
            assertThat(target.next().body()).isEqualTo(CloudEvents.encode(event(1, "demo")));
        }
        target.answers(200);
        assertThat(end()).isEqualTo(DELIVERED);
        assertThat(end()).isEqualTo(DELIVERED);
        String last = "";
        while (target.unread() > 0) {
            last = target.next().body();
        }
        assertThat(last).isEqualTo(CloudEvents.encode(event(2, "demo")));
    }

    @Test
    void whatFailsTooOftenIsADeadLetterAndTheNextGoesOn() {
        Endpoint endpoint = endpoint(Set.of(), 3);
        target.answers(500);
        offer(endpoint, event(1, "demo"));
        assertThat(end()).isEqualTo("status-500");
        assertThat(target.unread()).isEqualTo(3);
        target.answers(204);
        offer(endpoint, event(2, "demo"));
        assertThat(end()).isEqualTo(DELIVERED);
    }

    @Test
    void whoeverIsToldMayFailAndTheNextGoesOn() {
        Endpoint endpoint = endpoint(Set.of(), 5);
        endpoint.offer(event(1, "demo"), failure -> {
            throw new IllegalStateException("The broker is away");
        });
        offer(endpoint, event(2, "demo"));
        assertThat(end()).isEqualTo(DELIVERED);
    }

    @Test
    void redirectsAreNotFollowed() throws IOException {
        try (var elsewhere = new Target()) {
            target.redirectsTo(elsewhere.url("127.0.0.1"));
            offer(endpoint(Set.of(), 2), event(1, "demo"));
            assertThat(end()).isEqualTo("status-307");
            assertThat(elsewhere.unread()).isZero();
        }
    }

    @Test
    void anEndpointIsAskedForNoMoreThanItMayBeAtOnce() {
        Endpoint endpoint = endpoint(Set.of(), 5);
        target.hold();
        for (int i = 0; i < 40; i++) {
            offer(endpoint, event(i, "room" + i));
        }
        target.next();
        target.open();
        for (int i = 0; i < 40; i++) {
            assertThat(end()).isEqualTo(DELIVERED);
        }
        assertThat(target.mostAtOnce()).isBetween(1, 3);
    }

    @Test
    void oneThatDoesNotAnswerHoldsUpNobodyElse() throws IOException {
        target.hold();
        Endpoint slow = endpoint(Set.of(), 5);
        for (int i = 0; i < 10; i++) {
            offer(slow, event(i, "room" + i));
        }
        target.next();
        try (var other = new Target()) {
            offer(endpoint(other.url("127.0.0.1"), Set.of(), 5), event(1, "demo"));
            assertThat(other.next().body()).isEqualTo(CloudEvents.encode(event(1, "demo")));
        }
    }

    @Test
    void oneThatNeverAnswersIsGivenUp() {
        timeout = Duration.ofMillis(100);
        target.hold();
        offer(endpoint(Set.of(), 2), event(1, "demo"));
        assertThat(end()).isEqualTo("TimeoutException");
    }

    @Test
    void aMachineOfOurOwnIsNeverCalledWhateverItIsCalled() {
        allowPrivate = false;
        for (String host : List.of("127.0.0.1", "localhost", "innocent.example.org", "[::1]", "0.0.0.0")) {
            String url = target.url(host).toString().replace("http:", "https:");
            offer(endpoint(URI.create(url), Set.of(), 1), event(1, "demo"));
            assertThat(end()).as(host).isEqualTo("UnknownHostException");
        }
        offer(endpoint(Set.of(), 1), event(1, "demo"));
        assertThat(end()).isEqualTo("not-https");
        assertThat(target.unread()).isZero();
    }

    @Test
    void ofTooManyTheOldestAreDeadLetters() {
        target.hold();
        Endpoint endpoint = endpoint(Set.of(), 5);
        for (int i = 0; i < 40; i++) {
            offer(endpoint, event(i, "demo"));
        }
        assertThat(new HashSet<>(List.of(end(), end()))).containsExactly("too-many-wait");
    }

    private void offer(Endpoint endpoint, Event event) {
        endpoint.offer(event, failure -> ends.add(failure == null ? DELIVERED : failure));
    }

    private String end() {
        try {
            String end = ends.poll(60, TimeUnit.SECONDS);
            return end == null ? "nothing" : end;
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private Endpoint endpoint(Set<String> topics, int attempts) {
        return endpoint(target.url("127.0.0.1"), topics, attempts);
    }

    private Endpoint endpoint(URI url, Set<String> topics, int attempts) {
        var settings =
                new WebhookSettings(allowPrivate, 3, 60, attempts, timeout, Duration.ofMillis(1), Duration.ofMillis(5));
        var sender = new Sender(
                settings,
                clock,
                name -> name.equals("innocent.example.org")
                        ? new InetAddress[] {InetAddress.ofLiteral("10.1.2.3")}
                        : InetAddress.getAllByName(name));
        var endpoints = new Endpoints(
                settings,
                sender,
                new Waits(settings.firstWait(), settings.longestWait(), new Random(1)),
                new WebhookMeters(new SimpleMeterRegistry()));
        open.add(sender);
        open.add(endpoints);
        return endpoints.of(new Webhook("hook", url, SECRET, topics, Instant.EPOCH));
    }

    private static Event event(int number, String room) {
        return new Event("e" + number, Instant.EPOCH, "node", new RoomId(room), new Fact.RoomOpened());
    }
}

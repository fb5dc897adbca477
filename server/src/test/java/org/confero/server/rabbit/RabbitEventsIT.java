package org.confero.server.rabbit;

import static org.assertj.core.api.Assertions.assertThat;

import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.ConnectionFactory;
import com.rabbitmq.client.GetResponse;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.confero.protocol.DisplayName;
import org.confero.protocol.ParticipantId;
import org.confero.protocol.Role;
import org.confero.protocol.RoomId;
import org.confero.server.ServerApplication;
import org.confero.server.calls.CallHistory;
import org.confero.server.events.CloudEvents;
import org.confero.server.events.Event;
import org.confero.server.events.FactLog;
import org.confero.server.redis.TestRedis;
import org.confero.server.room.Closing;
import org.confero.server.room.Departure;
import org.confero.server.room.Fact;
import org.confero.server.routing.Rooms;
import org.confero.server.routing.UnavailableException;
import org.confero.server.webhooks.Target;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Events over a real RabbitMQ, which is killed and comes back. */
@Timeout(300)
class RabbitEventsIT {
    private static final String TOKEN = "a-token-of-the-operators";

    /** Deliveries of a webhook at once, by default. */
    private static final int IN_FLIGHT = 4;

    private static final HttpClient HTTP = HttpClient.newHttpClient();

    @SuppressWarnings("NullAway.Init") // Set before the tests, by start.
    private static Broker broker;

    @SuppressWarnings("NullAway.Init")
    private static TestRedis redis;

    private final List<ConfigurableApplicationContext> servers = new ArrayList<>();

    @BeforeAll
    static void start() throws IOException {
        broker = Broker.start();
        redis = TestRedis.start();
    }

    @AfterAll
    static void stop() throws IOException {
        redis.close();
        broker.close();
    }

    @AfterEach
    void close() {
        servers.forEach(ConfigurableApplicationContext::close);
    }

    @Test
    void nothingIsLostAndEachRoomKeepsItsOrderWhenTheBrokerIsKilled() throws Exception {
        ConfigurableApplicationContext node = server("confero.workers=false");
        Rooms rooms = node.getBean(Rooms.class);
        FactLog log = node.getBean(FactLog.class);
        subscribe("test.kill");
        Map<String, List<String>> said = new HashMap<>();
        say(rooms, said, 0, 200);
        until(() -> count("test.kill") > 300);
        broker.settle();
        say(rooms, said, 200, 300);
        broker.kill();
        // Nobody who talks of what has happened waits for a broker that is not there.
        say(rooms, said, 300, 400);
        until(() -> log.size() > 0);
        broker.restart();
        say(rooms, said, 400, 500);
        Map<String, Event> once = new LinkedHashMap<>();
        until(() -> {
            heardBy("test.kill").forEach(event -> once.putIfAbsent(event.id(), event));
            return once.size() == 1000;
        });
        until(() -> log.size() == 0);

        Map<String, List<String>> heard = new HashMap<>();
        for (Event event : once.values()) {
            heard.computeIfAbsent(event.room().value(), room -> new ArrayList<>())
                    .add(words(event.fact()));
        }
        said.forEach((room, words) -> assertThat(heard.get(room)).as(room).isEqualTo(words));
        assertThat(node.getBean(MeterRegistry.class)
                        .counter("confero.events.dropped", "kind", "other")
                        .count())
                .isZero();
    }

    @Test
    void workersOfTheirOwnWriteTheHistoryAndCallWebhooks() throws Exception {
        ConfigurableApplicationContext node = server("confero.workers=false");
        ConfigurableApplicationContext worker = server(
                "confero.sockets=false",
                "confero.admin.token=" + TOKEN,
                "confero.webhooks.allow-private=true",
                "confero.webhooks.first-wait=10ms",
                "confero.webhooks.longest-wait=20ms",
                "confero.webhooks.attempts=3");
        Rooms rooms = node.getBean(Rooms.class);
        try (var target = new Target();
                var broken = new Target()) {
            broken.answers(500);
            String hook = webhook(worker, target.url("127.0.0.1"));
            String other = webhook(worker, broken.url("127.0.0.1"));
            until(() -> readers("confero.webhook." + hook) == 1 && readers("confero.webhook." + other) == 1);
            var room = new RoomId("worked-off");
            var ada = new ParticipantId("ada");
            rooms.tell(room, new Fact.RoomOpened());
            rooms.tell(room, new Fact.ParticipantJoined(ada, new DisplayName("Ada"), Role.HOST));
            assertThat(CloudEvents.decode(target.next().body()).orElseThrow().fact())
                    .isEqualTo(new Fact.RoomOpened());
            assertThat(CloudEvents.decode(target.next().body()).orElseThrow().fact())
                    .isInstanceOf(Fact.ParticipantJoined.class);
            until(() -> !worker.getBean(CallHistory.class).of(room).isEmpty());
            until(() -> worker.getBean(CallHistory.class)
                            .of(room)
                            .getFirst()
                            .stays()
                            .size()
                    == 1);
            assertThat(get(worker, "/ws").statusCode()).isEqualTo(404);
            // Tried three times each, and then left where people may look at them.
            until(() -> count("confero.dead") == 2);
            assertThat(broken.unread()).isEqualTo(6);
        }
    }

    @Test
    void workersShareWebhooksAndHistoriesAndGoOnForOneThatIsGone() throws Exception {
        ConfigurableApplicationContext node =
                server("confero.workers=false", "confero.admin.token=" + TOKEN, "confero.webhooks.allow-private=true");
        ConfigurableApplicationContext first = worker();
        Rooms rooms = node.getBean(Rooms.class);
        try (var target = new Target()) {
            target.answers(500);
            // Whoever is asked, all know it.
            String hook = webhook(node, target.url("127.0.0.1"));
            until(() -> readers("confero.webhook." + hook) > 0);
            // Only now, so that the first one is who reads.
            ConfigurableApplicationContext second = worker();
            Map<String, List<String>> said = new HashMap<>();
            for (String room : List.of("shared-a", "shared-b")) {
                rooms.tell(new RoomId(room), new Fact.RoomOpened());
            }
            for (int i = 0; i < 20; i++) {
                String room = i % 2 == 0 ? "shared-a" : "shared-b";
                Fact fact = new Fact.ParticipantJoined(new ParticipantId("p" + i), new DisplayName("P"), Role.HOST);
                rooms.tell(new RoomId(room), fact);
                said.computeIfAbsent(room, absent -> new ArrayList<>()).add(words(fact));
            }
            until(() -> target.unread() > 2);
            first.close();
            target.answers(204);

            // What the first one did in the moment of its end may be done again, and is known by its id.
            Map<String, Event> taken = new LinkedHashMap<>();
            int delivered = 0;
            while (taken.size() < 22) {
                Target.Got got = target.next();
                if (got.answer() == 204) {
                    delivered++;
                    Event event = CloudEvents.decode(got.body()).orElseThrow();
                    taken.putIfAbsent(event.id(), event);
                }
            }
            assertThat(delivered - taken.size()).isLessThanOrEqualTo(IN_FLIGHT);
            said.forEach((room, words) -> assertThat(taken.values().stream()
                            .filter(event -> event.room().value().equals(room))
                            .skip(1)
                            .map(event -> words(event.fact())))
                    .as(room)
                    .containsExactlyElementsOf(words));
            until(() -> history(node, "shared-a", "application/json").contains("\"p18\""));
            for (String type : List.of("application/json", "text/csv")) {
                assertThat(history(node, "shared-a", type)).isEqualTo(history(second, "shared-a", type));
            }
        }
    }

    @Test
    void aWebhookGoesOnWhoseEndpointAnsweredWhileTheBrokerWasAway() throws Exception {
        ConfigurableApplicationContext node =
                server("confero.admin.token=" + TOKEN, "confero.webhooks.allow-private=true");
        Rooms rooms = node.getBean(Rooms.class);
        try (var target = new Target()) {
            String hook = webhook(node, target.url("127.0.0.1"));
            until(() -> readers("confero.webhook." + hook) > 0);
            broker.settle();
            target.hold();
            rooms.tell(new RoomId("answered"), new Fact.RoomOpened());
            target.next();
            broker.kill();
            target.open();
            broker.restart();
            rooms.tell(new RoomId("answered"), new Fact.RoomClosed(Closing.EMPTY));
            String heard = "";
            while (!heard.contains("room.closed")) {
                heard = target.next().body();
            }
        }
    }

    @Test
    void aNodeStartsAndServesWhileThereIsNoBroker() throws Exception {
        ConfigurableApplicationContext node =
                start(Stream.concat(redis.accountSettings().stream(), Stream.of("spring.rabbitmq.port=1"))
                        .toList());
        Rooms rooms = node.getBean(Rooms.class);
        rooms.tell(new RoomId("demo"), new Fact.RoomOpened());
        until(() -> node.getBean(MeterRegistry.class)
                        .counter("confero.events.failures")
                        .count()
                > 0);
        until(() -> node.getBean(FactLog.class).size() > 0);
        assertThat(get(node, "/").statusCode()).isEqualTo(200);
    }

    private static void say(Rooms rooms, Map<String, List<String>> said, int from, int to) {
        for (int i = from; i < to; i++) {
            String room = "room" + i % 8;
            var participant = new ParticipantId("p" + i);
            for (Fact fact : List.of(
                    new Fact.ParticipantJoined(participant, new DisplayName("P"), Role.PARTICIPANT),
                    new Fact.ParticipantLeft(participant, Departure.LEFT))) {
                rooms.tell(new RoomId(room), fact);
                said.computeIfAbsent(room, absent -> new ArrayList<>()).add(words(fact));
            }
        }
    }

    private static String words(Fact fact) {
        return switch (fact) {
            case Fact.ParticipantJoined joined -> "+" + joined.participant();
            case Fact.ParticipantLeft left -> "-" + left.participant();
            default -> throw new AssertionError(fact);
        };
    }

    private static void subscribe(String queue) throws IOException, TimeoutException {
        try (Connection connection = connect();
                Channel channel = connection.createChannel()) {
            channel.exchangeDeclare(Topology.EVENTS, "topic", true);
            channel.queueDeclare(queue, true, false, false, Map.of("x-queue-type", "quorum"));
            channel.queueBind(queue, Topology.EVENTS, "participant.*");
        }
    }

    private static List<Event> heardBy(String queue) {
        List<Event> heard = new ArrayList<>();
        try (Connection connection = connect();
                Channel channel = connection.createChannel()) {
            for (GetResponse next = channel.basicGet(queue, true); next != null; next = channel.basicGet(queue, true)) {
                assertThat(next.getProps().getContentType()).isEqualTo(CloudEvents.MEDIA_TYPE);
                Event event = CloudEvents.decode(new String(next.getBody(), StandardCharsets.UTF_8))
                        .orElseThrow();
                assertThat(next.getEnvelope().getRoutingKey()).isEqualTo(event.topic());
                heard.add(event);
            }
        } catch (IOException | TimeoutException e) {
            throw new AssertionError(e);
        }
        return heard;
    }

    private static int readers(String queue) {
        try (Connection connection = connect();
                Channel channel = connection.createChannel()) {
            return channel.queueDeclarePassive(queue).getConsumerCount();
        } catch (IOException | TimeoutException notYet) {
            return 0;
        }
    }

    private static long count(String queue) {
        try (Connection connection = connect();
                Channel channel = connection.createChannel()) {
            return channel.messageCount(queue);
        } catch (IOException | TimeoutException e) {
            throw new AssertionError(e);
        }
    }

    private static Connection connect() throws IOException, TimeoutException {
        var factory = new ConnectionFactory();
        factory.setHost("127.0.0.1");
        factory.setPort(broker.port());
        return factory.newConnection();
    }

    private static String webhook(ConfigurableApplicationContext server, URI url)
            throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(address(server, "/api/v1/webhooks"))
                .headers("Content-Type", "application/json", "Authorization", "Bearer " + TOKEN)
                .POST(HttpRequest.BodyPublishers.ofString("{\"url\":\"" + url + "\"}"))
                .build();
        JsonNode created = JsonMapper.shared()
                .readTree(
                        HTTP.send(request, HttpResponse.BodyHandlers.ofString()).body());
        return created.required("id").stringValue();
    }

    private static HttpResponse<String> get(ConfigurableApplicationContext server, String path)
            throws IOException, InterruptedException {
        return HTTP.send(HttpRequest.newBuilder(address(server, path)).build(), HttpResponse.BodyHandlers.ofString());
    }

    private static URI address(ConfigurableApplicationContext server, String path) {
        return URI.create(
                "http://localhost:" + server.getEnvironment().getRequiredProperty("local.server.port") + path);
    }

    private static String history(ConfigurableApplicationContext server, String room, String type) {
        var request = HttpRequest.newBuilder(address(server, "/api/v1/rooms/" + room + "/calls"))
                .headers("Accept", type, "Authorization", "Bearer " + TOKEN)
                .build();
        try {
            return HTTP.send(request, HttpResponse.BodyHandlers.ofString()).body();
        } catch (IOException | InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private ConfigurableApplicationContext worker() {
        return server(
                "confero.sockets=false",
                "confero.admin.token=" + TOKEN,
                "confero.webhooks.allow-private=true",
                "confero.webhooks.first-wait=10ms",
                "confero.webhooks.longest-wait=50ms",
                "confero.webhooks.attempts=1000");
    }

    private ConfigurableApplicationContext server(String... settings) {
        return start(Stream.of(broker.settings(), redis.accountSettings(), List.of(settings))
                .flatMap(List::stream)
                .distinct()
                .toList());
    }

    private ConfigurableApplicationContext start(List<String> settings) {
        String[] arguments = Stream.concat(Stream.of("server.port=0"), settings.stream())
                .map(setting -> "--" + setting)
                .toArray(String[]::new);
        ConfigurableApplicationContext server = new SpringApplicationBuilder(ServerApplication.class)
                .registerShutdownHook(false)
                .run(arguments);
        servers.add(server);
        until(() -> hasRedis(server.getBean(Rooms.class)));
        return server;
    }

    private static boolean hasRedis(Rooms rooms) {
        try {
            return rooms.find(new RoomId("any")).members().isEmpty();
        } catch (UnavailableException notYet) {
            return false;
        }
    }

    private static void until(BooleanSupplier holds) {
        long end = System.nanoTime() + Duration.ofSeconds(90).toNanos();
        while (!holds.getAsBoolean()) {
            if (System.nanoTime() > end) {
                throw new AssertionError("It never came to that");
            }
            // A test's own waiting: there is nobody to wait for.
            LockSupport.parkNanos(20_000_000);
        }
    }
}

package org.confero.server.drills;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.confero.server.Until;
import org.confero.server.rabbit.Broker;
import org.confero.server.redis.TestRedis;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.Timeout;

/**
 * Faults of three nodes and of what they share, one after the other, while 24 people in 8 rooms signal to each other. With
 * the property {@code confero.drills.publish} the rows are written into DRILLS.md.
 */
@Timeout(600)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class DrillsIT {
    private static final int NODES = 3;
    private static final Duration PATIENCE = Duration.ofSeconds(40);
    private static final Path PUBLISHED = Path.of("../shared/docs/DRILLS.md");

    /** How long it may take until all rosters agree. */
    private static final Duration KILLED = Duration.ofSeconds(5);

    private static final Duration OTHERS = Duration.ofSeconds(10);

    private static final boolean IS_PUBLISHED = Boolean.getBoolean("confero.drills.publish");

    private static final Duration GRACE = Duration.ofSeconds(30);
    private static final Duration GONE = GRACE.plusSeconds(10);

    /** How long Redis stands still: longer than nodes' leases last, and than an answer may take. */
    private static final Duration STANDSTILL = Duration.ofSeconds(IS_PUBLISHED ? 20 : 8);

    /** How long the broker is away: longer than its couriers try before they leave it to others. */
    private static final Duration OUTAGE = Duration.ofSeconds(IS_PUBLISHED ? 30 : 12);

    /** How long an endpoint is away, of whom each try is made sooner than by default. */
    private static final Duration AWAY = Duration.ofSeconds(IS_PUBLISHED ? 60 : 5);

    private static final Duration SLOW = Duration.ofSeconds(5);

    private static final List<Row> ROWS = new ArrayList<>();
    private static final List<Happenings.Row> EVENTS = new ArrayList<>();

    @SuppressWarnings("NullAway.Init") // Set before the tests, by start.
    private static TestRedis redis;

    @SuppressWarnings("NullAway.Init")
    private static Broker broker;

    @SuppressWarnings("NullAway.Init")
    private static List<NodeProcess> nodes;

    @SuppressWarnings("NullAway.Init")
    private static Happenings happenings;

    @SuppressWarnings("NullAway.Init")
    private static Meeting meeting;

    @SuppressWarnings("NullAway.Init") // Set by the first drill.
    private static CompletableFuture<Duration> gone;

    private static boolean hands;
    private static long faultsEnd;

    @BeforeAll
    static void start() throws IOException {
        redis = TestRedis.start();
        broker = Broker.start();
        Path folder = Files.createDirectories(Path.of("target", "drills"));
        List<String> settings = Stream.concat(
                        Stream.of(redis.settings(), broker.settings(), Happenings.SETTINGS)
                                .flatMap(List::stream),
                        Stream.of("confero.limits.grace=" + GRACE.toSeconds() + "s"))
                .distinct()
                .toList();
        List<CompletableFuture<NodeProcess>> starting = IntStream.range(0, NODES)
                .mapToObj(i -> CompletableFuture.supplyAsync(
                        () -> NodeProcess.start("node-" + (i + 1), settings, folder), Thread::startVirtualThread))
                .toList();
        nodes = starting.stream().map(CompletableFuture::join).toList();
        happenings = new Happenings(broker, nodes);
        meeting = new Meeting(nodes);
    }

    @AfterAll
    @SuppressWarnings("SystemOut") // Whoever runs the drills wants to see what came of them.
    static void stop() throws IOException {
        meeting.close();
        happenings.close();
        nodes.forEach(NodeProcess::close);
        broker.close();
        redis.close();
        String rows = Row.HEAD + ROWS.stream().map(Row::markdown).collect(Collectors.joining());
        String events =
                Happenings.HEAD + EVENTS.stream().map(Happenings.Row::markdown).collect(Collectors.joining());
        System.out.print(rows + events);
        if (IS_PUBLISHED) {
            String text = Files.readString(PUBLISHED);
            Files.writeString(PUBLISHED, with(with(text, Row.HEAD, rows), Happenings.HEAD, events));
        }
    }

    /** The text with another table in the place of the one that begins like this. */
    private static String with(String text, String head, String table) {
        int from = text.indexOf(head);
        int to = text.indexOf("\n\n", from);
        return text.substring(0, from) + table.stripTrailing() + text.substring(to);
    }

    @Test
    @Order(1)
    void whenANodeIsKilledItsPeopleGoOnByTheOthers() throws IOException {
        Attendee waiting = meeting.guest("drill-9", "waiting", 0);
        Attendee forsaken = meeting.guest("drill-9", "forsaken", 1);
        Until.holds("they know each other", () -> waiting.sees(forsaken));
        forsaken.neverComesBack();
        NodeProcess dead = nodes.get(1);
        drill("A node is killed", KILLED, dead::kill);
        long killed = System.nanoTime();
        gone = CompletableFuture.supplyAsync(
                () -> {
                    Meeting.millisUntil("nobody is left of a dead node", GONE, () -> waiting.count() == 0);
                    return Duration.ofNanos(System.nanoTime() - killed);
                },
                Thread::startVirtualThread);
        dead.restart();
        goHome();
    }

    @Test
    @Order(2)
    void whenANodeDrainsItsPeopleGoOnByTheOthers() throws IOException {
        NodeProcess ending = nodes.get(2);
        ROWS.add(row(
                "A node drains while people talk",
                OTHERS,
                ending::terminate,
                () -> meeting.everybody().stream().noneMatch(one -> one.isAt(2))));
        ending.awaitEnd();
        ending.restart();
        goHome();
    }

    @Test
    @Order(3)
    void whenRedisIsRestartedWithItsDataAllAgreeAndWhoeverStayedAwayIsGone() throws IOException {
        drill("Redis is killed and restarted with its data", OTHERS, () -> {
            redis.kill();
            redis.restart();
        });
        // Before Redis forgets since when somebody is away.
        assertThat(gone.join()).isLessThan(GONE);
    }

    @Test
    @Order(4)
    void whenRedisForgetsEverythingTheNodesKnow() throws IOException {
        drill("Redis is killed, and an empty one stands in", OTHERS, () -> {
            redis.kill();
            redis.restartEmpty();
        });
        // Sessions, too, are written down again.
        NodeProcess dead = nodes.get(0);
        drill("A node is killed after Redis was emptied", KILLED, dead::kill);
        dead.restart();
        goHome();
    }

    @Test
    @Order(5)
    void whenRedisStandsStillForAWhileAllAgreeAfterwards() throws IOException {
        drill("Redis stands still for " + STANDSTILL.toSeconds() + " s", OTHERS, () -> {
            redis.pause();
            LockSupport.parkNanos(STANDSTILL.toNanos());
            redis.goOn();
        });
    }

    @Test
    @Order(6)
    void whenAllNodesAreKilledAndRestartedEverybodyIsWhereTheyWere() throws IOException {
        drill("All nodes are killed and restarted", OTHERS, () -> {
            nodes.forEach(NodeProcess::kill);
            nodes.stream()
                    .map(node -> CompletableFuture.runAsync(node::restart, Thread::startVirtualThread))
                    .toList()
                    .forEach(CompletableFuture::join);
        });
        goHome();
    }

    @Test
    @Order(7)
    void noComingOrGoingIsMissingWhenTheBrokerWasAway() throws IOException {
        String done = "RabbitMQ is killed for " + OUTAGE.toSeconds() + " s";
        happenings.goOn();
        drill(done, OTHERS, () -> {
            happenings.killBroker();
            LockSupport.parkNanos(OUTAGE.toNanos());
            happenings.restartBroker();
        });
        EVENTS.add(happenings.settle(done, faultsEnd));
    }

    @Test
    @Order(8)
    void noComingOrGoingIsMissingWhenANodeDiedWithTheBroker() throws IOException {
        String done = "A node and RabbitMQ are killed";
        NodeProcess dead = nodes.get(1);
        happenings.goOn();
        drill(done, KILLED, () -> {
            happenings.killBroker();
            dead.kill();
        });
        happenings.restartBroker();
        EVENTS.add(happenings.settle(done, System.nanoTime()));
        dead.restart();
        goHome();
    }

    @Test
    @Order(9)
    void everyEventComesToAnEndpointThatIsAwayThenSlowThenFailsNowAndThen() throws IOException {
        String done = "A webhook's endpoint is away for " + AWAY.toSeconds() + " s, then slow, then fails now and then";
        Hook hook = happenings.hook();
        happenings.goOn();
        drill(done, OTHERS, () -> {
            hook.goAway();
            LockSupport.parkNanos(AWAY.toNanos());
            hook.takesItsTime(Duration.ofMillis(200));
            hook.comeBack();
            LockSupport.parkNanos(SLOW.toNanos());
            hook.takesItsTime(Duration.ZERO);
            hook.failsNowAndThen(true);
        });
        EVENTS.add(happenings.settle(done, faultsEnd));
        hook.failsNowAndThen(false);
    }

    @Test
    @Order(10)
    void aWrongClockHarmsNobody() throws IOException {
        String done = "A node is killed while another one's clock is 10 min ahead";
        NodeProcess early = nodes.get(0);
        early.kill();
        early.restartWithClock("+10m");
        goHome();
        happenings.goOn();
        NodeProcess dead = nodes.get(1);
        drill(done, KILLED, dead::kill);
        EVENTS.add(happenings.settle(done, faultsEnd));
        dead.restart();
        goHome();
        happenings.agreeOnThePast(nodes);
        early.kill();
        early.restart();
        goHome();
    }

    @Test
    @Order(11)
    @Timeout(value = 3, unit = TimeUnit.HOURS)
    @SuppressWarnings("SystemOut") // Whoever starts the long form watches it.
    void whateverFailsTogetherAllAgreeAfterwardsAndNothingIsMissing() throws IOException {
        Duration load = Duration.parse("PT" + System.getProperty("confero.drills.for", IS_PUBLISHED ? "35s" : "20s"));
        long seed = Long.getLong("confero.drills.seed", 3);
        var mishaps = new Mishaps(seed, nodes, redis, happenings);
        List<Row> rows = new ArrayList<>();
        List<Happenings.Row> events = new ArrayList<>();
        long start = System.nanoTime();
        while (System.nanoTime() - start < load.toNanos()) {
            happenings.goOn();
            Mishaps.Round round = mishaps.next();
            rows.add(row(round.name(), OTHERS, round::happen, () -> true));
            events.add(happenings.settle(round.name(), faultsEnd));
            System.out.print(rows.getLast().markdown() + events.getLast().markdown());
            goHome();
        }
        String done = rows.size() + " times up to three faults by chance, seed " + seed;
        ROWS.add(rows.stream().reduce(Row::and).orElseThrow().named(done));
        EVENTS.add(events.stream().reduce(Happenings.Row::and).orElseThrow().named(done));
    }

    @Test
    @Order(12)
    void nobodyCouldComeInWhoMayNotAndNoNodeHasFailed() throws IOException {
        assertThat(meeting.refused()).isGreaterThan(100);
        happenings.awaitEmptyRooms(GONE);
        for (NodeProcess node : nodes) {
            assertThat(node.errors()).isEmpty();
        }
    }

    private static void drill(String done, Duration most, Fault fault) throws IOException {
        ROWS.add(row(done, most, fault, () -> true));
    }

    /** Everybody shows something new while it lasts, so that whoever has missed that does not agree. */
    private static Row row(String done, Duration most, Fault fault, BooleanSupplier isOver) throws IOException {
        Traffic.Counts before = meeting.quiet();
        hands = !hands;
        fault.happens();
        meeting.show(hands);
        long start = System.nanoTime();
        faultsEnd = start;
        long attached = start;
        while (!isOver.getAsBoolean() || !meeting.isAgreed()) {
            if (!meeting.isAttached()) {
                attached = System.nanoTime();
            }
            if (System.nanoTime() - start > PATIENCE.toNanos()) {
                throw new AssertionError(
                        done + ": not all agree in " + PATIENCE + ": " + meeting.disagreements() + meeting.takeWrong());
            }
            LockSupport.parkNanos(Duration.ofMillis(5).toNanos());
        }
        Duration agreed = Duration.ofNanos(System.nanoTime() - start);
        Traffic.Counts counts = meeting.quiet().since(before);
        assertThat(meeting.takeWrong()).as(done).isEmpty();
        assertThat(agreed).as(done).isLessThanOrEqualTo(most);
        return new Row(
                done,
                counts,
                agreed.toMillis(),
                Duration.ofNanos(attached - start).toMillis());
    }

    /** Each room has one of each node again. */
    private static void goHome() {
        meeting.everybody().forEach(Attendee::goHome);
        Meeting.millisUntil("everybody is at home", PATIENCE, () -> meeting.isHome() && meeting.isAgreed());
        assertThat(meeting.takeWrong()).isEmpty();
    }

    /** Returns when it is over, or when it has happened where it does not end. */
    private interface Fault {
        void happens() throws IOException;
    }
}

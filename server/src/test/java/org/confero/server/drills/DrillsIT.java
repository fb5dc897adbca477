package org.confero.server.drills;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.confero.server.Until;
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
    private static final Duration GRACE = Duration.ofSeconds(30);
    private static final Duration GONE = GRACE.plusSeconds(10);
    private static final Duration STANDSTILL = Duration.ofSeconds(20);
    private static final Duration PATIENCE = Duration.ofSeconds(40);
    private static final Path PUBLISHED = Path.of("../shared/docs/DRILLS.md");

    /** How long it may take until all rosters agree. */
    private static final Duration KILLED = Duration.ofSeconds(5);

    private static final Duration OTHERS = Duration.ofSeconds(10);

    private static final List<Row> ROWS = new ArrayList<>();

    @SuppressWarnings("NullAway.Init") // Set before the tests, by start.
    private static TestRedis redis;

    @SuppressWarnings("NullAway.Init")
    private static List<NodeProcess> nodes;

    @SuppressWarnings("NullAway.Init")
    private static Meeting meeting;

    @SuppressWarnings("NullAway.Init") // Set by the first drill.
    private static CompletableFuture<Duration> gone;

    private static boolean hands;

    @BeforeAll
    static void start() throws IOException {
        redis = TestRedis.start();
        Path folder = Files.createDirectories(Path.of("target", "drills"));
        List<String> settings = Stream.concat(
                        redis.settings().stream(),
                        Stream.of(
                                "confero.workers=false",
                                "spring.rabbitmq.port=1",
                                "confero.limits.grace=" + GRACE.toSeconds() + "s"))
                .toList();
        List<CompletableFuture<NodeProcess>> starting = IntStream.range(0, NODES)
                .mapToObj(i -> CompletableFuture.supplyAsync(
                        () -> NodeProcess.start("node-" + (i + 1), settings, folder), Thread::startVirtualThread))
                .toList();
        nodes = starting.stream().map(CompletableFuture::join).toList();
        meeting = new Meeting(nodes);
    }

    @AfterAll
    @SuppressWarnings("SystemOut") // Whoever runs the drills wants to see what came of them.
    static void stop() throws IOException {
        meeting.close();
        nodes.forEach(NodeProcess::close);
        redis.close();
        var table = new StringBuilder(Row.HEAD);
        ROWS.forEach(row -> table.append(row.markdown()));
        System.out.print(table);
        if (Boolean.getBoolean("confero.drills.publish")) {
            String text = Files.readString(PUBLISHED);
            int from = text.indexOf("| what was done |");
            int to = text.indexOf("\n\n", from);
            Files.writeString(
                    PUBLISHED, text.substring(0, from) + table.toString().stripTrailing() + text.substring(to));
        }
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
        drill(
                "A node drains while people talk",
                OTHERS,
                ending::terminate,
                () -> meeting.everybody().stream().noneMatch(one -> one.isAt(2)));
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
        drill("Redis stands still for 20 s", OTHERS, () -> {
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
    }

    @Test
    @Order(7)
    void nobodyCouldComeInWhoMayNotAndNoNodeHasFailed() throws IOException {
        assertThat(meeting.refused()).isGreaterThan(100);
        for (NodeProcess node : nodes) {
            assertThat(node.errors()).isEmpty();
        }
    }

    private static void drill(String done, Duration most, Fault fault) throws IOException {
        drill(done, most, fault, () -> true);
    }

    /** Everybody shows something new while it lasts, so that whoever has missed that does not agree. */
    private static void drill(String done, Duration most, Fault fault, BooleanSupplier isOver) throws IOException {
        Traffic.Counts before = meeting.quiet();
        hands = !hands;
        fault.happens();
        meeting.show(hands);
        long start = System.nanoTime();
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
        ROWS.add(new Row(
                done,
                counts,
                agreed.toMillis(),
                Duration.ofNanos(attached - start).toMillis()));
        assertThat(meeting.takeWrong()).as(done).isEmpty();
        assertThat(agreed).as(done).isLessThanOrEqualTo(most);
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

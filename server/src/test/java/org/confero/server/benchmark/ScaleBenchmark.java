package org.confero.server.benchmark;

import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * {@code confero benchmark scale}: what it costs that a room's members are on several nodes, and whether that grows with the
 * nodes, the rooms or their members. The nodes run on the first core, Redis and this load on the second. OPERATIONS.md has
 * more.
 */
final class ScaleBenchmark {
    private static final int NODES_CORE = 0;
    private static final int REDIS_CORE = 1;
    private static final Duration WARM_UP = Duration.ofMinutes(3);

    private final List<String> command;
    private final Path log;
    private final boolean quick;

    private ScaleBenchmark(List<String> command, Path log, boolean quick) {
        this.command = command;
        this.log = log;
        this.quick = quick;
    }

    /** Arguments: {@code --quick}; then {@code --} and the command of a server that prints where it is ready. */
    public static void main(String[] arguments) {
        List<String> all = Arrays.asList(arguments);
        int end = all.indexOf("--");
        Path log = Path.of(System.getProperty("benchmark.log", "benchmark.log"));
        new ScaleBenchmark(
                        all.subList(end + 1, all.size()),
                        log,
                        all.subList(0, end).contains("--quick"))
                .run();
    }

    private void run() {
        System.out.print(Row.head());
        Row local = cluster(1, List.of(new Shape(200, 2))).getFirst();
        print(local, local);
        for (Row row : cluster(2, List.of(new Shape(200, 2), new Shape(50, 2), new Shape(800, 2)))) {
            print(row, local);
        }
        for (Row row : cluster(4, List.of(new Shape(200, 2), new Shape(100, 4), new Shape(50, 8)))) {
            print(row, local);
        }
    }

    private static void print(Row row, Row local) {
        System.out.print(row.line(local));
        System.out.flush();
    }

    private List<Row> cluster(int count, List<Shape> shapes) {
        List<Program> nodes = new ArrayList<>();
        List<Row> rows = new ArrayList<>();
        try (var redis = RedisServer.start(REDIS_CORE)) {
            try {
                for (int i = 0; i < count; i++) {
                    nodes.add(node("node-" + i, redis));
                }
                List<InetSocketAddress> addresses =
                        nodes.stream().map(Program::address).toList();
                redis.awaitNodes(count);
                try (var load = new Load(addresses, 2, "warm")) {
                    load.run(Traffic.NONE, Duration.ofSeconds(1));
                    load.join(400);
                    load.run(new Traffic.Ceiling(), WARM_UP, (quick ? 50_000L : 300_000L) * count);
                }
                for (Shape shape : shapes) {
                    rows.add(measure(shape, nodes, redis, addresses));
                }
            } finally {
                nodes.forEach(Program::close);
            }
        }
        return rows;
    }

    private Program node(String name, RedisServer redis) {
        List<String> all = new ArrayList<>(command);
        all.addAll(List.of(
                "--confero.mode=cluster",
                "--confero.node=" + name,
                "--spring.data.redis.host=127.0.0.1",
                "--spring.data.redis.port=" + redis.port()));
        return Program.start(NODES_CORE, all, log);
    }

    private Row measure(Shape shape, List<Program> nodes, RedisServer redis, List<InetSocketAddress> addresses) {
        Duration settle = Duration.ofSeconds(quick ? 1 : 3);
        Duration time = Duration.ofSeconds(quick ? 3 : 10);
        try (var load = new Load(
                addresses, shape.members(), nodes.size() + "-" + shape.rooms() + "-" + shape.members() + "-")) {
            RedisServer.Work before = redis.work();
            double cpuBefore = cpu(nodes);
            load.join(shape.rooms() * shape.members());
            double joining = cpu(nodes) - cpuBefore;
            RedisServer.Work joins = redis.work().since(before);
            load.run(Traffic.NONE, settle);
            before = redis.work();
            load.run(Traffic.NONE, time);
            RedisServer.Work idle = redis.work().since(before);

            var paced = new Traffic.Paced(load.clients(), 3000);
            load.run(paced, settle);
            var _ = paced.reset();
            load.run(paced, time);
            Latencies latencies = paced.reset();

            var ceiling = new Traffic.Ceiling();
            load.run(ceiling, settle);
            before = redis.work();
            long signals = load.signals();
            double cpu = cpu(nodes);
            load.run(ceiling, time);
            double spent = cpu(nodes) - cpu;
            RedisServer.Work relayed = redis.work().since(before);
            return new Row(
                    nodes.size(),
                    shape,
                    load.signals() - signals,
                    time,
                    spent,
                    relayed,
                    latencies,
                    joining,
                    joins,
                    idle);
        }
    }

    private static double cpu(List<Program> nodes) {
        return nodes.stream().mapToDouble(Program::cpuSeconds).sum();
    }

    /** How many rooms, and how many people in each. */
    private record Shape(int rooms, int members) {}

    /**
     * @param signals that were relayed at the ceiling
     * @param cpu seconds that the nodes took for them
     * @param relayed what Redis did for them
     * @param latencies at 3 000 a second
     * @param joining seconds that the nodes took for all to come in, handshakes included
     * @param joins what Redis did for it
     * @param idle what Redis did in {@code time} when nobody said anything
     */
    private record Row(
            int nodes,
            Shape shape,
            long signals,
            Duration time,
            double cpu,
            RedisServer.Work relayed,
            Latencies latencies,
            double joining,
            RedisServer.Work joins,
            RedisServer.Work idle) {
        static String head() {
            return String.format(
                    Locale.ROOT,
                    "%5s %5s %7s | %9s %10s %8s %9s %9s %9s | %7s %7s | %9s %9s %9s %9s | %9s%n",
                    "nodes",
                    "rooms",
                    "members",
                    "signals/s",
                    "CPU s/100k",
                    "to local",
                    "Redis CPU",
                    "commands",
                    "bytes",
                    "p50 ms",
                    "p99 ms",
                    "µs/join",
                    "Redis µs",
                    "commands",
                    "bytes",
                    "idle ops/s");
        }

        double per100k() {
            return cpu * 100_000 / signals;
        }

        String line(Row local) {
            double joined = (double) shape.rooms() * shape.members();
            double seconds = time.toNanos() / 1e9;
            return String.format(
                    Locale.ROOT,
                    "%5d %5d %7d | %9.0f %10.2f %7.2fx %9.2f %9.3f %9.0f | %7.2f %7.2f | %9.0f %9.0f %9.1f %9.0f | %9.0f%n",
                    nodes,
                    shape.rooms(),
                    shape.members(),
                    signals / seconds,
                    per100k(),
                    per100k() / local.per100k(),
                    relayed.cpu() * 100_000 / signals,
                    (double) relayed.commands() / signals,
                    (double) relayed.bytes() / signals,
                    latencies.percentile(0.5),
                    latencies.percentile(0.99),
                    joining * 1e6 / joined,
                    joins.cpu() * 1e6 / joined,
                    joins.commands() / joined,
                    joins.bytes() / joined,
                    idle.commands() / seconds);
        }
    }
}

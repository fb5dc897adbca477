package org.confero.server.benchmark;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * {@code confero benchmark signaling}: what the server costs, beside a relay on Node's {@code ws} and one on bare Netty that
 * have no rules, limits or sessions. The servers run on the first core and this load on the second. OPERATIONS.md has more.
 */
final class SignalingBenchmark {
    private static final int SERVER_CORE = 0;

    /** Compilers have done what they will do after so many messages, however long a busy machine takes for them. */
    private static final Duration WARM_UP = Duration.ofMinutes(2);

    private final Scale scale;
    private final List<Contender> contenders;
    private final List<String> only;
    private final Table table;

    private SignalingBenchmark(Scale scale, List<Contender> contenders, List<String> only) {
        this.scale = scale;
        this.contenders = contenders;
        this.only = only;
        this.table = new Table(contenders.stream().map(Contender::name).toList());
    }

    /**
     * Arguments: {@code --quick}; {@code --only=relay,join,idle,slow}; then three times {@code --} and a command, each of a
     * server that prints where it is ready: Confero, Node's, Netty's.
     */
    public static void main(String[] arguments) {
        int end = Math.max(0, Arrays.asList(arguments).indexOf("--"));
        List<String> options = Arrays.asList(arguments).subList(0, end);
        List<List<String>> commands = commands(Arrays.asList(arguments).subList(end, arguments.length));
        var contenders = new ArrayList<Contender>();
        Path log = Path.of(System.getProperty("benchmark.log", "benchmark.log"));
        List<Contender.Kind> kinds = List.of(Contender.Kind.values());
        for (int i = 0; i < commands.size(); i++) {
            contenders.add(new Contender(kinds.get(i), commands.get(i), log));
        }
        List<String> only = options.stream()
                .filter(option -> option.startsWith("--only="))
                .flatMap(option -> Arrays.stream(option.substring(7).split(",", -1)))
                .toList();
        new SignalingBenchmark(options.contains("--quick") ? Scale.QUICK : Scale.FULL, contenders, only).run();
    }

    private static List<List<String>> commands(List<String> arguments) {
        var commands = new ArrayList<List<String>>();
        for (String argument : arguments) {
            if (argument.equals("--")) {
                commands.add(new ArrayList<>());
            } else {
                commands.getLast().add(argument);
            }
        }
        return commands;
    }

    private void run() {
        if (wants("relay") || wants("join")) {
            busy();
        }
        if (wants("idle")) {
            for (Contender contender : contenders) {
                idle(contender);
            }
        }
        if (wants("slow")) {
            slow(contenders.getFirst());
        }
        System.out.print(table);
    }

    private boolean wants(String part) {
        return only.isEmpty() || only.contains(part);
    }

    // All are started and warmed first, and measured in turns: what disturbs the machine disturbs all of them.
    private void busy() {
        List<Program> programs = new ArrayList<>();
        try {
            for (Contender contender : contenders) {
                Program program = contender.start();
                programs.add(program);
                if (wants("relay")) {
                    warm(program);
                }
                if (wants("join")) {
                    for (int i = 0; i < scale.warmStorms(); i++) {
                        storm(program, "warm" + i + "-", null);
                    }
                }
            }
            for (int round = 0; round < scale.rounds(); round++) {
                for (int i = 0; i < programs.size(); i++) {
                    if (wants("relay")) {
                        relay(programs.get(i), "relay" + round + "-", contenders.get(i));
                    }
                    if (wants("join")) {
                        storm(programs.get(i), "storm" + round + "-", contenders.get(i));
                    }
                }
            }
        } finally {
            programs.forEach(Program::close);
        }
    }

    private void warm(Program program) {
        try (var load = new Load(program.address(), "warm")) {
            load.join(scale.clients());
            load.run(new Traffic.Ceiling(), WARM_UP, scale.warmUp());
        }
    }

    private void relay(Program program, String name, Contender contender) {
        try (var load = new Load(program.address(), name)) {
            load.join(scale.clients());
            var paced = new Traffic.Paced(load.clients(), scale.perSecond());
            load.run(paced, scale.settle());
            var _ = paced.reset();
            double per100k = costPer100k(program, load, paced);
            Latencies latencies = paced.reset();
            note(contender, "relay at 3 000/s: CPU s per 100 000", per100k);
            note(contender, "  p50, ms", latencies.percentile(0.5));
            note(contender, "  p99, ms", latencies.percentile(0.99));
            note(contender, "  p99.9, ms", latencies.percentile(0.999));
            var ceiling = new Traffic.Ceiling();
            load.run(ceiling, scale.settle());
            long before = load.signals();
            note(contender, "relay at the ceiling: CPU s per 100 000", costPer100k(program, load, ceiling));
            note(contender, "  messages/s", (load.signals() - before) / seconds(scale.measure()));
        }
    }

    private double costPer100k(Program program, Load load, Traffic traffic) {
        long before = load.signals();
        double cpu = program.cpuSeconds();
        load.run(traffic, scale.measure());
        return (program.cpuSeconds() - cpu) * 100_000 / (load.signals() - before);
    }

    private void storm(Program program, String name, @Nullable Contender contender) {
        try (var load = new Load(program.address(), name)) {
            double before = program.cpuSeconds();
            load.join(scale.storm());
            double micros = (program.cpuSeconds() - before) * 1e6 / scale.storm();
            if (contender != null) {
                note(contender, "join: CPU µs", micros);
            }
        }
    }

    private void idle(Contender contender) {
        try (Program program = contender.startSmall()) {
            try (var load = new Load(program.address(), "warm")) {
                load.join(scale.idle() / 10);
                load.run(Traffic.NONE, scale.settle());
            }
            long residentBefore = contender.collected(program).resident();
            long heapBefore = contender.isJvm() ? program.liveHeap() : 0;
            try (var load = new Load(program.address(), "idle")) {
                load.join(scale.idle());
                load.run(Traffic.NONE, scale.settle());
                double cpu = program.cpuSeconds();
                load.run(Traffic.NONE, scale.held());
                note(contender, "idle joined connections: held", scale.idle());
                note(contender, "  CPU, % of a core", 100 * (program.cpuSeconds() - cpu) / seconds(scale.held()));
                if (contender.isJvm()) {
                    note(contender, "  live heap, kB each", (program.liveHeap() - heapBefore) / 1024.0 / scale.idle());
                }
                long resident = contender.collected(program).resident();
                note(contender, "  resident, kB each", (resident - residentBefore) / 1024.0 / scale.idle());
                note(contender, "  resident in all, MB", resident / 1048576.0);
            }
        }
    }

    private void slow(Contender contender) {
        int rooms = scale.slow();
        try (Program program = contender.startSmall()) {
            try (var load = new Load(program.address(), "slow")) {
                load.join(rooms * Load.ROOM, Load.ROOM, SlowReaders.RECEIVE_BUFFER);
                load.run(new Traffic.Ceiling(), WARM_UP, scale.warmUp());
                load.run(Traffic.NONE, scale.settle());
                var before = new Latencies();
                var during = new Latencies();
                for (int room = 0; room < rooms; room++) {
                    SlowReaders.Stall stall =
                            SlowReaders.stall(load, load.clients().get(room * Load.ROOM), scale.settle());
                    before.addAll(stall.before());
                    during.addAll(stall.during());
                    note(contender, "slow reader: closed with (0: cut)", stall.closeCode());
                }
                note(contender, "  p99 of its room-mates before, ms", before.percentile(0.99));
                note(contender, "  p99 of its room-mates meanwhile, ms", during.percentile(0.99));
            }
            try (var load = new Load(program.address(), "full")) {
                load.join(rooms * Load.ROOM, Load.ROOM, SlowReaders.RECEIVE_BUFFER);
                load.run(Traffic.NONE, scale.settle());
                long heap = program.liveHeap();
                List<Client> slow = IntStream.range(0, rooms)
                        .mapToObj(room -> load.clients().get(room * Load.ROOM))
                        .toList();
                SlowReaders.fill(load, slow);
                note(contender, "  live heap, MiB each", (program.liveHeap() - heap) / 1048576.0 / rooms);
            }
        }
    }

    private void note(Contender contender, String row, double value) {
        table.add(row, contender.name(), value);
        System.err.printf(Locale.ROOT, "%s: %s %.3f%n", contender.name(), row.trim(), value);
    }

    private static double seconds(Duration time) {
        return time.toNanos() / 1e9;
    }

    static int serverCore() {
        return SERVER_CORE;
    }
}

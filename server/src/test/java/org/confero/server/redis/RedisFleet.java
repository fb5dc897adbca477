package org.confero.server.redis;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.confero.server.Programs;

/** Redis in the ways in which operators run it besides a single process: with Sentinels, as a cluster, over TLS. */
public final class RedisFleet implements AutoCloseable {
    private static final String READY = "Ready to accept connections";
    private static final int MASTERS = 3;
    private static final String PASSWORD = "of-the-tests";

    /** What OPERATIONS.md says that an account has to have; the commands about the cluster only in one. */
    private static final String ACCOUNT = "confero on >" + PASSWORD
            + " ~confero:* &confero:* +@read +@write +@scripting +@pubsub +@connection +time"
            + " +cluster|nodes +cluster|myid";

    private final Path folder;
    private final List<Process> processes = new ArrayList<>();
    private final List<String> settings;

    private RedisFleet(Way way) throws IOException {
        folder = Files.createTempDirectory("confero-redis");
        try {
            settings = way.start(this);
        } catch (IOException | AssertionError e) {
            close();
            throw e;
        }
    }

    private interface Way {
        /** Gives the settings with which a server finds it. */
        List<String> start(RedisFleet fleet) throws IOException;
    }

    /** A master, which {@link #killFirst} kills, a replica of it and a Sentinel, whose word is enough. */
    public static RedisFleet withSentinel() throws IOException {
        return new RedisFleet(RedisFleet::sentinel);
    }

    /** Three masters, each with a third of the slots and an account with a password. */
    public static RedisFleet cluster() throws IOException {
        return new RedisFleet(RedisFleet::masters);
    }

    /** One that speaks nothing but TLS, and lets in an account with a password. */
    public static RedisFleet overTls() throws IOException {
        return new RedisFleet(RedisFleet::tls);
    }

    public List<String> settings() {
        return Stream.concat(Stream.of("confero.mode=cluster"), settings.stream())
                .toList();
    }

    /** At once, as a machine that loses its power. */
    public void killFirst() {
        Process first = processes.getFirst();
        first.destroyForcibly();
        first.onExit().join();
    }

    private List<String> sentinel() throws IOException {
        int master = Programs.freePort();
        redis(master);
        redis(Programs.freePort(), "--replicaof", "127.0.0.1 " + master);
        int port = Programs.freePort();
        Path file = folder.resolve("sentinel.conf");
        Files.writeString(file, """
                port %d
                bind 127.0.0.1
                dir %s
                sentinel monitor confero 127.0.0.1 %d 1
                sentinel down-after-milliseconds confero 1000
                sentinel failover-timeout confero 10000
                """.formatted(port, folder, master));
        processes.add(
                Programs.start(new ProcessBuilder("redis-server", file.toString(), "--sentinel"), "+slave slave"));
        return List.of(
                "spring.data.redis.sentinel.master=confero", "spring.data.redis.sentinel.nodes=127.0.0.1:" + port);
    }

    private List<String> masters() throws IOException {
        List<String> nodes = new ArrayList<>();
        for (int i = 0; i < MASTERS; i++) {
            int port = Programs.freePort();
            redis(
                    port,
                    "--cluster-enabled",
                    "yes",
                    "--cluster-port",
                    String.valueOf(Programs.freePort()),
                    "--cluster-config-file",
                    folder.resolve(port + ".nodes").toString(),
                    "--user",
                    ACCOUNT);
            nodes.add("127.0.0.1:" + port);
        }
        List<String> create = new ArrayList<>(List.of("redis-cli", "--cluster", "create"));
        create.addAll(nodes);
        create.add("--cluster-yes");
        Programs.start(new ProcessBuilder(create), "All 16384 slots covered");
        return List.of(
                "spring.data.redis.cluster.nodes=" + String.join(",", nodes),
                "spring.data.redis.username=confero",
                "spring.data.redis.password=" + PASSWORD);
    }

    private List<String> tls() throws IOException {
        Path key = folder.resolve("key.pem");
        Path certificate = folder.resolve("certificate.pem");
        run("openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 1 -subj /CN=localhost"
                + " -addext subjectAltName=IP:127.0.0.1 -keyout " + key + " -out " + certificate);
        int port = Programs.freePort();
        redis(
                0,
                "--tls-port",
                String.valueOf(port),
                "--tls-cert-file",
                certificate.toString(),
                "--tls-key-file",
                key.toString(),
                "--tls-ca-cert-file",
                certificate.toString(),
                "--tls-auth-clients",
                "no",
                "--requirepass",
                "of-nobody-here",
                "--user",
                ACCOUNT);
        return List.of(
                "spring.data.redis.host=127.0.0.1",
                "spring.data.redis.port=" + port,
                "spring.data.redis.username=confero",
                "spring.data.redis.password=" + PASSWORD,
                "spring.data.redis.ssl.bundle=redis",
                "spring.ssl.bundle.pem.redis.truststore.certificate=" + certificate.toUri());
    }

    private void redis(int port, String... options) throws IOException {
        List<String> account = List.of(ACCOUNT.split(" "));
        List<String> all = Arrays.stream(options)
                .flatMap(option -> option.equals(ACCOUNT) ? account.stream() : Stream.of(option))
                .toList();
        List<String> program = new ArrayList<>(List.of(
                "redis-server", "--port", String.valueOf(port), "--bind", "127.0.0.1", "--dir", folder.toString()));
        program.addAll(List.of("--save", "", "--appendonly", "no"));
        program.addAll(all);
        processes.add(Programs.start(new ProcessBuilder(program), READY));
    }

    private static void run(String command) throws IOException {
        Process process =
                new ProcessBuilder(command.split(" ")).redirectErrorStream(true).start();
        String said = process.inputReader().lines().collect(Collectors.joining("\n"));
        if (process.onExit().join().exitValue() != 0) {
            throw new AssertionError(said);
        }
    }

    @Override
    public void close() throws IOException {
        IntStream.range(0, processes.size())
                .mapToObj(i -> processes.get(processes.size() - 1 - i))
                .forEach(process -> {
                    process.destroyForcibly();
                    process.onExit().join();
                });
        try (Stream<Path> all = Files.walk(folder)) {
            for (Path one : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(one);
            }
        }
    }
}

package org.confero.server.soak;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** A server as it is shipped, in a process of its own that ends with this one, and a look into it. */
final class ServerProcess implements AutoCloseable {
    /** How long a session waits for a new socket: short, so that many end while the soak goes on. */
    static final Duration GRACE = Duration.ofSeconds(2);

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final String READY = "Confero is ready at ";
    private static final Path JDK = Path.of(System.getProperty("java.home"), "bin");
    // A line of the class histogram: " 12:  345  6789  org.confero.Name (module@version)".
    private static final Pattern OF_CONFERO =
            Pattern.compile("^ *\\d+: +(\\d+) +\\d+ +(?:\\[L)?(org\\.confero\\.\\S+?);?(?: .*)?$", Pattern.MULTILINE);
    private static final Pattern TOTAL = Pattern.compile("^Total +\\d+ +(\\d+)", Pattern.MULTILINE);

    private final HttpClient http = HttpClient.newHttpClient();
    private final Process process;
    private final Thread ending;
    private final Path log;
    private final URI address;
    private final URI meters;

    private ServerProcess(Path log) throws IOException {
        this.log = log;
        int management = freePort();
        meters = URI.create("http://127.0.0.1:" + management + "/actuator/prometheus");
        process = new ProcessBuilder(command(management))
                .redirectError(log.toFile())
                .start();
        ending = new Thread(process::destroyForcibly);
        Runtime.getRuntime().addShutdownHook(ending);
        address = ready();
    }

    /** Starts what was built last; its log goes to this file. */
    static ServerProcess start(Path log) throws IOException {
        return new ServerProcess(log);
    }

    // All guests come from one address, and each is many.
    private static List<String> command(int management) {
        var command = new ArrayList<>(List.of(
                JDK.resolve("java").toString(),
                "@target/app/start",
                "--server.port=0",
                "--management.server.port=" + management,
                "--confero.limits.grace=" + GRACE.toSeconds() + "s",
                // The history of calls is meant to stay.
                "--confero.history.days=0",
                // Beginnings and endings by the thousand would fill the disk; faults are what is looked for.
                "--logging.level.org.confero=warn"));
        for (String limit : List.of(
                "sockets",
                "socket-burst",
                "sockets-per-second",
                "connections",
                "request-burst",
                "requests-per-second",
                "room-burst",
                "rooms-per-minute")) {
            command.add("--confero.per-address." + limit + "=20000");
        }
        return command;
    }

    private static int freePort() throws IOException {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private URI ready() throws IOException {
        // Nothing else comes on its output, so the reader need not go on.
        BufferedReader output = process.inputReader(StandardCharsets.UTF_8);
        String line = output.readLine();
        if (line == null || !line.startsWith(READY)) {
            throw new IllegalStateException("The server did not start; its log is " + log);
        }
        return URI.create(line.substring(READY.length()));
    }

    URI address() {
        return address;
    }

    URI socket() {
        return URI.create("ws://" + address.getAuthority() + "/ws");
    }

    /** What it holds and uses; the heap is what is left after a full collection. */
    Footprint footprint() {
        // Being looked into takes the server a thread and a socket: the first look must not be missing them.
        String classes = jcmd("GC.class_histogram");
        long virtualThreads = virtualThreads();
        String meters = meters();
        return new Footprint(
                count(meters, "confero_sessions"),
                count(meters, "confero_sockets"),
                count(meters, "confero_rooms"),
                count(meters, "confero_rooms_made"),
                heap(classes),
                objects(classes),
                count(meters, "jvm_threads_live_threads"),
                virtualThreads,
                count(meters, "process_files_open_files"));
    }

    /** One meter without labels; a number of things. */
    long count(String meter) {
        return count(meters(), meter);
    }

    /** How many instances of Confero's own classes live, the most first. */
    String ownObjects() {
        return OF_CONFERO
                .matcher(jcmd("GC.class_histogram"))
                .results()
                .limit(12)
                .map(line -> line.group(2) + " " + line.group(1))
                .reduce((some, more) -> some + ", " + more)
                .orElse("");
    }

    /** The lines of its log of this level. */
    List<String> logged(String level) throws IOException {
        try (Stream<String> lines = Files.lines(log)) {
            return lines.filter(line -> line.contains(" " + level + " ")).toList();
        }
    }

    private static long heap(String classes) {
        return TOTAL.matcher(classes)
                .results()
                .findFirst()
                .map(total -> Long.parseLong(total.group(1)))
                .orElseThrow(() -> new IllegalStateException("No histogram: " + classes));
    }

    private static long objects(String classes) {
        return OF_CONFERO
                .matcher(classes)
                .results()
                .map(MatchResult::group)
                .map(line -> line.strip().split(" +", -1)[1])
                .mapToLong(Long::parseLong)
                .sum();
    }

    private static long count(String meters, String name) {
        return Arrays.stream(meters.split("\n"))
                .filter(line -> line.startsWith(name + " "))
                .map(line -> line.substring(name.length()).strip())
                .findFirst()
                .map(value -> (long) Double.parseDouble(value))
                .orElseThrow(() -> new IllegalStateException("The server has no meter " + name));
    }

    private long virtualThreads() {
        try {
            Path dump = Files.createTempFile("confero-soak", ".json");
            try {
                jcmd("Thread.dump_to_file", "-overwrite", "-format=json", dump.toString());
                return Pattern.compile("\"virtual\": *true")
                        .matcher(Files.readString(dump))
                        .results()
                        .count();
            } finally {
                Files.delete(dump);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private String meters() {
        var request = HttpRequest.newBuilder(meters).timeout(PATIENCE).build();
        try {
            return http.send(request, HttpResponse.BodyHandlers.ofString()).body();
        } catch (IOException e) {
            throw new UncheckedIOException("The server does not answer; its log is " + log, e);
        } catch (InterruptedException e) {
            throw new IllegalStateException("Interrupted", e);
        }
    }

    private String jcmd(String... command) {
        List<String> words = Stream.concat(
                        Stream.of(JDK.resolve("jcmd").toString(), Long.toString(process.pid())), Stream.of(command))
                .toList();
        try {
            Process asking = new ProcessBuilder(words).redirectErrorStream(true).start();
            String answer = new String(asking.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (asking.waitFor() != 0) {
                throw new IllegalStateException(String.join(" ", words) + " failed: " + answer);
            }
            return answer;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException("Interrupted", e);
        }
    }

    @Override
    public void close() {
        http.close();
        process.destroy();
        try {
            if (!process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
        Runtime.getRuntime().removeShutdownHook(ending);
    }
}

package org.confero.server.redis;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.confero.server.Programs;

/** A Redis of the tests' own, on a free port with its data in a temporary folder; it can be killed and started again. */
public final class TestRedis implements AutoCloseable {
    private static final Path COMPOSE = Path.of("../installers/compose/redis.sh");
    private static final String ACCOUNT = "confero";
    private static final String PASSWORD = "of-the-tests";

    private final Path folder;
    private final int port = Programs.freePort();
    private Process process;

    private TestRedis(Path folder) throws IOException {
        this.folder = folder;
        process = begin();
    }

    public static TestRedis start() throws IOException {
        return new TestRedis(Files.createTempDirectory("confero-redis"));
    }

    public int port() {
        return port;
    }

    /** Settings with which a server finds it. */
    public List<String> settings() {
        return List.of("confero.mode=cluster", "spring.data.redis.host=127.0.0.1", "spring.data.redis.port=" + port);
    }

    /** The same, as an account that may do what the file for containers lets it, and no more. */
    public List<String> accountSettings() {
        return Stream.concat(
                        settings().stream(),
                        Stream.of("spring.data.redis.username=" + ACCOUNT, "spring.data.redis.password=" + PASSWORD))
                .toList();
    }

    /** Ends every connection that listens to a channel; what is said until it is back is lost. */
    void cutEars() {
        try (var client = new Socket(InetAddress.getLoopbackAddress(), port)) {
            client.getOutputStream().write("CLIENT KILL TYPE pubsub\r\n".getBytes(StandardCharsets.US_ASCII));
            if (client.getInputStream().read() != ':') {
                throw new AssertionError("Redis has not done it");
            }
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    /** At once, as a machine that loses its power. */
    public void kill() {
        process.destroyForcibly();
        process.onExit().join();
    }

    /** Has it stand still: it takes what is sent, and answers nothing until {@link #goOn}. */
    public void pause() throws IOException {
        signal("STOP");
    }

    public void goOn() throws IOException {
        signal("CONT");
    }

    private void signal(String name) throws IOException {
        new ProcessBuilder("kill", "-" + name, String.valueOf(process.pid()))
                .start()
                .onExit()
                .join();
    }

    /** Starts again what was killed, with its data. */
    public void restart() throws IOException {
        process = begin();
    }

    /** Starts again what was killed, with nothing. */
    public void restartEmpty() throws IOException {
        empty();
        restart();
    }

    @Override
    public void close() throws IOException {
        kill();
        empty();
        Files.delete(folder);
    }

    private void empty() throws IOException {
        try (Stream<Path> all = Files.walk(folder)) {
            for (Path one :
                    new ArrayList<>(all.sorted(Comparator.reverseOrder()).toList())) {
                if (!one.equals(folder)) {
                    Files.delete(one);
                }
            }
        }
    }

    private Process begin() throws IOException {
        List<String> program = new ArrayList<>(List.of(
                "redis-server",
                "--port",
                String.valueOf(port),
                "--bind",
                "127.0.0.1",
                "--dir",
                folder.toString(),
                "--save",
                "",
                "--appendonly",
                "yes",
                "--appendfsync",
                "always",
                "--user"));
        program.addAll(account());
        return Programs.start(new ProcessBuilder(program), "Ready to accept connections");
    }

    private static List<String> account() throws IOException {
        String begins = "user " + ACCOUNT + " ";
        String line = Files.readAllLines(COMPOSE).stream()
                .filter(one -> one.startsWith(begins))
                .findFirst()
                .orElseThrow();
        return List.of(line.substring("user ".length())
                .replace("$REDISCLI_AUTH", PASSWORD)
                .split(" "));
    }
}

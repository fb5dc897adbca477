package org.confero.desktop.rtc;

import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * A microphone that is none: a source on a PulseAudio server that gives a {@link Tone}. It is the only way in which the
 * library both sends a sound of our own and plays what the others send, and so can measure it. The person's sound server is
 * used where there is one; else one of our own, which goes to nobody's ears, where PulseAudio is installed.
 */
final class ToneMicrophone implements AutoCloseable {
    private static final Logger LOG = System.getLogger(ToneMicrophone.class.getName());
    private static final Duration PATIENCE = Duration.ofSeconds(3);
    private static final long POLL_NANOS = Duration.ofMillis(5).toNanos();

    /** Our server ends by itself when we are gone without a word. */
    private static final int EXIT_IDLE_SECONDS = 20;

    private final Path folder;
    private final Map<String, String> environment = new LinkedHashMap<>();
    private @Nullable Process server;
    private @Nullable String module;
    private @Nullable FileChannel pipe;
    private @Nullable Ticker ticker;

    private ToneMicrophone(Path folder) {
        this.folder = folder;
    }

    /** Empty where there is no PulseAudio at all. Takes a tenth of a second, or two when it starts a server. */
    static Optional<ToneMicrophone> open(Tone tone) {
        ToneMicrophone microphone = null;
        try {
            microphone = new ToneMicrophone(Files.createTempDirectory("confero-tone"));
            if (!microphone.joinServer()) {
                microphone.startServer();
            }
            microphone.play(tone);
            return Optional.of(microphone);
        } catch (IOException e) {
            LOG.log(Level.DEBUG, "No test tone through PulseAudio: {0}", e.toString());
            if (microphone != null) {
                microphone.close();
            }
            return Optional.empty();
        }
    }

    /** What the PulseAudio client library has to see while it is set up. */
    Map<String, String> environment() {
        return environment;
    }

    @Override
    public void close() {
        if (pipe != null) {
            try {
                // Wakes the writer, should it wait for a reader.
                pipe.close();
            } catch (IOException e) {
                LOG.log(Level.DEBUG, "The pipe of the test tone does not close: {0}", e.toString());
            }
        }
        if (ticker != null) {
            ticker.stop();
        }
        if (module != null) {
            try {
                run(List.of("pactl", "unload-module", module));
            } catch (IOException e) {
                LOG.log(Level.WARNING, "The test tone''s source stays on the sound server: {0}", e.toString());
            }
        }
        if (server != null) {
            server.destroy();
            server.onExit()
                    .completeOnTimeout(server, PATIENCE.toMillis(), TimeUnit.MILLISECONDS)
                    .join();
        }
        removeFolder();
    }

    private boolean joinServer() throws IOException {
        String name = "confero_tone_" + folder.getFileName().toString().replaceAll("[^A-Za-z0-9]", "");
        Optional<String> index;
        try {
            index = run(List.of("pactl", "load-module", "module-pipe-source", "source_name=" + name, pipeArguments()));
        } catch (IOException e) {
            // No pactl on this machine; there may still be a server to start.
            return false;
        }
        module = index.orElse(null);
        environment.put("PULSE_SOURCE", name);
        return module != null && Files.exists(pipePath());
    }

    private void startServer() throws IOException {
        Path socket = folder.resolve("native");
        ProcessBuilder builder = new ProcessBuilder(
                        "pulseaudio",
                        "-n",
                        "--daemonize=no",
                        "--use-pid-file=no",
                        "--log-level=error",
                        "--exit-idle-time=" + EXIT_IDLE_SECONDS,
                        "--load=module-null-sink sink_name=nowhere",
                        "--load=module-pipe-source source_name=tone " + pipeArguments(),
                        // Last: whoever finds the socket finds the devices too.
                        "--load=module-native-protocol-unix auth-anonymous=1 socket=" + socket)
                .redirectOutput(Redirect.DISCARD)
                .redirectError(Redirect.DISCARD);
        builder.environment().put("XDG_RUNTIME_DIR", folder.toString());
        builder.environment().put("HOME", folder.toString());
        Process started = builder.start();
        server = started;
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (!Files.exists(socket)) {
            if (!started.isAlive() || System.nanoTime() > deadline) {
                throw new IOException("PulseAudio does not start");
            }
            LockSupport.parkNanos(POLL_NANOS);
        }
        environment.put("PULSE_SOURCE", "tone");
        environment.put("PULSE_SERVER", "unix:" + socket);
    }

    private void play(Tone tone) throws IOException {
        FileChannel channel = FileChannel.open(pipePath(), StandardOpenOption.WRITE);
        pipe = channel;
        ticker = Ticker.start("confero-test-tone", Duration.ofMillis(10), () -> {
            try {
                channel.write(ByteBuffer.wrap(tone.next()));
            } catch (IOException e) {
                LOG.log(Level.DEBUG, "The pipe of the test tone is closed: {0}", e.toString());
            }
        });
    }

    private Path pipePath() {
        return folder.resolve("tone");
    }

    private String pipeArguments() {
        return "file=" + pipePath() + " format=s16le channels=1 rate=" + Tone.SAMPLE_RATE;
    }

    /** The first line that the command prints, or empty when it fails or takes too long. */
    private static Optional<String> run(List<String> command) throws IOException {
        Process process =
                new ProcessBuilder(command).redirectError(Redirect.DISCARD).start();
        process.getOutputStream().close();
        try {
            if (!process.waitFor(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
                process.destroyForcibly();
                return Optional.empty();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return process.exitValue() == 0 ? output.lines().findFirst() : Optional.empty();
    }

    private void removeFolder() {
        try (var paths = Files.walk(folder)) {
            for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(path);
            }
        } catch (IOException e) {
            LOG.log(Level.DEBUG, "The folder of the test tone stays: {0}", e.toString());
        }
    }
}

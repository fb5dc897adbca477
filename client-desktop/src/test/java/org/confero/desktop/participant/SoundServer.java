package org.confero.desktop.participant;

import java.io.IOException;
import java.io.InputStream;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;

/** A PulseAudio server of the test's own, with a speaker that goes to nobody's ears and a microphone that is silent. */
final class SoundServer implements AutoCloseable {
    private static final int SAMPLES = 48_000;

    private final Process process;
    private final Path folder;

    SoundServer(Path folder) throws IOException {
        this.folder = folder;
        ProcessBuilder builder = new ProcessBuilder(
                        "pulseaudio",
                        "-n",
                        "--daemonize=no",
                        "--use-pid-file=no",
                        "--exit-idle-time=-1",
                        "--log-level=error",
                        "--load=module-null-sink sink_name=speaker",
                        "--load=module-null-source source_name=microphone",
                        "--load=module-native-protocol-unix auth-anonymous=1 socket=" + folder.resolve("native"))
                .redirectErrorStream(true)
                .redirectOutput(Redirect.DISCARD);
        builder.environment().put("XDG_RUNTIME_DIR", folder.toString());
        builder.environment().put("HOME", folder.toString());
        process = builder.start();
        while (!Files.exists(folder.resolve("native"))) {
            if (!process.isAlive()) {
                throw new IOException("PulseAudio does not start");
            }
            LockSupport.parkNanos(Duration.ofMillis(10).toNanos());
        }
    }

    /** What makes a process use this server. */
    Map<String, String> environment() {
        return Map.of("PULSE_SERVER", "unix:" + folder.resolve("native"));
    }

    /** What {@code pactl list short} says of these things, a line for each. */
    List<String> list(String things) throws IOException {
        Process pactl = start("pactl", "list", "short", things);
        try (InputStream output = pactl.getInputStream()) {
            return new String(output.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .toList();
        }
    }

    /** The loudest of one second of samples that come out of the speaker, 0 to 32768. */
    int loudest() throws IOException {
        Process parec =
                start("parec", "--device=speaker.monitor", "--raw", "--format=s16le", "--channels=1", "--rate=48000");
        try (InputStream output = parec.getInputStream()) {
            byte[] samples = output.readNBytes(SAMPLES * Short.BYTES);
            int loudest = 0;
            for (int i = 0; i < samples.length; i += Short.BYTES) {
                int sample = (samples[i + 1] << Byte.SIZE) | (samples[i] & 0xFF);
                loudest = Math.max(loudest, Math.abs(sample));
            }
            return loudest;
        } finally {
            parec.destroy();
        }
    }

    @Override
    public void close() {
        process.destroy();
        process.onExit().join();
    }

    private Process start(String... command) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(command).redirectError(Redirect.DISCARD);
        builder.environment().putAll(environment());
        return builder.start();
    }
}

package org.confero.server.benchmark;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A server under measurement: a process of its own, seen from outside. Used by one thread. */
final class Program implements AutoCloseable {
    private static final Pattern READY = Pattern.compile("ready at (http://\\S+)");

    /** Clock ticks of /proc are hundredths of a second on every Linux that a JVM runs on. */
    private static final double TICKS_PER_SECOND = 100;

    private final Process process;
    private final InetSocketAddress address;

    private Program(Process process, InetSocketAddress address) {
        this.process = process;
        this.address = address;
        // Also when somebody ends the benchmark in the middle.
        Runtime.getRuntime().addShutdownHook(Thread.ofPlatform().unstarted(process::destroyForcibly));
    }

    /**
     * Starts one and waits for the line that says where it is ready.
     *
     * @param core that it may use, and no other
     * @param log takes its standard error
     */
    static Program start(int core, List<String> command, Path log) {
        var pinned = new ArrayList<>(List.of("taskset", "-c", String.valueOf(core)));
        pinned.addAll(command);
        try {
            Process process = new ProcessBuilder(pinned)
                    .redirectError(ProcessBuilder.Redirect.appendTo(log.toFile()))
                    .start();
            return new Program(process, ready(process.inputReader()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    InetSocketAddress address() {
        return address;
    }

    long pid() {
        return process.pid();
    }

    /** Seconds of processor time that it has used, in all its threads, in itself and in the kernel. */
    double cpuSeconds() {
        return cpuSeconds(process.pid());
    }

    /** The same of any process. */
    static double cpuSeconds(long pid) {
        String stat = read(pid, "stat");
        // The name stands in brackets and may hold anything.
        String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
        return (Long.parseLong(fields[11]) + Long.parseLong(fields[12])) / TICKS_PER_SECOND;
    }

    /** Bytes of memory that are really its own. */
    long resident() {
        return read(process.pid(), "status")
                        .lines()
                        .filter(line -> line.startsWith("VmRSS:"))
                        .map(line -> line.replaceAll("\\D", ""))
                        .mapToLong(Long::parseLong)
                        .findFirst()
                        .orElseThrow()
                * 1024;
    }

    /** Bytes of live objects on the heap of a JVM, after a collection that this asks for. */
    long liveHeap() {
        String histogram = jcmd("GC.class_histogram");
        String[] total = histogram
                .lines()
                .reduce((first, last) -> last)
                .orElseThrow()
                .trim()
                .split("\\s+", -1);
        return Long.parseLong(total[2]);
    }

    /** Has a JVM collect its garbage. */
    void collectByJcmd() {
        jcmd("GC.run");
    }

    /** Has a program that listens to SIGUSR2 collect its garbage. */
    void collectBySignal() {
        try {
            new ProcessBuilder("kill", "-USR2", String.valueOf(process.pid()))
                    .inheritIO()
                    .start()
                    .waitFor();
            // The signal is dealt with when the program comes round to it, and its system takes pages back a little
            // later.
            TimeUnit.SECONDS.sleep(2);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        end(process);
    }

    static void end(Process process) {
        process.destroy();
        try {
            if (!process.waitFor(10, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }

    private String jcmd(String command) {
        String tool = Path.of(System.getProperty("java.home"), "bin", "jcmd").toString();
        try {
            Process asked = new ProcessBuilder(tool, String.valueOf(process.pid()), command)
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start();
            try (BufferedReader answer = asked.inputReader()) {
                return answer.readAllAsString();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String read(long pid, String file) {
        try {
            return Files.readString(Path.of("/proc", String.valueOf(pid), file));
        } catch (IOException e) {
            throw new UncheckedIOException("The process under measurement has ended", e);
        }
    }

    private static InetSocketAddress ready(BufferedReader output) throws IOException {
        for (String line = output.readLine(); line != null; line = output.readLine()) {
            Matcher matcher = READY.matcher(line);
            if (matcher.find()) {
                // A pipe that nobody reads would soon hold the program up.
                Thread.ofVirtual().start(() -> drain(output));
                return new InetSocketAddress(
                        InetAddress.getLoopbackAddress(),
                        URI.create(matcher.group(1)).getPort());
            }
        }
        throw new IOException("The server under measurement did not start");
    }

    private static void drain(BufferedReader output) {
        try {
            while (output.read() >= 0) {
                // Nobody asks what else it says.
            }
        } catch (IOException over) {
            // It has ended.
        }
    }
}

import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Makes a built program ready to be started fast: in a folder of its own, beside a cache of its classes as the JVM has them once
 * they are loaded and linked (JEP 483, 515), and a file of arguments that names it. The program is then {@code java @FOLDER/start}.
 * Decision 0019 says why. Maven runs it as a source file:
 *
 * <pre>java StartCache.java FOLDER CODE -- OPTION... -- [MAIN] -- TRAINING...</pre>
 *
 * CODE is a jar of Spring Boot's, which is extracted, or, with a MAIN class, jars and folders of them, separated as a class path.
 * The OPTIONs are those of every start. TRAINING is what the program is told for the one run of which the cache is made.
 *
 * <p>Nothing is done where nothing has changed. Where a cache cannot be made, the program starts without one, only slower; that
 * never fails a build.
 */
final class StartCache {
    private static final int TRAINING_SECONDS = 180;
    private static final int REST_SECONDS = 3;
    // Of processor time in a second; a start takes most of a core, a moving picture a twentieth of one.
    private static final Duration LITTLE = Duration.ofMillis(150);
    // What a user has set for the programs must not change what is in the cache, or keep it from being made.
    private static final List<String> SETTINGS = List.of(
            "CONFERO_",
            "SPRING_",
            "SERVER_",
            "MANAGEMENT_",
            "LOGGING_",
            "JAVA_TOOL_OPTIONS",
            "JDK_JAVA_OPTIONS",
            "_JAVA_OPTIONS");
    // Where programs keep what they know of their user, on Linux and on Windows.
    private static final List<String> HOMES = List.of("XDG_CONFIG_HOME", "XDG_STATE_HOME", "APPDATA", "LOCALAPPDATA");
    // A cache that does not fit (another JDK, another collector) is no fault, and the output is the program's own.
    private static final String SILENT = "-Xlog:aot*=off";

    private final Path folder;
    private final List<Path> code;
    private final List<String> options;
    private final List<String> main;
    private final List<String> training;

    private StartCache(List<List<String>> arguments) {
        folder = Path.of(arguments.get(0).get(0)).toAbsolutePath().normalize();
        code = Stream.of(arguments.get(0).get(1).split(File.pathSeparator))
                .map(path -> Path.of(path).toAbsolutePath().normalize())
                .flatMap(StartCache::jars)
                .toList();
        options = arguments.get(1);
        main = arguments.get(2);
        training = arguments.get(3);
    }

    public static void main(String[] arguments) throws IOException, InterruptedException {
        List<List<String>> groups = new ArrayList<>(List.of(new ArrayList<>()));
        for (String argument : arguments) {
            if (argument.equals("--")) {
                groups.add(new ArrayList<>());
            } else {
                groups.getLast().add(argument);
            }
        }
        new StartCache(groups).make();
    }

    private void make() throws IOException, InterruptedException {
        Path madeOf = folder.resolve("made-of");
        String now = digest();
        if (Files.exists(madeOf) && Files.readString(madeOf).equals(now)) {
            return;
        }
        // Removed and not written over: a server that still runs has the old files open.
        delete(folder);
        Files.createDirectories(folder);
        List<String> program =
                main.isEmpty() ? List.of("-jar", extracted().toString()) : List.of("-cp", classPath(), main.getFirst());
        Path cache = folder.resolve("start.aot");
        List<String> start = new ArrayList<>(options);
        boolean trained = trained(program, cache);
        if (trained) {
            start.addAll(List.of("-XX:AOTCache=" + cache, SILENT));
        } else {
            // The next build tries again.
            Files.deleteIfExists(cache);
            System.err.println("confero: no start cache could be made, so starts take longer; see " + log());
        }
        start.addAll(program);
        writeStart(start);
        if (trained) {
            Files.writeString(madeOf, now);
        }
    }

    private Path extracted() throws IOException, InterruptedException {
        Path jar = folder.resolve("program.jar");
        Process extraction = new ProcessBuilder(
                        java(),
                        "-Djarmode=tools",
                        "-jar",
                        code.getFirst().toString(),
                        "extract",
                        "--force",
                        "--application-filename",
                        jar.getFileName().toString(),
                        "--destination",
                        folder.toString())
                .redirectErrorStream(true)
                .redirectOutput(log().toFile())
                .start();
        if (extraction.waitFor() != 0) {
            throw new IllegalStateException(code.getFirst() + " cannot be extracted: " + Files.readString(log()));
        }
        return jar;
    }

    private String classPath() {
        return code.stream().map(Path::toString).collect(Collectors.joining(File.pathSeparator));
    }

    /** Runs the program once. What counts is whether there is a cache when it has ended. */
    private boolean trained(List<String> program, Path cache) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(java(), "-XX:AOTCacheOutput=" + cache));
        command.addAll(options);
        // Properties are the JVM's, all else is the program's.
        training.stream().filter(word -> word.startsWith("-D")).forEach(command::add);
        command.addAll(program);
        training.stream().filter(word -> !word.startsWith("-D")).forEach(command::add);
        ProcessBuilder run = new ProcessBuilder(command)
                // Where no configuration lies about.
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log().toFile()));
        run.environment().keySet().removeIf(name -> SETTINGS.stream().anyMatch(name::startsWith));
        HOMES.forEach(name -> run.environment().put(name, folder.toString()));
        Process process = run.start();
        if (!hasEnded(process)) {
            List<ProcessHandle> within = process.descendants().toList();
            process.destroyForcibly().waitFor();
            within.forEach(ProcessHandle::destroyForcibly);
            return false;
        }
        return Files.exists(cache);
    }

    /** A window stays until it is told to go, which it is when it has come to rest. */
    private static boolean hasEnded(Process process) throws InterruptedException {
        Duration used = Duration.ZERO;
        int rested = 0;
        for (int second = 0; second < TRAINING_SECONDS; second++) {
            if (process.waitFor(1, TimeUnit.SECONDS)) {
                return true;
            }
            Duration now = process.info().totalCpuDuration().orElse(Duration.ZERO);
            // It waits while a child of it makes the cache.
            boolean rests = now.minus(used).compareTo(LITTLE) < 0
                    && process.descendants().findAny().isEmpty();
            rested = rests ? rested + 1 : 0;
            used = now;
            if (rested == REST_SECONDS) {
                process.destroy();
            }
        }
        return false;
    }

    /** A file of arguments: one a line, quoted as the java command reads them. */
    private void writeStart(List<String> arguments) throws IOException {
        Files.write(
                folder.resolve("start"),
                arguments.stream()
                        .map(word -> '"' + word.replace("\\", "\\\\").replace("\"", "\\\"") + '"')
                        .toList());
    }

    /** All that the cache depends on: the JVM compares no more than sizes and times of jars. */
    private String digest() throws IOException {
        MessageDigest digest;
        try {
            digest = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
        String words = String.join(
                        "\n", System.getProperty("java.vm.version"), System.getProperty("java.home"), folder.toString())
                + options
                + main
                + training;
        digest.update(words.getBytes(StandardCharsets.UTF_8));
        try (var into = new DigestOutputStream(OutputStream.nullOutputStream(), digest)) {
            for (Path jar : code) {
                digest.update((jar + " " + Files.getLastModifiedTime(jar)).getBytes(StandardCharsets.UTF_8));
                Files.copy(jar, into);
            }
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    private Path log() {
        return folder.resolve("training.log");
    }

    /** This JVM's own, or that of an image for which the cache is. */
    private static String java() {
        return Path.of(System.getProperty("confero.java.home", System.getProperty("java.home")), "bin", "java")
                .toString();
    }

    private static Stream<Path> jars(Path path) {
        if (!Files.isDirectory(path)) {
            return Stream.of(path);
        }
        try (Stream<Path> files = Files.list(path)) {
            return files.filter(file -> file.toString().endsWith(".jar")).sorted().toList().stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void delete(Path folder) throws IOException {
        if (Files.exists(folder)) {
            try (Stream<Path> files = Files.walk(folder)) {
                for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(file);
                }
            }
        }
    }
}

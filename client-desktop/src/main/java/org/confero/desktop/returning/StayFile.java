package org.confero.desktop.returning;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.Reader;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the {@link KeptStay} of the call that this process is in, in a file of its owner's alone, from which the next process
 * comes back when this one is killed. The file's time says when the session last had its socket. Another process of the same
 * person does not get it while this one lives: a lock beside it says so, which the system takes back however a process ends. What
 * cannot be read or written is done without. Any thread.
 */
public final class StayFile {
    private static final Logger LOG = System.getLogger(StayFile.class.getName());

    /** A stay is some 500 bytes; what is longer is another file. */
    private static final int MOST_BYTES = 16 * 1024;

    private final Path file;
    private final InstantSource clock;
    private @Nullable FileChannel lock;

    public StayFile(Path file) {
        this(file, InstantSource.system());
    }

    StayFile(Path file, InstantSource clock) {
        this.file = file;
        this.clock = clock;
    }

    /** Where the person's system keeps such files (XDG Base Directory Specification, or its like elsewhere). */
    public static StayFile ofUser(Map<String, String> environment, String home) {
        Path folder = Optional.ofNullable(environment.get("XDG_STATE_HOME"))
                .or(() -> Optional.ofNullable(environment.get("LOCALAPPDATA")))
                .filter(name -> !name.isBlank())
                .map(Path::of)
                .orElseGet(() -> Path.of(home, ".local", "state"));
        return new StayFile(folder.resolve("confero").resolve("stay.properties"));
    }

    /** What a process that was killed has left, if its session may still wait; that is this process's from now on. */
    public synchronized Optional<KeptStay> take() {
        if (!Files.exists(file) || !claim()) {
            return Optional.empty();
        }
        Optional<KeptStay> found = read();
        if (found.isEmpty()) {
            forget();
        }
        return found;
    }

    /** In the place of what was kept; nothing when another process of this person's is in a call. */
    public synchronized void keep(KeptStay stay) {
        if (!claim()) {
            return;
        }
        try {
            ByteArrayOutputStream content = new ByteArrayOutputStream();
            stay.write().store(content, "Confero: a call to come back to");
            OwnersFile.write(file, content.toByteArray());
        } catch (IOException e) {
            LOG.log(Level.WARNING, "The call cannot be kept: {0}", e.toString());
        }
    }

    /** The session still has its socket. */
    public synchronized void stillThere() {
        try {
            if (lock != null && Files.exists(file)) {
                Files.setLastModifiedTime(file, FileTime.from(clock.instant()));
            }
        } catch (IOException e) {
            LOG.log(Level.DEBUG, "The call cannot be kept: {0}", e.toString());
        }
    }

    /** There is nothing to come back to. */
    public synchronized void forget() {
        FileChannel held = lock;
        if (held == null) {
            return;
        }
        try (held) {
            OwnersFile.delete(file);
        } catch (IOException e) {
            LOG.log(Level.WARNING, "A call that is over cannot be forgotten: {0}", e.toString());
        }
        lock = null;
    }

    private Optional<KeptStay> read() {
        try {
            Duration age = Duration.between(Files.getLastModifiedTime(file).toInstant(), clock.instant());
            if (Files.size(file) > MOST_BYTES) {
                return Optional.empty();
            }
            Properties kept = new Properties();
            try (Reader reader = Files.newBufferedReader(file)) {
                kept.load(reader);
            }
            return KeptStay.read(kept).filter(stay -> age.compareTo(stay.grace()) < 0);
        } catch (IOException | IllegalArgumentException e) {
            LOG.log(Level.WARNING, "A call to come back to cannot be read: {0}", e.getClass());
            return Optional.empty();
        }
    }

    private boolean claim() {
        if (lock != null) {
            return true;
        }
        try {
            Path folder = OwnersFile.folderOf(file);
            FileChannel channel = FileChannel.open(
                    folder.resolve(file.getFileName() + ".lock"),
                    Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE),
                    OwnersFile.own(folder, "rw-------"));
            if (isLocked(channel)) {
                lock = channel;
                return true;
            }
            channel.close();
        } catch (IOException e) {
            LOG.log(Level.WARNING, "The call cannot be kept: {0}", e.toString());
        }
        return false;
    }

    private static boolean isLocked(FileChannel channel) throws IOException {
        try {
            return channel.tryLock() != null;
        } catch (OverlappingFileLockException e) {
            // By this very process.
            return false;
        }
    }
}

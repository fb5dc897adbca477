package org.confero.desktop.ui.start;

import java.io.IOException;
import java.io.Reader;
import java.io.Writer;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;

/** Keeps {@link Remembered} in a small file of the person's own. What cannot be read or written is done without. */
public final class Memory {
    private static final Logger LOG = System.getLogger(Memory.class.getName());

    private final Path file;

    public Memory(Path file) {
        this.file = file;
    }

    /** Where the person's system keeps such files (XDG Base Directory Specification, or its like elsewhere). */
    public static Memory ofUser(Map<String, String> environment, String home) {
        Path folder = Optional.ofNullable(environment.get("XDG_CONFIG_HOME"))
                .or(() -> Optional.ofNullable(environment.get("APPDATA")))
                .filter(name -> !name.isBlank())
                .map(Path::of)
                .orElseGet(() -> Path.of(home, ".config"));
        return new Memory(folder.resolve("confero").resolve("desktop.properties"));
    }

    public Remembered load() {
        Properties kept = new Properties();
        if (Files.exists(file)) {
            try (Reader reader = Files.newBufferedReader(file)) {
                kept.load(reader);
            } catch (IOException | IllegalArgumentException e) {
                LOG.log(Level.WARNING, "What was remembered cannot be read", e);
            }
        }
        Remembered nothing = Remembered.NOTHING;
        return new Remembered(
                kept.getProperty("server", nothing.server()),
                kept.getProperty("room", nothing.room()),
                kept.getProperty("name", nothing.name()),
                Boolean.parseBoolean(kept.getProperty("microphone", "true")),
                Boolean.parseBoolean(kept.getProperty("camera", "true")));
    }

    public void save(Remembered remembered) {
        Properties kept = new Properties();
        kept.setProperty("server", remembered.server());
        kept.setProperty("room", remembered.room());
        kept.setProperty("name", remembered.name());
        kept.setProperty("microphone", String.valueOf(remembered.microphone()));
        kept.setProperty("camera", String.valueOf(remembered.camera()));
        try {
            Files.createDirectories(file.getParent());
            try (Writer writer = Files.newBufferedWriter(file)) {
                kept.store(writer, "Confero: what the start screen shows again");
            }
        } catch (IOException e) {
            LOG.log(Level.WARNING, "What should be remembered cannot be written", e);
        }
    }
}

package org.confero.desktop.files;

import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Where the person's system puts what comes from elsewhere. */
public final class Downloads {
    private static final Logger LOG = System.getLogger(Downloads.class.getName());

    /** One line of {@code user-dirs.dirs}, as xdg-user-dirs writes it: below the home folder, or from the root. */
    private static final Pattern LINE = Pattern.compile("XDG_DOWNLOAD_DIR=\"(\\$HOME)?(/[^\"]*)\"");

    private Downloads() {}

    /** The folder that the desktop is set up with, or {@code Downloads} in the home folder; it need not be there. */
    public static Path ofUser(Map<String, String> environment, String home) {
        Path settings = Optional.ofNullable(environment.get("XDG_CONFIG_HOME"))
                .filter(name -> !name.isBlank())
                .map(Path::of)
                .orElseGet(() -> Path.of(home, ".config"));
        return setUp(settings.resolve("user-dirs.dirs"), home).orElseGet(() -> Path.of(home, "Downloads"));
    }

    private static Optional<Path> setUp(Path file, String home) {
        for (String line : lines(file)) {
            Matcher matcher = LINE.matcher(line.strip());
            if (matcher.matches()) {
                Path path = Path.of(matcher.group(1) == null ? matcher.group(2) : home + matcher.group(2));
                // A desktop without such a folder names the home folder, which is no place for strangers' files.
                return path.normalize().equals(Path.of(home).normalize()) ? Optional.empty() : Optional.of(path);
            }
        }
        return Optional.empty();
    }

    private static List<String> lines(Path file) {
        try {
            return Files.exists(file) ? Files.readAllLines(file) : List.of();
        } catch (IOException e) {
            LOG.log(Level.WARNING, "The folders of the desktop cannot be read: {0}", e.toString());
            return List.of();
        }
    }
}

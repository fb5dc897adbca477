package org.confero.desktop.files;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DownloadsTest {
    @TempDir
    private Path home;

    private Path settings = Path.of("");

    @BeforeEach
    void configure() throws IOException {
        settings = Files.createDirectories(home.resolve(".config")).resolve("user-dirs.dirs");
    }

    @Test
    void theFolderThatTheDesktopIsSetUpWithIsTaken() throws IOException {
        Files.writeString(
                settings, "# comment\nXDG_DESKTOP_DIR=\"$HOME/Desk\"\nXDG_DOWNLOAD_DIR=\"$HOME/Herunter geladen\"\n");
        assertThat(downloads()).isEqualTo(home.resolve("Herunter geladen"));

        Files.writeString(settings, "XDG_DOWNLOAD_DIR=\"/data/downloads\"\n");
        assertThat(downloads()).isEqualTo(Path.of("/data/downloads"));
    }

    @Test
    void withoutOneItIsDownloadsAndNeverTheHomeFolderItself() throws IOException {
        assertThat(downloads()).isEqualTo(home.resolve("Downloads"));

        Files.writeString(settings, "XDG_DOWNLOAD_DIR=\"$HOME/\"\n");
        assertThat(downloads()).isEqualTo(home.resolve("Downloads"));
    }

    private Path downloads() {
        return Downloads.ofUser(Map.of(), home.toString());
    }
}

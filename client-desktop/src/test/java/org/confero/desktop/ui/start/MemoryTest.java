package org.confero.desktop.ui.start;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MemoryTest {
    private static final Remembered ADA =
            new Remembered("https://meet.example.org", "demo", "Ada Łovelace", false, true);

    @Test
    void whatWasSavedIsThereTheNextTime(@TempDir Path folder) {
        Path file = folder.resolve("new").resolve("desktop.properties");
        new Memory(file).save(ADA);
        assertThat(new Memory(file).load()).isEqualTo(ADA);
    }

    @Test
    void nothingIsRememberedAtFirst(@TempDir Path folder) {
        assertThat(new Memory(folder.resolve("none")).load()).isEqualTo(Remembered.NOTHING);
    }

    @Test
    void brokenFileIsDoneWithout(@TempDir Path folder) throws IOException {
        Path file = Files.writeString(folder.resolve("broken"), "name=\\u12");
        assertThat(new Memory(file).load()).isEqualTo(Remembered.NOTHING);
    }

    @Test
    void placeThatCannotBeWrittenIsDoneWithout(@TempDir Path folder) throws IOException {
        Path file = Files.writeString(folder.resolve("file"), "").resolve("desktop.properties");
        new Memory(file).save(ADA);
        assertThat(new Memory(file).load()).isEqualTo(Remembered.NOTHING);
    }

    @Test
    void personsOwnFolderForSettingsIsUsed(@TempDir Path folder) {
        Memory.ofUser(Map.of("XDG_CONFIG_HOME", folder.toString()), "/nowhere").save(ADA);
        assertThat(folder.resolve("confero/desktop.properties")).exists();
        Memory.ofUser(Map.of(), folder.toString()).save(ADA);
        assertThat(folder.resolve(".config/confero/desktop.properties")).exists();
    }
}

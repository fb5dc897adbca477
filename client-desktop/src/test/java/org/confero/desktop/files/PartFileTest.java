package org.confero.desktop.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.confero.protocol.FileName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PartFileTest {
    private static final FileName PLAN = new FileName("plan.txt");
    private static final byte[] WORDS = "..hello world".getBytes(StandardCharsets.UTF_8);

    /** Of "hello world". */
    private static final String SHA = "b94d27b9934d3e08a52e52d7da7dabfac484efe37a5380ee9088f7ace2efcde9";

    @TempDir
    private Path folder;

    @Test
    void whatIsWholeGetsItsNameAndNothingIsWrittenOver() throws IOException {
        Files.writeString(folder.resolve("plan.txt"), "mine");
        PartFile part = PartFile.begin(folder, PLAN);
        assertThat(part.append(WORDS, 2, 5)).isEqualTo(5);
        assertThat(part.append(WORDS, 7, 6)).isEqualTo(11);
        assertThat(names()).containsExactly("plan.txt", "plan.txt.part");

        assertThat(part.finish(SHA)).hasValue(folder.resolve("plan (2).txt"));
        assertThat(folder.resolve("plan (2).txt")).hasContent("hello world");
        assertThat(folder.resolve("plan.txt")).hasContent("mine");
        assertThat(names()).containsExactly("plan (2).txt", "plan.txt");
    }

    @Test
    void whatIsDamagedGetsNoNameAndIsDeleted() throws IOException {
        PartFile part = PartFile.begin(folder.resolve("new/folder"), PLAN);
        part.append(WORDS, 0, 11);

        assertThat(part.finish(SHA)).isEmpty();
        part.discard();
        part.discard();
        assertThat(folder.resolve("new/folder")).isEmptyDirectory();
    }

    @Test
    void twoOfOneNameDoNotMeet() throws IOException {
        PartFile one = PartFile.begin(folder, PLAN);
        PartFile other = PartFile.begin(folder, PLAN);
        one.append(WORDS, 2, 11);
        other.append(WORDS, 2, 11);

        assertThat(one.finish(SHA)).hasValue(folder.resolve("plan.txt"));
        assertThat(other.finish(SHA)).hasValue(folder.resolve("plan (2).txt"));
    }

    @Test
    void aLinkThatStandsThereIsNotFollowed() throws IOException {
        Path secret = folder.resolve("secret");
        Files.createSymbolicLink(folder.resolve("plan.txt"), secret);
        Files.createSymbolicLink(folder.resolve("plan.txt.part"), secret);
        PartFile part = PartFile.begin(folder, PLAN);
        part.append(WORDS, 2, 11);

        assertThat(part.finish(SHA)).hasValue(folder.resolve("plan (2).txt"));
        assertThat(secret).doesNotExist();
    }

    @Test
    void aFileOfOursIsReadPieceByPiece() throws IOException {
        Path words = Files.write(folder.resolve("words.txt"), WORDS);
        try (SourceFile source = SourceFile.open(words)) {
            assertThat(source.name()).isEqualTo(new FileName("words.txt"));
            assertThat(source.size()).isEqualTo(13);
            assertThat(source.piece(258, 2, 5))
                    .containsExactly(0, 0, 1, 2, 0, 0, 0, 0, 0, 0, 0, 2, 'h', 'e', 'l', 'l', 'o');
            assertThatThrownBy(() -> source.piece(1, 10, 5)).isInstanceOf(IOException.class);
        }
        Files.writeString(words, "hello world");
        try (SourceFile source = SourceFile.open(words)) {
            assertThat(source.sha256()).isEqualTo(SHA);
        }
    }

    @Test
    void onlyFilesAreOffered() {
        assertThatThrownBy(() -> SourceFile.open(folder))
                .isInstanceOf(UnfitFileException.class)
                .hasMessageEndingWith("is not a file");
    }

    private List<String> names() throws IOException {
        try (var files = Files.list(folder)) {
            return files.map(file -> String.valueOf(file.getFileName()))
                    .sorted()
                    .toList();
        }
    }
}

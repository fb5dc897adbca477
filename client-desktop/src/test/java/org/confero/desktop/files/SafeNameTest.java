package org.confero.desktop.files;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.confero.protocol.FileName;
import org.confero.protocol.Limits;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SafeNameTest {
    @ParameterizedTest
    @CsvSource({
        "plan.pdf, plan.pdf",
        "Größe 2.txt, Größe 2.txt",
        "日本語.txt, 日本語.txt",
        "a:b*c?.txt, a_b_c_.txt",
        "C:evil, C_evil",
        ".bashrc, _bashrc",
        "..., file",
        "trailing. . , trailing",
        "CON, _CON",
        "nul.txt, _nul.txt",
        "com1.tar.gz, _com1.tar.gz",
        "LPT9 .x, _LPT9 .x",
        "console.txt, console.txt"
    })
    void whatOthersCallTheirFilesIsMadeSafe(String offered, String kept) {
        assertThat(SafeName.of(new FileName(offered))).isEqualTo(kept);
    }

    @Test
    void whatCannotBeSeenIsSeen() {
        assertThat(SafeName.of(new FileName("a\u200bb\u061cfdp.exe"))).isEqualTo("a_b_fdp.exe");
    }

    @Test
    void aLongNameKeepsItsKindAndFitsAnyDisk() {
        String kept = SafeName.of(new FileName("日".repeat(240) + ".pdf"));

        assertThat(kept).endsWith("日.pdf");
        assertThat(kept.getBytes(StandardCharsets.UTF_8).length).isBetween(190, 200);
        assertThat(SafeName.of(new FileName("😀".repeat(120))).getBytes(StandardCharsets.UTF_8))
                .hasSize(200);
    }

    @Test
    void theNumberStandsBeforeTheKind() {
        assertThat(SafeName.numbered("plan.pdf", 1)).isEqualTo("plan.pdf");
        assertThat(SafeName.numbered("plan.pdf", 2)).isEqualTo("plan (2).pdf");
        assertThat(SafeName.numbered("README", 3)).isEqualTo("README (3)");
    }

    @Test
    void whateverOursIsCalledCanBeOffered() {
        assertThat(SafeName.offered("a\\b\nc").value()).isEqualTo("a_b_c");
        assertThat(SafeName.offered("x".repeat(300) + ".pdf").value())
                .hasSize(Limits.FILE_NAME_CHARS)
                .endsWith("x.pdf");
    }
}

package org.confero.desktop.ui.call;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.EnumSet;
import java.util.List;
import org.confero.desktop.conference.FileLine;
import org.confero.desktop.conference.FileLine.Stage;
import org.confero.protocol.ClientKey;
import org.confero.protocol.DisplayName;
import org.confero.protocol.FileName;
import org.confero.protocol.ParticipantId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FileWordsTest {
    @ParameterizedTest
    @CsvSource({
        "0, 0 bytes",
        "1, 1 byte",
        "999, 999 bytes",
        "1000, 1.0 kB",
        "65524, 65.5 kB",
        "999999, 1.0 MB",
        "3100000, 3.1 MB",
        "123456789, 123 MB",
        "4294967296, 4.3 GB"
    })
    void sizesAreInTheUnitsThatPeopleKnow(long bytes, String words) {
        assertThat(FileWords.size(bytes)).isEqualTo(words);
    }

    @Test
    void whateverFailsItIsSaidWhatToDo() {
        for (Stage stage : EnumSet.of(Stage.FAILED_HERE, Stage.DAMAGED)) {
            assertThat(FileWords.status(line(false, stage))).contains("sk Grace to offer it again");
        }
        for (Stage stage : EnumSet.of(Stage.FAILED_HERE, Stage.FAILED_THERE, Stage.DAMAGED, Stage.TOO_MANY)) {
            assertThat(FileWords.status(line(true, stage))).containsPattern("again|Choose it");
        }
    }

    @Test
    void whereNobodyTakesFilesItIsSaid() {
        assertThat(FileWords.status(line(true))).contains("Nobody here can take it");
    }

    @Test
    void progressIsOfAllThatIsWanted() {
        assertThat(FileWords.progress(line(true, Stage.MOVING, Stage.DECLINED, Stage.WAITING)))
                .isEqualTo(0.4);
        assertThat(FileWords.progress(line(true, Stage.DONE))).isZero();
    }

    /** Of a hundred bytes, forty are there. */
    private static FileLine line(boolean own, Stage... stages) {
        List<FileLine.Share> shares = List.of(stages).stream()
                .map(stage -> new FileLine.Share(new ParticipantId("g"), new DisplayName("Grace"), stage, 40))
                .toList();
        FileLine.Id id = new FileLine.Id(new ClientKey("k"), 1);
        return new FileLine(id, own, new FileName("plan.pdf"), 100, shares, null, null);
    }
}

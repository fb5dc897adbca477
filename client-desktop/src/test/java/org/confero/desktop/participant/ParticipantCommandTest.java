package org.confero.desktop.participant;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

class ParticipantCommandTest {
    private final StringWriter errors = new StringWriter();

    @Test
    void aNameThatIsEmptyOrTooLongIsRefusedByItself() {
        assertThat(run("--name", " ")).isEqualTo(2);
        assertThat(errors.toString()).contains("A name is needed (name-invalid)");
        assertThat(run("--name", "x".repeat(10_240))).isEqualTo(2);
        assertThat(errors.toString()).contains("at most 64 characters (name-invalid)");
    }

    @Test
    void aRoomThatCannotBeIsRefusedByItself() {
        assertThat(run("--room", "de mo")).isEqualTo(2);
        assertThat(errors.toString()).contains("(room-invalid)");
    }

    @Test
    void anAddressThatIsNoneIsRefusedByItself() {
        for (String address : List.of("localhost:8080", "ftp://x", "http://", "http://x/room", "::")) {
            assertThat(run("--server", address)).as(address).isEqualTo(2);
        }
        assertThat(errors.toString()).contains("http://localhost:8080");
    }

    @Test
    void whenNoneOfSeveralAddressesAnswersTheFirstIsNamed() {
        assertThat(run("--server", "http://localhost:1,http://127.0.0.1:2")).isEqualTo(1);
        assertThat(errors.toString().lines()).containsExactly("confero: Nothing answers at localhost:1");
    }

    @Test
    void anAddressUnderHttpsIsNotMixedWithOneThatIsNot() {
        assertThat(run("--server", "https://meet.test,http://meet.test")).isEqualTo(2);
        assertThat(errors.toString()).contains("Either all addresses of a server begin with https");
    }

    @ParameterizedTest
    @CsvSource({"500ms,500", "20s,20000", "5m,300000", "1h,3600000"})
    void durationsAreReadAsPeopleWriteThem(String text, long millis) {
        assertThat(new DurationOption().convert(text)).hasMillis(millis);
    }

    @Test
    void aDurationWithoutAUnitIsRefused() {
        assertThat(run("--for", "20")).isEqualTo(2);
        assertThat(errors.toString()).contains("such as 20s");
    }

    @Test
    void aFolderThatCannotBeIsSaidInOneLine(@TempDir Path folder) throws IOException {
        Path file = Files.createFile(folder.resolve("file"));
        assertThat(run("--pictures", file.toString())).isEqualTo(1);
        assertThat(errors.toString().lines()).singleElement().asString().contains("cannot be made");
    }

    @Test
    void aServerThatIsNotThereIsSaidInOneLine() {
        assertThat(run("--for", "1s")).isEqualTo(1);
        assertThat(errors.toString().lines()).containsExactly("confero: Nothing answers at localhost:1");
    }

    @Test
    void aReportThatCannotBeWrittenEndsTheStay(@TempDir Path folder) {
        assertThat(run("--report", folder.resolve("none/report.json").toString()))
                .isEqualTo(1);
        assertThat(errors.toString().lines()).singleElement().asString().contains("The report cannot be written");
    }

    @Test
    void aNameCannotLeadOutOfTheFolder() {
        assertThat(PictureFolder.fileName("../../etc/x")).isEqualTo("______etc_x.png");
        assertThat(PictureFolder.fileName("Ada")).isEqualTo("Ada.png");
    }

    /** With one option other than in a call that would work. */
    private int run(String option, String value) {
        List<String> arguments =
                new ArrayList<>(List.of("--server", "http://localhost:1", "--room", "demo", "--name", "Ada"));
        int known = arguments.indexOf(option);
        if (known >= 0) {
            arguments.set(known + 1, value);
        } else {
            arguments.addAll(List.of(option, value));
        }
        return new CommandLine(new ParticipantCommand())
                .setErr(new PrintWriter(errors, true))
                .execute(arguments.toArray(String[]::new));
    }
}

package org.confero.desktop.returning;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.stream.Stream;
import org.confero.protocol.DisplayName;
import org.confero.protocol.Resume;
import org.confero.protocol.RoomId;
import org.confero.protocol.SessionId;
import org.confero.protocol.SessionSecret;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StayFileTest {
    private static final Duration GRACE = Duration.ofMinutes(2);
    private static final KeptStay STAY = new KeptStay(
            URI.create("https://meet.example.org"),
            URI.create("https://b.meet.example.org"),
            new RoomId("demo"),
            new DisplayName("Ada Löw 🐦"),
            false,
            true,
            new Resume(new SessionId("s1"), new SessionSecret("very-secret"), 17),
            GRACE);

    @TempDir
    private Path folder;

    @Test
    void whatAKilledProcessLeavesIsFoundByTheNext() throws IOException {
        Path left = leftByTheKilled();
        assertThat(new StayFile(left).take()).contains(STAY);
        assertThat(left).exists();
    }

    @Test
    void nobodyButItsOwnerReadsItAndNothingElseIsLeft() throws IOException {
        Path state = folder.resolve("new").resolve("confero").resolve("stay.properties");
        new StayFile(state).keep(STAY);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(state)))
                .isEqualTo("rw-------");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(state.getParent())))
                .isEqualTo("rwx------");
        try (Stream<Path> all = Files.list(state.getParent())) {
            assertThat(all.map(path -> path.getFileName().toString()))
                    .containsExactlyInAnyOrder("stay.properties", "stay.properties.lock");
        }
    }

    @Test
    void aFileThatOthersCouldReadIsReplacedAndNotWrittenInto() throws IOException {
        Path state = folder.resolve("stay.properties");
        Files.writeString(state, "open to all");
        Files.setPosixFilePermissions(state, PosixFilePermissions.fromString("rw-rw-rw-"));
        new StayFile(state).keep(STAY);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(state)))
                .isEqualTo("rw-------");
    }

    @Test
    void itIsGoneWhenWeLeave() {
        Path state = folder.resolve("stay.properties");
        StayFile file = new StayFile(state);
        file.keep(STAY);
        file.forget();
        assertThat(state).doesNotExist();
        assertThat(new StayFile(state).take()).isEmpty();
    }

    @Test
    void aSessionWhoseGraceTimeIsOverIsNotComeBackToAndItsSecretIsDeleted() throws IOException {
        Path left = leftByTheKilled();
        Instant last = Files.getLastModifiedTime(left).toInstant();
        assertThat(new StayFile(left, () -> last.plus(GRACE)).take()).isEmpty();
        assertThat(left).doesNotExist();
    }

    @Test
    void itsTimeBeginsWhenTheSessionWasLastSeenToBeThere() throws IOException {
        Path state = folder.resolve("stay.properties");
        Instant later = Instant.now().plusSeconds(3600);
        StayFile file = new StayFile(state, () -> later);
        file.keep(STAY);
        file.stillThere();
        Path left = copied(state);
        assertThat(new StayFile(left, () -> later.plusSeconds(119)).take()).contains(STAY);
    }

    @Test
    void anotherWindowDoesNotTakeTheCallOfTheFirstAwayNorSpoilIt() {
        Path state = folder.resolve("stay.properties");
        StayFile first = new StayFile(state);
        first.keep(STAY);
        StayFile second = new StayFile(state);
        assertThat(second.take()).isEmpty();
        second.keep(STAY);
        second.forget();
        assertThat(state).exists();
        first.forget();
        second.keep(STAY);
        assertThat(state).exists();
    }

    @Test
    void whatIsNoStayIsNoneAndGoes() throws IOException {
        for (String content : new String[] {"", "nonsense", "room=a b", "\\uXYZ"}) {
            Path state = folder.resolve("stay.properties");
            Files.writeString(state, content);
            assertThat(new StayFile(state).take()).as(content).isEmpty();
            assertThat(state).doesNotExist();
        }
    }

    @Test
    void theSecretIsInNoText() {
        assertThat(STAY.toString()).doesNotContain("very-secret");
    }

    @Test
    void itIsWhereTheSystemKeepsSuchFiles() {
        StayFile.ofUser(Map.of("XDG_STATE_HOME", folder.toString()), "/nowhere").keep(STAY);
        assertThat(folder.resolve("confero").resolve("stay.properties")).exists();
    }

    /** With the content, rights and time of the real one, and without the lock, which the system has taken back. */
    private Path leftByTheKilled() throws IOException {
        Path state = folder.resolve("stay.properties");
        new StayFile(state).keep(STAY);
        return copied(state);
    }

    private Path copied(Path state) throws IOException {
        return Files.copy(state, folder.resolve("left.properties"), StandardCopyOption.COPY_ATTRIBUTES);
    }
}

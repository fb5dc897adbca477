package org.confero.desktop.conference;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.confero.desktop.conference.FileLine.Stage;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;

/** Files between real engines over real links. */
@TestInstance(Lifecycle.PER_CLASS)
class FilesIT {
    private static final int MEGABYTE = 1024 * 1024;

    private final TestServer server = new TestServer();

    @TempDir
    private Path folder;

    @AfterAll
    void stopServer() {
        server.close();
    }

    @Test
    void aFileComesAsItIsToEverybodyWhoWantsItAndIsNeverWrittenOver() throws IOException {
        Path plan = file("plan.bin", 30 * MEGABYTE + 7);
        Path taken = Files.createDirectories(folder.resolve("taken"));
        Files.writeString(taken.resolve("plan.bin"), "mine");
        try (Guest ada = guest("whole", "Ada");
                Guest grace = guest("whole", "Grace");
                Guest edsger = guest("whole", "Edsger")) {
            meet(ada, grace, edsger);
            ada.conference().offer(plan);
            edsger.conference().end(edsger.file(Stage.OFFERED).id());
            grace.conference().accept(grace.file(Stage.OFFERED).id(), taken);

            FileLine here = grace.file(Stage.DONE);
            assertThat(here.saved()).isEqualTo(taken.resolve("plan (2).bin")).hasSameBinaryContentAs(plan);
            assertThat(taken.resolve("plan.bin")).hasContent("mine");
            assertThat(namesIn(taken)).containsExactlyInAnyOrder("plan.bin", "plan (2).bin");
            ada.await("the end", () -> ada.files().getLast().isOver());
            assertThat(ada.files().getLast().shares())
                    .extracting(share -> share.name() + " " + share.stage())
                    .containsExactlyInAnyOrder("Grace DONE", "Edsger DECLINED");
            assertThat(ada.files().getLast().sha256()).isEqualTo(here.sha256());
        }
    }

    @Test
    void anEmptyFileComesToo() throws IOException {
        Path none = file("none.txt", 0);
        try (Guest ada = guest("empty", "Ada");
                Guest grace = guest("empty", "Grace")) {
            meet(ada, grace);
            ada.conference().offer(none);
            grace.conference().accept(grace.file(Stage.OFFERED).id(), folder.resolve("empty"));

            assertThat(grace.file(Stage.DONE).saved()).isEmptyFile();
            ada.file(Stage.DONE);
        }
    }

    @Test
    void aFileGoesOnWhereItStoodWhenItsLinkIsMadeAnew() throws IOException {
        Path film = file("film.bin", 100 * MEGABYTE);
        Path taken = folder.resolve("resumed");
        try (Guest ada = guest("resumed", "Ada");
                Guest grace = guest("resumed", "Grace")) {
            meet(ada, grace);
            ada.conference().offer(film);
            grace.conference().accept(grace.file(Stage.OFFERED).id(), taken);
            grace.await("much of it", () -> bytes(grace) > 40 * MEGABYTE);
            ada.conference().renewLink(ada.connectedTo("Grace").id());

            assertThat(grace.file(Stage.DONE).saved()).hasSameBinaryContentAs(film);
            ada.file(Stage.DONE);
            // Of the connection that there is now: neither the first one, nor one that has carried all once more.
            assertThat(ada.stats("Grace").link().bytesSent())
                    .as("what the second connection carried")
                    .isBetween(10L * MEGABYTE, 90L * MEGABYTE);
        }
    }

    @Test
    void nothingIsLeftOfWhatIsBrokenOff() throws IOException {
        Path film = file("long.bin", 100 * MEGABYTE);
        Path taken = folder.resolve("broken");
        try (Guest ada = guest("broken", "Ada");
                Guest grace = guest("broken", "Grace")) {
            meet(ada, grace);
            ada.conference().offer(film);
            grace.conference().accept(grace.file(Stage.OFFERED).id(), taken);
            grace.await("some of it", () -> bytes(grace) > MEGABYTE);
            grace.conference().end(grace.files().getLast().id());
            grace.file(Stage.CANCELLED_HERE);
            ada.file(Stage.CANCELLED_THERE);
            grace.await("an empty folder", () -> namesIn(taken).isEmpty());

            ada.conference().offer(film);
            grace.conference().accept(grace.file(Stage.OFFERED).id(), taken);
            grace.await("some of it", () -> bytes(grace) > MEGABYTE);
            ada.conference().end(ada.files().getLast().id());
            ada.file(Stage.CANCELLED_HERE);
            grace.file(Stage.CANCELLED_THERE);
            grace.await("an empty folder", () -> namesIn(taken).isEmpty());

            ada.conference().offer(film);
            grace.conference().accept(grace.file(Stage.OFFERED).id(), taken);
            grace.await("some of it", () -> bytes(grace) > MEGABYTE);
            ada.conference().leave().join();
            grace.file(Stage.GONE);
            grace.await("an empty folder", () -> namesIn(taken).isEmpty());
        }
    }

    @Test
    void whoComesLaterIsOfferedOnlyWhatIsForComers() throws IOException {
        Path early = file("early.bin", 10);
        Path always = file("always.bin", 10);
        try (Guest ada = guest("later", "Ada")) {
            ada.await("being in the room", () -> ada.told().contains("joined later"));
            ada.conference().offer(early);
            ada.conference().offerToComers(always);
            ada.await("both", () -> ada.files().size() == 2);
            try (Guest grace = guest("later", "Grace")) {
                grace.conference().accept(grace.file(Stage.OFFERED).id(), folder.resolve("later"));
                grace.file(Stage.DONE);
                assertThat(grace.files())
                        .extracting(FileLine::name)
                        .extracting(Object::toString)
                        .hasSize(1);
                assertThat(grace.files().getLast().name().value()).isEqualTo("always.bin");
            }
        }
    }

    @Test
    void whatIsNoFileIsSaidToBeNone() {
        try (Guest ada = guest("none", "Ada")) {
            ada.await("being in the room", () -> ada.told().contains("joined none"));
            ada.conference().offer(folder);
            ada.await("being told", () -> ada.told().contains("problem FILE_UNFIT"));
            assertThat(ada.files()).isEmpty();
        }
    }

    private Guest guest(String room, String name) {
        return new Guest(server.address(), room, name);
    }

    /** Until they have said hello on their links: who has heard a word of another's has been heard of before. */
    private static void meet(Guest guest, Guest... others) {
        for (Guest other : others) {
            other.connectedTo("Ada");
        }
        guest.conference().say("hello");
        for (Guest other : others) {
            other.await("a word", () -> other.chat().contains("Ada: hello"));
        }
    }

    private static long bytes(Guest guest) {
        return guest.files().getLast().shares().getFirst().bytes();
    }

    private Path file(String name, int size) throws IOException {
        byte[] content = new byte[size];
        new Random(size).nextBytes(content);
        return Files.write(folder.resolve(name), content);
    }

    private static List<String> namesIn(Path where) {
        try (var files = Files.list(where)) {
            return files.map(file -> String.valueOf(file.getFileName())).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

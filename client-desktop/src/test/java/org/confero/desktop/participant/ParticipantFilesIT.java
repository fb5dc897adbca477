package org.confero.desktop.participant;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Path;
import java.util.Map;
import org.confero.desktop.conference.TestServer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;

/** What participants without a window send each other. */
@TestInstance(Lifecycle.PER_CLASS)
class ParticipantFilesIT {
    /** Several times what the processes may have in memory. */
    private static final long SIZE = 256L * 1024 * 1024 + 1;

    private final TestServer server = new TestServer();

    @AfterAll
    void stopServer() {
        server.close();
    }

    @Test
    void aLargeFileComesWholeInLittleMemory(@TempDir Path folder) throws IOException {
        Path film = folder.resolve("film.mkv");
        try (RandomAccessFile file = new RandomAccessFile(film.toFile(), "rw")) {
            file.setLength(SIZE);
            file.seek(SIZE / 2);
            file.writeUTF("somewhere in the middle");
        }
        Path taken = folder.resolve("taken");
        Map<String, String> silent = Map.of("PULSE_SERVER", "unix:" + folder.resolve("none"));
        try (ParticipantProcess ada = new ParticipantProcess(
                        folder, server.address(), "Ada", silent, "--send-file", film.toString());
                ParticipantProcess grace = new ParticipantProcess(
                        folder, server.address(), "Grace", silent, "--accept-files", taken.toString())) {
            String done = "\"size\":" + SIZE + ",\"bytes\":" + SIZE + ",\"state\":\"done\"";
            grace.await(done);
            ada.await(done);
            assertThat(taken.resolve("film.mkv")).hasSameBinaryContentAs(film);
            assertThat(ada.end()).isZero();
            assertThat(grace.end()).isZero();
        }
    }

    @Test
    void withoutAWishForFilesNoneIsTaken(@TempDir Path folder) throws IOException {
        Map<String, String> silent = Map.of("PULSE_SERVER", "unix:" + folder.resolve("none"));
        try (ParticipantProcess grace = new ParticipantProcess(folder, server.address(), "Grace", silent)) {
            grace.await("\"room\":\"sound\"");
            try (ParticipantProcess ada = new ParticipantProcess(
                    folder,
                    server.address(),
                    "Ada",
                    silent,
                    "--send-file",
                    folder.resolve("Grace.json").toString())) {
                grace.await("\"state\":\"offered\"");
                ada.await("\"state\":\"offered\"");
                // Time enough for a file of this size to come.
                grace.awaitMore("framesDecoded", 60);
                grace.await("\"state\":\"offered\"");
                assertThat(grace.report()).doesNotContain("done", "moving");
            }
        }
    }
}

package org.confero.desktop.participant;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.confero.desktop.conference.TestServer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;

/** What participants without a window hear of each other. */
@TestInstance(Lifecycle.PER_CLASS)
class SoundIT {
    private final TestServer server = new TestServer();

    @AfterAll
    void stopServer() {
        server.close();
    }

    @Test
    void theToneComesOutOfTheOthersSpeakerAndTheMicrophoneStaysShut(@TempDir Path folder) throws IOException {
        try (SoundServer sound = new SoundServer(folder);
                ParticipantProcess ada = participant(folder, "Ada", sound.environment());
                ParticipantProcess grace = participant(folder, "Grace", sound.environment())) {
            ada.awaitMore("audioLevel", 0.1);
            grace.awaitMore("audioLevel", 0.1);
            assertThat(sound.loudest()).isGreaterThan(3000);
            assertThat(sound.list("sources"))
                    .filteredOn(line -> line.contains("microphone"))
                    .singleElement()
                    .asString()
                    .doesNotEndWith("RUNNING");
            assertThat(ada.end()).isZero();
            assertThat(grace.end()).isZero();
            assertThat(sound.list("modules")).noneMatch(line -> line.contains("confero"));
        }
    }

    @Test
    void withoutASoundServerTheirOwnOneMeasures(@TempDir Path folder) throws IOException {
        Map<String, String> nowhere = Map.of("PULSE_SERVER", "unix:" + folder.resolve("none"));
        try (ParticipantProcess ada = participant(folder, "Ada", nowhere);
                ParticipantProcess grace = participant(folder, "Grace", nowhere)) {
            ada.awaitMore("audioLevel", 0.1);
            grace.awaitMore("audioLevel", 0.1);
            assertThat(ada.end()).isZero();
        }
    }

    @Test
    void withoutPulseAudioTheToneIsSentAndNoLevelIsMadeUp(@TempDir Path folder) throws IOException {
        Map<String, String> bare = Map.of("PULSE_SERVER", "unix:" + folder.resolve("none"), "PATH", folder.toString());
        try (ParticipantProcess ada = participant(folder, "Ada", bare);
                ParticipantProcess grace = participant(folder, "Grace", bare)) {
            ada.awaitMore("audioPackets", 100);
            grace.awaitMore("audioPackets", 100);
            assertThat(ada.report()).contains("\"audioLevel\":null");
            assertThat(grace.end()).isZero();
        }
    }

    private ParticipantProcess participant(Path folder, String name, Map<String, String> environment)
            throws IOException {
        return new ParticipantProcess(folder, server.address(), name, environment);
    }
}

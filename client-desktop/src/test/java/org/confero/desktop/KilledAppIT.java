package org.confero.desktop;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.confero.desktop.conference.ConferenceListener.LinkState;
import org.confero.desktop.conference.ConferenceListener.Remote;
import org.confero.desktop.conference.TestServer;
import org.confero.desktop.participant.ParticipantProcess;
import org.confero.protocol.DisplayName;
import org.confero.protocol.Presence;
import org.confero.protocol.RoomId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The app as a process of its own, killed in a call and started again. */
class KilledAppIT {
    /** For a machine that is busy with much else. */
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @Test
    void anAppThatIsKilledComesBackIntoItsPlaceAsItWasAndNobodySeesItLeave(@TempDir Path folder) throws IOException {
        Path stay = folder.resolve("state").resolve("confero").resolve("stay.properties");
        try (TestServer server = new TestServer();
                Friend grace = new Friend(server.address(), new RoomId("killed"), new DisplayName("Grace"))) {
            Process app = start(folder, server.address(), "#join,#microphone");
            String before;
            try {
                await(
                        folder,
                        "Ada, muted",
                        () -> up(grace).filter(ada -> !ada.state().audio()).isPresent());
                await(folder, "what is kept of it", () -> text(stay).contains("microphone=false"));
                before = up(grace).orElseThrow().id().value();
            } finally {
                // As by kill -9.
                app.destroyForcibly().onExit().join();
            }
            await(
                    folder,
                    "Ada to be waited for",
                    () -> ada(grace)
                            .filter(ada -> ada.participant().presence() == Presence.RECONNECTING)
                            .isPresent());

            Process again = start(folder, server.address(), "");
            try {
                await(
                        folder,
                        "Ada's coming back",
                        () -> up(grace)
                                .filter(ada -> !ada.id().value().equals(before))
                                .isPresent());
                Remote ada = up(grace).orElseThrow();
                assertThat(ada.state().audio()).as("muted, as she was").isFalse();
                assertThat(ada.state().video()).isTrue();
                assertThat(ada.participant().presence()).isEqualTo(Presence.CONNECTED);
                // Her old link goes and her new one comes in one and the same moment.
                int first = firstWithAda(grace);
                assertThat(grace.history().subList(first, grace.history().size()))
                        .filteredOn(List::isEmpty)
                        .hasSizeLessThanOrEqualTo(1);
                assertThat(grace.history())
                        .allSatisfy(others -> assertThat(others).hasSizeLessThanOrEqualTo(1));
            } finally {
                again.destroy();
                again.onExit().join();
            }
            await(folder, "Ada's leaving", () -> grace.others().isEmpty());
            assertThat(stay).as("who leaves in order does not come back").doesNotExist();
        }
    }

    @Test
    void aParticipantWithoutAWindowComesBackByItsFile(@TempDir Path folder) throws IOException {
        Map<String, String> silent = Map.of("PULSE_SERVER", "unix:" + folder.resolve("none"));
        String[] keeping = {"--stay-file", folder.resolve("stay.properties").toString()};
        try (TestServer server = new TestServer();
                Friend grace = new Friend(server.address(), new RoomId("sound"), new DisplayName("Grace"))) {
            String before;
            try (ParticipantProcess ada = new ParticipantProcess(folder, server.address(), "Ada", silent, keeping)) {
                await(folder, "Ada", () -> up(grace).isPresent());
                await(
                        folder,
                        "what is kept of her",
                        () -> text(folder.resolve("stay.properties")).contains("secret"));
                before = up(grace).orElseThrow().id().value();
                ada.kill();
            }
            try (var _ = new ParticipantProcess(folder, server.address(), "Ada", silent, keeping)) {
                await(
                        folder,
                        "Ada's coming back",
                        () -> up(grace)
                                .filter(ada -> !ada.id().value().equals(before))
                                .isPresent());
                assertThat(grace.others()).hasSize(1);
                assertThat(grace.history())
                        .allSatisfy(others -> assertThat(others).hasSizeLessThanOrEqualTo(1));
            }
            assertThat(folder.resolve("stay.properties")).doesNotExist();
        }
    }

    private static int firstWithAda(Friend grace) {
        for (int at = 0; at < grace.history().size(); at++) {
            if (!grace.history().get(at).isEmpty()) {
                return at;
            }
        }
        throw new AssertionError("Ada was never there");
    }

    private static Optional<Remote> ada(Friend grace) {
        return grace.others().stream().findFirst();
    }

    private static Optional<Remote> up(Friend grace) {
        return ada(grace).filter(ada -> ada.link() == LinkState.CONNECTED);
    }

    private static Process start(Path folder, URI server, String press) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Dglass.platform=Headless",
                "-D" + PressedApp.BUTTONS + "=" + press,
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow",
                "-Xmx192m",
                "-cp",
                System.getProperty("java.class.path"),
                PressedApp.class.getName(),
                "desktop",
                "--server=" + server,
                "--fake-media"));
        if (!press.isEmpty()) {
            command.addAll(List.of("--room=killed", "--name=Ada"));
        }
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log(folder).toFile()));
        builder.environment().put("XDG_STATE_HOME", folder.resolve("state").toString());
        builder.environment().put("XDG_CONFIG_HOME", folder.resolve("config").toString());
        return builder.start();
    }

    private static Path log(Path folder) {
        return folder.resolve("app.log");
    }

    private static String text(Path file) {
        try {
            return Files.exists(file) ? Files.readString(file) : "";
        } catch (IOException e) {
            return "";
        }
    }

    private static void await(Path folder, String what, BooleanSupplier condition) {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime())
                    .as("waited for %s; the app says %s", what, text(log(folder)))
                    .isLessThan(deadline);
            LockSupport.parkNanos(Duration.ofMillis(20).toNanos());
        }
    }
}

package org.confero.desktop;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.confero.desktop.conference.ConferenceListener.LinkState;
import org.confero.desktop.conference.ConferenceListener.Remote;
import org.confero.desktop.conference.TestServer;
import org.confero.desktop.participant.ParticipantProcess;
import org.confero.protocol.DisplayName;
import org.confero.protocol.RoomId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A machine that sleeps for longer than anybody waits for it, as far as a process can: it is stopped. */
class SleepIT {
    /** For a machine that is busy with much else. */
    private static final Duration PATIENCE = Duration.ofSeconds(90);

    @Test
    void whoHasSleptForLongerThanTheGraceTimeIsInTheRoomAgainByItself(@TempDir Path folder) throws IOException {
        Map<String, String> silent = Map.of("PULSE_SERVER", "unix:" + folder.resolve("none"));
        try (TestServer server = new TestServer(
                        "--confero.limits.heartbeat=1s", "--confero.limits.silence=3s", "--confero.limits.grace=3s");
                Friend grace = new Friend(server.address(), new RoomId("sound"), new DisplayName("Grace"));
                ParticipantProcess ada = new ParticipantProcess(folder, server.address(), "Ada", silent)) {
            ada.await("\"connected\":true");
            await("Ada", () -> isUp(grace.others()));
            String before = grace.others().getFirst().id().value();
            ada.sleep();
            // Gone for the server and, as the link is dead, for Grace.
            await("Ada to be gone", () -> grace.others().isEmpty());
            int gone = grace.history().size();

            ada.wake();
            await("Ada again", () -> isUp(grace.others()));
            assertThat(grace.others().getFirst().id().value()).isNotEqualTo(before);
            ada.await("\"server\":\"connected\"");
            ada.await("\"connected\":true");
            // Once, and for good: no ghost of hers comes, and no second link.
            try (Friend edsger = new Friend(server.address(), new RoomId("sound"), new DisplayName("Edsger"))) {
                await(
                        "both",
                        () -> edsger.others().size() == 2
                                && edsger.others().stream().allMatch(one -> one.link() == LinkState.CONNECTED));
            }
            assertThat(grace.history().subList(gone, grace.history().size()))
                    .allSatisfy(others -> assertThat(others)
                            .filteredOn(one -> one.name().value().equals("Ada"))
                            .hasSizeLessThanOrEqualTo(1));
        }
    }

    private static boolean isUp(List<Remote> others) {
        return others.size() == 1 && others.getFirst().link() == LinkState.CONNECTED;
    }

    private static void await(String what, BooleanSupplier condition) {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).as("waited for %s", what).isLessThan(deadline);
            LockSupport.parkNanos(Duration.ofMillis(20).toNanos());
        }
    }
}

package org.confero.desktop.participant;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.confero.call.Pace;
import org.confero.call.Tally;
import org.confero.codec.Documents;
import org.confero.desktop.conference.ChatLine;
import org.confero.desktop.conference.ConferenceListener;
import org.confero.desktop.conference.ConferenceListener.Remote;
import org.confero.desktop.conference.FileLine;
import org.confero.desktop.conference.ParticipantStats;
import org.confero.desktop.conference.Signs;
import org.confero.desktop.rtc.Gap;
import org.confero.desktop.rtc.LinkStats;
import org.confero.desktop.rtc.Picture;
import org.confero.protocol.ClientKey;
import org.confero.protocol.DisplayName;
import org.confero.protocol.FileName;
import org.confero.protocol.MediaState;
import org.confero.protocol.Participant;
import org.confero.protocol.ParticipantId;
import org.confero.protocol.Presence;
import org.confero.protocol.Role;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReportTest {
    private static final LinkStats LINK = new LinkStats(
            5L,
            300,
            640,
            360,
            30.0,
            new Pace.Counts(300, 300, 9000),
            61,
            120,
            List.of(new Gap(1_000_000, 62_000_000, true)),
            List.of(),
            0.18,
            500,
            "VP8",
            "host",
            "prflx",
            1.5,
            new Tally.Counts(800, 2, 0),
            1000,
            2000);
    private static final ParticipantStats GRACE =
            new ParticipantStats(new ParticipantId("g"), new DisplayName("Grace"), true, 420L, LINK);

    private static final FileLine PLAN = new FileLine(
            new FileLine.Id(new ClientKey("k"), 1),
            true,
            new FileName("plan.pdf"),
            9,
            List.of(
                    new FileLine.Share(GRACE.id(), GRACE.name(), FileLine.Stage.CANCELLED_THERE, 4),
                    new FileLine.Share(new ParticipantId("x"), GRACE.name(), FileLine.Stage.DONE, 9)),
            null,
            "ab");

    @Test
    void everyFieldHasItsName() {
        String json = Documents.encode(new Report(
                "demo",
                300L,
                "connected",
                "host",
                false,
                List.of(Report.Entry.of(GRACE, present(), List.of(PLAN), 1000)),
                List.of(Report.ChatEntry.of(new ChatLine(
                        new ClientKey("k"),
                        1,
                        GRACE.name(),
                        Instant.EPOCH,
                        "hello",
                        false,
                        true,
                        ChatLine.Arrival.EVERYWHERE)))));
        assertThat(json.replaceAll("\\s+", ""))
                .isEqualTo(
                        "{\"room\":\"demo\",\"joinMs\":300,\"server\":\"connected\",\"role\":\"host\",\"waiting\":false,\"participants\":[{"
                                + "\"name\":\"Grace\",\"connected\":true,\"link\":\"interrupted\",\"audio\":true,\"video\":false,\"firstFrameMs\":420,\"framesDecoded\":300,"
                                + "\"width\":640,\"height\":360,\"framesPerSecond\":30.0,\"longestVideoGapMs\":61,"
                                + "\"longestAudioGapMs\":120,\"videoGaps\":[{\"at\":1001,\"ms\":61,\"over\":true}],\"audioGaps\":[],\"audioLevel\":0.18,\"audioPackets\":500,\"codec\":\"VP8\","
                                + "\"localCandidateType\":\"host\",\"remoteCandidateType\":\"prflx\",\"roundTripMs\":1.5,"
                                + "\"bytesReceived\":1000,\"bytesSent\":2000,\"files\":[{\"name\":\"plan.pdf\","
                                + "\"sent\":true,\"size\":9,\"bytes\":4,\"state\":\"cancelled-there\",\"sha256\":\"ab\"}]}],\"chat\":[{\"name\":\"Grace\",\"text\":\"hello\",\"own\":true,\"arrival\":\"everywhere\"}]}");
    }

    @Test
    void whoHasLeftIsNotConnected() {
        assertThat(Report.Entry.of(GRACE, null, List.of(), 0).connected()).isFalse();
    }

    private static Remote present() {
        MediaState heard = new MediaState(true, false, false, false);
        return new Remote(
                new Participant(GRACE.id(), GRACE.name(), heard, Role.PARTICIPANT, Presence.CONNECTED),
                ConferenceListener.LinkState.INTERRUPTED,
                new Picture(),
                Signs.NONE);
    }

    @Test
    void whoeverReadsTheFileFindsItWhole(@TempDir Path folder) throws IOException {
        Path file = folder.resolve("report.json");
        AtomicFile.write(file, "old".getBytes(StandardCharsets.UTF_8));
        AtomicFile.write(file, "new".getBytes(StandardCharsets.UTF_8));
        assertThat(file).hasContent("new");
        try (var files = Files.list(folder)) {
            assertThat(files).containsExactly(file);
        }
    }
}

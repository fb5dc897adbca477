package org.confero.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.confero.codec.Codec;
import org.confero.codec.ControlFrames;
import org.confero.codec.Decoded;
import org.confero.protocol.CloseCode;
import org.confero.protocol.ErrorCode;
import org.confero.protocol.LeaveReason;
import org.confero.protocol.Limits;
import org.confero.protocol.Moderation;
import org.junit.jupiter.api.Test;

/** PROTOCOL.md is normative; here it is held to what the code knows. */
class ProtocolTextTest {
    private static final Path DOCS = Path.of("docs");

    @Test
    void everyMessageStandsInItsTableWithItsFixture() throws IOException {
        assertThat(firstCells(section("From the client"), "\\[`([a-z-]+)`]\\(\\S+/valid/client/\\1\\.json\\)"))
                .isEqualTo(types("valid/client", Codec::decodeClient));
        assertThat(firstCells(section("From the server"), "\\[`([a-z-]+)`]\\(\\S+/valid/server/\\1\\.json\\)"))
                .isEqualTo(types("valid/server", Codec::decodeServer));
        assertThat(firstCells(section("Control messages"), "\\[`([a-z-]+)`]\\(\\S+/valid/control/\\1\\.json\\)"))
                .isEqualTo(types(
                        "valid/control",
                        text -> ControlFrames.read(ControlFrames.Pending.NONE, text)
                                .message()
                                .orElseThrow()));
    }

    @Test
    void everyErrorCodeStandsInItsTable() throws IOException {
        assertThat(firstCells(section("Error codes"), "`([a-z-]+)`"))
                .isEqualTo(Arrays.stream(ErrorCode.values())
                        .map(ErrorCode::word)
                        .sorted()
                        .toList());
    }

    @Test
    void everyCloseCodeStandsInItsTable() throws IOException {
        assertThat(firstCells(section("Close codes"), "(\\d{4})"))
                .isEqualTo(Arrays.stream(CloseCode.values())
                        .map(code -> String.valueOf(code.code()))
                        .sorted()
                        .toList());
    }

    @Test
    void everyActionOfAHostStandsInItsTable() throws IOException {
        assertThat(section("Hosts"))
                .contains(Arrays.stream(Moderation.values())
                        .map(action -> "`" + action.word() + "`")
                        .toList());
    }

    @Test
    void everyReasonToLeaveIsNamed() throws IOException {
        assertThat(section("From the server"))
                .contains(Arrays.stream(LeaveReason.values())
                        .map(reason -> "`" + reason.word() + "`")
                        .toList());
    }

    @Test
    void theLimitsAreThoseOfTheCode() throws IOException {
        assertThat(section("Limits"))
                .contains("| frame | " + Limits.FRAME_BYTES + " bytes |")
                .contains("| `data` of a signal | " + Limits.SIGNAL_CHARS + " characters")
                .contains("| nesting of a message | " + Limits.JSON_DEPTH + " levels |")
                .contains("| display name | " + Limits.NAME_CODE_POINTS + " code points |")
                .contains("| title of a room | " + Limits.TITLE_CODE_POINTS + " code points |")
                .contains("| passcode, host key | " + Limits.PASSCODE_CHARS + " characters each |")
                .contains("| token | " + Limits.TOKEN_CHARS + " characters |")
                .contains("| people at a room's door | " + Limits.ROOM_WAITING + " |")
                .contains("| removed people that a room knows again | " + Limits.ROOM_REMOVED + " |")
                .contains("| messages kept for a resume | " + Limits.REPLAY_MESSAGES + ", and " + Limits.REPLAY_CHARS
                        + " characters |")
                .contains("| grace time | " + Limits.GRACE.toSeconds() + " s;")
                .contains("| participants of a room | " + Limits.ROOM_CAPACITY + " |")
                .contains("on one link | " + Limits.WAITING_PER_LINK + "; of more")
                .contains("on one link | " + Limits.WAITING_PER_LINK + "; one more")
                .contains("| message on a control channel | " + Limits.CONTROL_BYTES + " bytes |")
                .contains("| heartbeat | " + Limits.HEARTBEAT.toMillis() + " ms |")
                .contains("| silence | " + Limits.SILENCE.toSeconds() + " s |")
                .contains("| addresses of a server that clients are told | " + Limits.SERVER_ADDRESSES + " of "
                        + Limits.SERVER_ORIGIN_CHARS + " characters |")
                .contains("| time to say hello | " + Limits.HELLO_TIMEOUT.toSeconds() + " s |");
        assertThat(List.of(
                        Limits.ROOM_ID_CHARS,
                        Limits.PARTICIPANT_ID_CHARS,
                        Limits.REQUEST_ID_CHARS,
                        Limits.CLIENT_INFO_CHARS))
                .allMatch(chars -> chars == 64);
    }

    @Test
    void theLimitsOfWhatClientsSayToEachOtherAreThoseOfTheCode() throws IOException {
        assertThat(section("Limits"))
                .contains("| control message in parts | " + Limits.CONTROL_CHARS + " characters, each part "
                        + Limits.PART_CHARS + " |")
                .contains("| client key | " + Limits.CLIENT_KEY_CHARS + " characters |")
                .contains("| abilities | " + Limits.ABILITIES + " of " + Limits.ABILITY_CHARS + " characters |")
                .contains("| chat message | " + Limits.CHAT_CHARS + " characters |")
                .contains("| chat messages kept | " + Limits.CHAT_ENTRIES + "; of more the oldest go |")
                .contains("| authors of chat in one message | " + Limits.CHAT_AUTHORS + " |")
                .contains("| chat messages in a piece of history | " + Limits.CHAT_PIECE + " |")
                .contains("| reaction | " + Limits.REACTION_CHARS + " characters |")
                .contains("| picture wanted | " + Limits.PICTURE_PIXELS + " pixels each way, " + Limits.PICTURE_RATE
                        + " frames a second |")
                .contains("| name of a file | " + Limits.FILE_NAME_CHARS + " characters |")
                .contains("| file | " + Limits.FILE_BYTES + " bytes |")
                .contains("| piece of a file | " + Limits.FILE_PIECE_BYTES + " bytes, " + Limits.FILE_HEADER_BYTES
                        + " of them header |")
                .contains("| bytes of a file under way | " + Limits.FILE_WINDOW_BYTES + " |")
                .contains("| files on one link, each way | " + Limits.FILES_PER_LINK + " |")
                .contains("| signals kept until acknowledged, on one link | " + Limits.SIGNALS_KEPT + " |");
    }

    @Test
    void everyLinkLeadsSomewhere() throws IOException {
        Pattern link = Pattern.compile("]\\(([^)#]+)\\)");

        assertThat(link.matcher(text()).results().map(result -> result.group(1)))
                .isNotEmpty()
                .allSatisfy(target -> assertThat(DOCS.resolve(target)).exists());
    }

    private static <T> List<String> types(String folder, Function<String, Decoded<T>> decode) {
        return Fixtures.in(folder).stream()
                .peek(fixture -> assertThat(decode.apply(fixture.text())).isInstanceOf(Decoded.Ok.class))
                .map(fixture -> fixture.json().get("type").stringValue())
                .distinct()
                .sorted()
                .toList();
    }

    /** What the pattern's group finds in the first cell of each row of the section's table. */
    private static List<String> firstCells(String section, String pattern) {
        return Pattern.compile("^\\| " + pattern + " \\|", Pattern.MULTILINE)
                .matcher(section)
                .results()
                .map((MatchResult result) -> result.group(1))
                .sorted()
                .toList();
    }

    /** The text from this heading to the next. */
    private static String section(String heading) throws IOException {
        return Arrays.stream(text().split("(?m)^#+ ", -1))
                .filter(section -> section.startsWith(heading + "\n"))
                .findFirst()
                .orElseThrow(() -> new AssertionError("PROTOCOL.md has no section " + heading));
    }

    private static String text() throws IOException {
        return Files.readString(DOCS.resolve("PROTOCOL.md"));
    }
}

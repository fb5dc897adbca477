package org.confero.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class ValuesTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "Ada",
                "Åsa",
                "李小龍",
                "محمد علي",
                "שלום",
                "👩‍👩‍👧‍👦",
                "e\u0301",
                "O'Neil \"<b>\" & Co",
                "a\u00a0b"
            })
    void namesOfAllScriptsAreTaken(String name) {
        assertThat(new DisplayName(name).value()).isEqualTo(name);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\u202eevil",
                "a\u202db",
                "a\u202ab",
                "a\u202bb",
                "a\u202cb",
                "a\u2066b",
                "a\u2067b",
                "a\u2068b",
                "a\u2069b"
            })
    void aNameCannotTurnTheLineRound(String name) {
        assertNameInvalid(name);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "\u3000\u2003\t\n",
                "a\nb",
                "a\rb",
                "a\u0000b",
                "a\u001bb",
                "a\u0085b",
                "a\u2028b",
                "a\u2029b"
            })
    void aNameIsOneVisibleLine(String name) {
        assertNameInvalid(name);
    }

    @ParameterizedTest
    @ValueSource(strings = {"\u200b", "\u200d\ufeff", "\u2060\u0300", "\u3164", "\u2800\u2800", "\ufe0f"})
    void aNameCanBeSeen(String name) {
        assertNameInvalid(name);
    }

    @Test
    void halfASurrogatePairIsNoName() {
        assertNameInvalid("a\ud83d");
        assertNameInvalid("\ude00a");
    }

    @Test
    void aNameIsMeasuredInCodePointsAfterTrimming() {
        assertThat(new DisplayName("  " + "😀".repeat(Limits.NAME_CODE_POINTS) + "  ").value())
                .hasSize(2 * Limits.NAME_CODE_POINTS);
        assertNameInvalid("a".repeat(Limits.NAME_CODE_POINTS + 1));
        assertNameInvalid("a".repeat(10 * 1024));
    }

    @Test
    void whatIsWrongWithANameIsSaidWithoutTheName() {
        assertThatExceptionOfType(InvalidValueException.class)
                .isThrownBy(() -> new DisplayName("secret".repeat(2000)))
                .satisfies(e -> assertThat(e.detail()).hasSizeLessThan(100).doesNotContain("secret"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "-a", "_a", "a b", "a/b", "..", "a.b", "ä", "a\n", "%41", "api", "ws", "actuator", "error"})
    void aRoomIdIsFitForALink(String id) {
        assertThatExceptionOfType(InvalidValueException.class)
                .isThrownBy(() -> new RoomId(id))
                .satisfies(e -> assertThat(e.code()).isEqualTo(ErrorCode.ROOM_INVALID));
    }

    @Test
    void roomIdsDifferByCase() {
        assertThat(new RoomId("Demo")).isNotEqualTo(new RoomId("demo"));
        assertThat(new RoomId("r".repeat(Limits.ROOM_ID_CHARS)).value()).hasSize(Limits.ROOM_ID_CHARS);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a b", "a\n", "ü", "a.b"})
    void anIdThatTheServerNeverMadeIsRefused(String id) {
        assertThatExceptionOfType(InvalidValueException.class).isThrownBy(() -> new ParticipantId(id));
        assertThatExceptionOfType(InvalidValueException.class).isThrownBy(() -> new SessionId(id));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a b", "1\n2", "é"})
    void aRequestIdBreaksNoLog(String id) {
        assertThatExceptionOfType(InvalidValueException.class).isThrownBy(() -> new RequestId(id));
    }

    @ParameterizedTest
    @EnumSource(ErrorCode.class)
    void anErrorCodeIsFoundByItsWord(ErrorCode code) {
        assertThat(code.word()).matches("[a-z]+(-[a-z]+)*");
        assertThat(ErrorCode.ofWord(code.word())).isEqualTo(Optional.of(code));
    }

    @Test
    void whatIsLoggedHoldsNoContent() {
        assertThat(new Payload("{\"sdp\":\"secret\"}").toString()).doesNotContain("secret");
        assertThat(new SignalData.Description(SignalData.Kind.OFFER, "secret").toString())
                .doesNotContain("secret");
        assertThat(new SignalData.Candidate("secret", "0", 0, "hush").toString())
                .doesNotContain("secret", "hush");
    }

    private static void assertNameInvalid(String name) {
        assertThatExceptionOfType(InvalidValueException.class)
                .isThrownBy(() -> new DisplayName(name))
                .satisfies(e -> assertThat(e.code()).isEqualTo(ErrorCode.NAME_INVALID));
    }
}

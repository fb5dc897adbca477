package org.confero.codec;

import static org.assertj.core.api.Assertions.assertThat;

import org.confero.protocol.ClientMessage;
import org.confero.protocol.ErrorCode;
import org.confero.protocol.Limits;
import org.confero.protocol.ParticipantId;
import org.confero.protocol.Payload;
import org.confero.protocol.RequestId;
import org.confero.protocol.ServerMessage;
import org.confero.protocol.SignalData.Candidate;
import org.junit.jupiter.api.Test;

class CodecTest {
    private static final ParticipantId BOB = new ParticipantId("bob");

    @Test
    void whatIsRelayedLeavesAsTheVeryCharactersThatItCameIn() {
        String data = "{ \"x\" : [1.50, \"\\u00e9 }\\\"\", {\"y\":null}],\n\t\"x\":2 }";

        Payload relayed = signalOf("{\"data\": " + data + " ,\"to\":\"bob\",\"type\":\"signal\"}");
        String out = Codec.encode(new ServerMessage.Signal(7, BOB, relayed));

        assertThat(out).isEqualTo("{\"type\":\"signal\",\"seq\":7,\"from\":\"bob\",\"data\":" + data + "}");
    }

    @Test
    void aLongPayloadIsCutAtTheRightPlaces() {
        // Longer than any buffer of the parser, with characters of one, two and four bytes.
        String data = "{\"description\":{\"type\":\"offer\",\"sdp\":\"" + "aé😀".repeat(14_000) + "\"}}";

        assertThat(signalOf("{\"type\":\"signal\",\"data\":" + data + ",\"to\":\"bob\"}"))
                .isEqualTo(new Payload(data));
    }

    @Test
    void anAnswerToABadRequestNamesIt() {
        assertThat(Codec.decodeClient("{\"type\":\"join\",\"room\":\"demo\",\"id\":\"r1\"}"))
                .isInstanceOfSatisfying(
                        Decoded.Bad.class, bad -> assertThat(bad.ref()).isEqualTo(new RequestId("r1")));
    }

    @Test
    void whatIsWrongIsSaidWithoutRepeatingWhatWasSent() {
        String secret = "s3cr3t".repeat(100);

        for (String frame : new String[] {
            secret,
            "{\"" + secret + "\":1,\"" + secret + "\":2}",
            "{\"type\":\"" + secret + "\"}",
            "{\"type\":\"signal\",\"to\":\"" + secret + "\",\"data\":{}}"
        }) {
            assertThat(Codec.decodeClient(frame))
                    .isInstanceOfSatisfying(
                            Decoded.Bad.class,
                            bad -> assertThat(bad.detail())
                                    .doesNotContain("s3cr3t")
                                    .hasSizeLessThan(120));
        }
    }

    @Test
    void aFrameOfMoreCharactersThanBytesAllowedIsNotEvenRead() {
        assertThat(Codec.decodeClient("[".repeat(Limits.FRAME_BYTES + 1)))
                .isInstanceOfSatisfying(
                        Decoded.Bad.class, bad -> assertThat(bad.code()).isEqualTo(ErrorCode.TOO_LARGE));
    }

    @Test
    void bothWaysToSayEndOfCandidatesAreUnderstood() {
        for (String end : new String[] {"null", "{\"candidate\":\"\",\"sdpMid\":\"0\"}"}) {
            assertThat(Codec.decodeSignal(new Payload("{\"candidate\":" + end + "}")))
                    .isInstanceOfSatisfying(
                            Decoded.Ok.class,
                            ok -> assertThat(((Candidate) ok.message()).isEnd()).isTrue());
        }
    }

    private static Payload signalOf(String frame) {
        return switch (Codec.decodeClient(frame)) {
            case Decoded.Ok<ClientMessage>(ClientMessage.Signal(var to, var data)) -> {
                assertThat(to).isEqualTo(BOB);
                yield data;
            }
            case Decoded<ClientMessage> other -> throw new AssertionError(other);
        };
    }
}

package org.confero.codec;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.confero.Seeded;
import org.confero.protocol.ClientMessage;
import org.confero.protocol.MediaState;
import org.confero.protocol.ParticipantId;
import org.confero.protocol.Payload;
import org.confero.protocol.SignalData;
import org.confero.protocol.SignalData.Description;
import org.confero.protocol.SignalData.Kind;
import org.junit.jupiter.api.Test;

class CodecPropertyTest {
    private static final List<String> FRAMES = List.of(
            Codec.encode(new ClientMessage.State(MediaState.ON)),
            Codec.encode(new ClientMessage.Signal(
                    new ParticipantId("a"),
                    new Payload("{\"candidate\":{\"candidate\":\"\\u0041\",\"x\":[1.5e3,null]}}"))));

    private static final List<String> SCRAPS = List.of(
            "", "\"", "\\", "{", "}", "[", "]", ":", ",", "null", "-", "1e999", "9".repeat(2000), "\u0000", "\ud83d");

    @Test
    void whateverAnSdpHoldsArrives() {
        Seeded.always(random -> {
            SignalData sent = new Description(Seeded.oneOf(random, List.of(Kind.values())), Seeded.text(random));

            assertThat(Codec.decodeSignal(Codec.encode(sent))).isEqualTo(new Decoded.Ok<>(sent));
        });
    }

    @Test
    void noTextMakesReadingThrow() {
        Seeded.always(random -> {
            String text = Seeded.text(random);

            assertThat(Codec.decodeClient(text)).isInstanceOf(Decoded.Bad.class);
            assertThat(Codec.decodeServer(text)).isInstanceOf(Decoded.Bad.class);
        });
    }

    @Test
    void noDamageMakesReadingThrow() {
        Seeded.always(random -> {
            String frame = Seeded.oneOf(random, FRAMES);
            int from = random.nextInt(frame.length() + 1);
            int to = Math.min(from + random.nextInt(6), frame.length());

            assertThat(Codec.decodeClient(
                            frame.substring(0, from) + Seeded.oneOf(random, SCRAPS) + frame.substring(to)))
                    .isNotNull();
        });
    }

    @Test
    void whatIsKnownAtSightIsReadTheSameTokenByToken() {
        Seeded.always(random -> {
            String frame = Codec.encode(new ClientMessage.Signal(
                    new ParticipantId("a"),
                    random.nextBoolean()
                            ? Codec.encode(new Description(Kind.OFFER, Seeded.text(random)))
                            : new Payload(
                                    "{\"a\":{\"b\":\"\\u00e4\\n\",\"c\":[-1,0,true,false,null,[],{}]},\"\":23}")));

            assertThat(Skim.signal(frame)).hasValue(ClientMessages.read(Fields.of(frame)));

            int from = random.nextInt(frame.length() + 1);
            int to = Math.min(from + random.nextInt(6), frame.length());
            String damaged = frame.substring(0, from) + Seeded.oneOf(random, SCRAPS) + frame.substring(to);

            Skim.signal(damaged)
                    .ifPresent(skimmed -> assertThat(skimmed).isEqualTo(ClientMessages.read(Fields.of(damaged))));
        });
    }
}

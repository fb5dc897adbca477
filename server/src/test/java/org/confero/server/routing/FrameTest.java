package org.confero.server.routing;

import static org.assertj.core.api.Assertions.assertThat;

import org.confero.codec.Codec;
import org.confero.protocol.ErrorCode;
import org.confero.protocol.ParticipantId;
import org.confero.protocol.Payload;
import org.confero.protocol.ServerMessage;
import org.junit.jupiter.api.Test;

class FrameTest {
    @Test
    void everyRecipientsOwnCountGoesIntoTheGap() {
        var signal = new ServerMessage.Signal(0, new ParticipantId("ada"), new Payload("{\"seq\":0}"));
        assertThat(Frame.of(Codec.encode(signal))).isInstanceOfSatisfying(Frame.Numbered.class, frame -> {
            assertThat(frame.text(12))
                    .isEqualTo("{\"type\":\"signal\",\"seq\":12,\"from\":\"ada\",\"data\":{\"seq\":0}}");
            assertThat(frame.text(7))
                    .isEqualTo("{\"type\":\"signal\",\"seq\":7,\"from\":\"ada\",\"data\":{\"seq\":0}}");
        });
    }

    @Test
    void whatSomebodyWroteIsNeverTakenForTheGap() {
        var failure = new ServerMessage.Failure(null, ErrorCode.BAD_MESSAGE, "Not \"seq\":0", null);
        assertThat(Frame.of(Codec.encode(failure))).isEqualTo(new Frame.Plain(Codec.encode(failure)));
    }
}

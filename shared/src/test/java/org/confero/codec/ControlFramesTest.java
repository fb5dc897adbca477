package org.confero.codec;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.confero.Seeded;
import org.confero.codec.ControlFrames.Pending;
import org.confero.protocol.ControlMessage;
import org.confero.protocol.ErrorCode;
import org.confero.protocol.Limits;
import org.confero.protocol.Payload;
import org.junit.jupiter.api.Test;

class ControlFramesTest {
    @Test
    void aLongDescriptionArrivesInPartsThatTheChannelTakes() {
        Seeded.always(random -> {
            String sdp = "a=\\\"é😀\u2028\r\n".repeat(random.nextInt(4000));
            ControlMessage sent = signal(sdp.substring(random.nextInt(8) % (sdp.length() + 1)));

            List<String> frames = ControlFrames.write(sent);

            assertThat(frames)
                    .allSatisfy(frame -> assertThat(frame.getBytes(StandardCharsets.UTF_8).length)
                            .isLessThanOrEqualTo(Limits.CONTROL_BYTES));
            assertThat(read(frames)).containsExactly(new Decoded.Ok<>(sent));
        });
    }

    @Test
    void aMessageThatNeverEndsIsDroppedAndTheNextOneRead() {
        String part = "{\"type\":\"part\",\"last\":false,\"text\":\"" + "a".repeat(Limits.PART_CHARS) + "\"}";
        List<String> frames = new ArrayList<>();
        for (int i = 0; i < 14; i++) {
            frames.add(part);
        }
        frames.add("{\"type\":\"bye\"}");

        List<Decoded<ControlMessage>> all = read(frames);

        assertThat(all.getFirst())
                .isInstanceOfSatisfying(
                        Decoded.Bad.class, bad -> assertThat(bad.code()).isEqualTo(ErrorCode.TOO_LARGE));
        assertThat(all.getLast()).isEqualTo(new Decoded.Ok<>(new ControlMessage.Bye()));
    }

    @Test
    void noTextMakesReadingThrow() {
        Seeded.always(random -> assertThat(ControlFrames.read(new Pending(Seeded.text(random)), Seeded.text(random))
                        .message())
                .isPresent());
    }

    private static ControlMessage signal(String sdp) {
        String quoted = sdp.replace("\\", "\\\\").replace("\"", "\\\"").replace("\r\n", "\\r\\n");
        String description = "{\"description\":{\"type\":\"offer\",\"sdp\":\"" + quoted + "\"}}";
        return new ControlMessage.Signal(
                null, null, new Payload(description.length() > Limits.SIGNAL_CHARS ? "{}" : description));
    }

    private static List<Decoded<ControlMessage>> read(List<String> frames) {
        List<Decoded<ControlMessage>> messages = new ArrayList<>();
        Pending pending = Pending.NONE;
        for (String frame : frames) {
            ControlFrames.Read read = ControlFrames.read(pending, frame);
            pending = read.next();
            Optional.of(read).flatMap(ControlFrames.Read::message).ifPresent(messages::add);
        }
        return messages;
    }
}

package org.confero.codec;

import java.util.Optional;
import java.util.function.Function;
import org.confero.protocol.ClientMessage;
import org.confero.protocol.ErrorCode;
import org.confero.protocol.InvalidValueException;
import org.confero.protocol.Limits;
import org.confero.protocol.Payload;
import org.confero.protocol.RequestId;
import org.confero.protocol.ServerMessage;
import org.confero.protocol.SignalData;

/**
 * JSON text to messages and back, as PROTOCOL.md has it. Strict on what a message must have, silent on what it has
 * besides. Any thread; nothing is kept between calls; reading never throws.
 */
public final class Codec {
    private Codec() {}

    /** Reads what a client sent. */
    public static Decoded<ClientMessage> decodeClient(CharSequence frame) {
        return decode(frame, ClientMessages::read, Fields::requestId);
    }

    /** Reads what a server sent. */
    public static Decoded<ServerMessage> decodeServer(CharSequence frame) {
        return decode(frame, ServerMessages::read, fields -> Optional.empty());
    }

    /** Reads what the other end of a link sent; only clients look. */
    public static Decoded<SignalData> decodeSignal(Payload data) {
        return decode(data.json(), Signals::read, fields -> Optional.empty());
    }

    /** One frame. */
    public static String encode(ClientMessage message) {
        return Json.object(out -> ClientMessages.write(message, out));
    }

    /** One frame. A signal's data goes out as the very characters that it came in. */
    public static String encode(ServerMessage message) {
        return Json.object(out -> ServerMessages.write(message, out));
    }

    /**
     * What to put into a signal message.
     *
     * @throws InvalidValueException with {@link ErrorCode#TOO_LARGE} when it is longer than {@link Limits#SIGNAL_CHARS}
     */
    public static Payload encode(SignalData data) {
        return new Payload(Json.object(out -> Signals.write(data, out)));
    }

    private static <T> Decoded<T> decode(
            CharSequence text, Function<Fields, T> read, Function<Fields, Optional<RequestId>> request) {
        // Whoever reads from a socket counts bytes; a text that has more characters than that is too large in any case.
        if (text.length() > Limits.FRAME_BYTES) {
            return new Decoded.Bad<>(ErrorCode.TOO_LARGE, "A frame has at most " + Limits.FRAME_BYTES + " bytes", null);
        }
        Fields fields;
        try {
            fields = Fields.of(text.toString());
        } catch (InvalidValueException e) {
            return new Decoded.Bad<>(e.code(), e.detail(), null);
        }
        try {
            return new Decoded.Ok<>(read.apply(fields));
        } catch (InvalidValueException e) {
            return new Decoded.Bad<>(e.code(), e.detail(), request.apply(fields).orElse(null));
        }
    }
}

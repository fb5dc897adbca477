package org.confero.codec;

import java.util.Optional;
import java.util.function.Function;
import org.confero.protocol.ClientMessage;
import org.confero.protocol.ErrorCode;
import org.confero.protocol.InvalidValueException;
import org.confero.protocol.Limits;
import org.confero.protocol.LinkSignal;
import org.confero.protocol.ParticipantId;
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
        String text = frame.toString();
        Optional<ClientMessage> signal = Skim.signal(text);
        return signal.isPresent()
                ? new Decoded.Ok<>(signal.get())
                : decode(text, ClientMessages::read, Fields::requestId);
    }

    /** Reads what a server sent. */
    public static Decoded<ServerMessage> decodeServer(CharSequence frame) {
        return decode(frame, ServerMessages::read, fields -> Optional.empty());
    }

    /** Reads what the other end of a link sent; only clients look. */
    public static Decoded<SignalData> decodeSignal(Payload data) {
        return decode(data.json(), Signals::read);
    }

    /** The same with its stamp, if it has one. */
    public static Decoded<LinkSignal> decodeLinkSignal(Payload data) {
        return decode(data.json(), Signals::readStamped);
    }

    /** One frame. */
    public static String encode(ClientMessage message) {
        return Json.object(out -> ClientMessages.write(message, out));
    }

    /** One frame. A signal's data goes out as the very characters that it came in. */
    public static String encode(ServerMessage message) {
        if (message instanceof ServerMessage.Signal(long seq, ParticipantId from, Payload data)) {
            // Nearly all that is written; nothing in it has to be escaped.
            return "{\"type\":\"signal\",\"seq\":" + seq + ",\"from\":\"" + from.value() + "\",\"data\":" + data.json()
                    + "}";
        }
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

    /**
     * The same with its stamp.
     *
     * @throws InvalidValueException with {@link ErrorCode#TOO_LARGE} when it is longer than {@link Limits#SIGNAL_CHARS}
     */
    public static Payload encode(LinkSignal signal) {
        return new Payload(Json.object(out -> Signals.write(signal, out)));
    }

    static <T> Decoded<T> decode(String text, Function<Fields, T> read) {
        return decode(text, read, fields -> Optional.empty());
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

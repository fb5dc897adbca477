package org.confero.server.fuzz;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import java.util.function.Function;
import org.confero.codec.Codec;
import org.confero.codec.Decoded;
import org.confero.protocol.ClientMessage;
import org.confero.protocol.Payload;
import org.confero.protocol.ServerMessage;

/**
 * Whatever a socket brings: reading it never throws, and what was read is written as something that reads as the same. The
 * fuzzer calls {@link #fuzzerTestOneInput} with inputs of its own making, which begin from the conformance corpus.
 */
public final class CodecFuzz {
    private CodecFuzz() {}

    public static void fuzzerTestOneInput(FuzzedDataProvider data) {
        String text = data.consumeRemainingAsString();
        same(text, Codec::decodeClient, (ClientMessage message) -> Codec.encode(message));
        same(text, Codec::decodeServer, (ServerMessage message) -> Codec.encode(message));
        if (Codec.decodeClient(text) instanceof Decoded.Ok<ClientMessage>(ClientMessage.Signal signal)) {
            same(signal.data());
        }
    }

    private static void same(Payload data) {
        if (Codec.decodeSignal(data) instanceof Decoded.Ok<?>(org.confero.protocol.SignalData read)
                && !Codec.decodeSignal(Codec.encode(read)).equals(new Decoded.Ok<>(read))) {
            throw new AssertionError("Signal data reads otherwise when it is written again: " + data.json());
        }
    }

    private static <T> void same(String text, Function<String, Decoded<T>> decode, Function<T, String> encode) {
        if (decode.apply(text) instanceof Decoded.Ok<T>(T message)) {
            String written = encode.apply(message);
            if (!decode.apply(written).equals(new Decoded.Ok<>(message))) {
                throw new AssertionError("Read " + text + ", wrote " + written + ", which reads otherwise");
            }
        }
    }
}

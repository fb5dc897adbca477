package org.confero.server.socket;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/** Text as it comes over the wire (RFC 6455, section 8.1: what is not UTF-8 ends the connection). */
final class Utf8 {
    private static final char REPLACEMENT = '\uFFFD';

    private Utf8() {}

    /** Throws {@link CharacterCodingException} for what is not UTF-8. */
    static String text(byte[] bytes) throws CharacterCodingException {
        String text = new String(bytes, StandardCharsets.UTF_8);
        // This way of decoding is several times as fast and replaces what is wrong; but somebody may also have written
        // that
        // very character, which only the strict way can tell.
        return text.indexOf(REPLACEMENT) < 0
                ? text
                : StandardCharsets.UTF_8
                        .newDecoder()
                        .decode(ByteBuffer.wrap(bytes))
                        .toString();
    }
}

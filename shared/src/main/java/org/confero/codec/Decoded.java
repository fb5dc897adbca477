package org.confero.codec;

import org.confero.protocol.ErrorCode;
import org.confero.protocol.RequestId;
import org.jspecify.annotations.Nullable;

/** What came of reading a text: a message, or what is wrong with it, fit for an error message back. */
public sealed interface Decoded<T> {
    /** The text is what it should be. */
    record Ok<T>(T message) implements Decoded<T> {}

    /**
     * The text breaks a rule.
     *
     * @param detail one sentence for people; never a copy of what was sent
     * @param ref the request that it was, when the text was a JSON object with a proper {@code id}
     */
    record Bad<T>(ErrorCode code, String detail, @Nullable RequestId ref) implements Decoded<T> {}
}

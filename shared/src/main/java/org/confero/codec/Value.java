package org.confero.codec;

/** A JSON value as far as it is read at once: objects and arrays stay text until somebody asks what is in them. */
sealed interface Value {
    record Text(String value) implements Value {}

    record Flag(boolean value) implements Value {}

    record Whole(long value) implements Value {}

    /** An object, as the characters that it came in. */
    record ObjectText(String json) implements Value {}

    /** An array, as the characters that it came in. */
    record ArrayText(String json) implements Value {}

    record Null() implements Value {}

    /** A number with a fraction or beyond 64 bits: no field of the protocol is one. */
    record OddNumber() implements Value {}
}

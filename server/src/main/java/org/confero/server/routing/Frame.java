package org.confero.server.routing;

/** A message as text, written once however many it is for. */
public sealed interface Frame {
    /** The frame of an encoded message; the first {@code "seq":0} in it is the gap for the recipient's own count. */
    static Frame of(String text) {
        // A quote inside of a JSON string is always escaped, so this can only be a key; and seq stands before any other
        // object.
        int at = text.indexOf(Numbered.GAP);
        return at < 0
                ? new Plain(text)
                : new Numbered(
                        text.substring(0, at + Numbered.GAP.length() - 1), text.substring(at + Numbered.GAP.length()));
    }

    /** The same for everybody. */
    record Plain(String text) implements Frame {}

    /** With a gap where each recipient's count goes in. */
    record Numbered(String head, String tail) implements Frame {
        private static final String GAP = "\"seq\":0";

        public String text(long seq) {
            return head + seq + tail;
        }
    }
}

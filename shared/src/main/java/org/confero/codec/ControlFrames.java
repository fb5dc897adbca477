package org.confero.codec;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.confero.protocol.ControlMessage;
import org.confero.protocol.ErrorCode;
import org.confero.protocol.InvalidValueException;
import org.confero.protocol.Limits;

/**
 * Control messages as the texts that a data channel carries, of at most {@link Limits#CONTROL_BYTES} each. A message that is
 * longer, as a description may be, goes out in parts that follow one another; the channel keeps their order. Any thread;
 * what has come of a message in parts is the caller's to keep, one {@link Pending} a channel.
 */
public final class ControlFrames {
    /** The parts so far of a message that is not here yet, joined; empty when none is under way. */
    public record Pending(String text) {
        public static final Pending NONE = new Pending("");

        /** Sizes, never content. */
        @Override
        public String toString() {
            return "Pending[" + text.length() + " characters]";
        }
    }

    /** What came of a text: the message when it was one or the last part of one, and what to keep for the next text. */
    public record Read(Pending next, Optional<Decoded<ControlMessage>> message) {}

    private record Part(boolean last, String text) {}

    private ControlFrames() {}

    /** Reads the next text of a channel. Never throws. What is bad is dropped, with the parts before it. */
    public static Read read(Pending pending, String text) {
        if (bytes(text) > Limits.CONTROL_BYTES) {
            return bad(ErrorCode.TOO_LARGE, "A control message has at most " + Limits.CONTROL_BYTES + " bytes");
        }
        return switch (Codec.decode(text, ControlFrames::part)) {
            case Decoded.Ok<Optional<Part>>(Optional<Part> part)
            when part.isPresent() ->
                join(pending.text() + part.get().text(), part.get().last());
            case Decoded.Ok<Optional<Part>> ignored -> whole(text);
            case Decoded.Bad<Optional<Part>>(var code, var detail, var ref) -> bad(code, detail);
        };
    }

    /** The texts that say this, to be sent in this order with nothing in between. */
    public static List<String> write(ControlMessage message) {
        String text = Json.object(out -> ControlMessages.write(message, out));
        return bytes(text) <= Limits.CONTROL_BYTES ? List.of(text) : cut(text);
    }

    private static Read join(String text, boolean last) {
        if (text.length() > Limits.CONTROL_CHARS) {
            return bad(
                    ErrorCode.TOO_LARGE,
                    "A control message in parts has at most " + Limits.CONTROL_CHARS + " characters");
        }
        return last ? whole(text) : new Read(new Pending(text), Optional.empty());
    }

    private static Read whole(String text) {
        return new Read(Pending.NONE, Optional.of(Codec.decode(text, ControlMessages::read)));
    }

    private static Read bad(ErrorCode code, String detail) {
        return new Read(Pending.NONE, Optional.of(new Decoded.Bad<>(code, detail, null)));
    }

    private static Optional<Part> part(Fields in) {
        if (!in.text("type").equals("part")) {
            return Optional.empty();
        }
        Part part = new Part(in.flag("last"), in.text("text"));
        if (part.text().isEmpty() || part.text().length() > Limits.PART_CHARS) {
            throw new InvalidValueException(
                    ErrorCode.BAD_MESSAGE, "A part has 1 to " + Limits.PART_CHARS + " characters");
        }
        return Optional.of(part);
    }

    private static List<String> cut(String text) {
        List<String> parts = new ArrayList<>();
        for (int from = 0; from < text.length(); ) {
            int to = Math.min(from + Limits.PART_CHARS, text.length());
            // Half of a pair is no UTF-8.
            if (to < text.length() && Character.isHighSurrogate(text.charAt(to - 1))) {
                to--;
            }
            String piece = text.substring(from, to);
            boolean last = to == text.length();
            parts.add(
                    Json.object(out -> out.put("type", "part").put("last", last).put("text", piece)));
            from = to;
        }
        return parts;
    }

    /** In UTF-8. */
    private static int bytes(String text) {
        return text.codePoints()
                .map(codePoint -> codePoint < 0x80 ? 1 : codePoint < 0x800 ? 2 : codePoint < 0x10000 ? 3 : 4)
                .sum();
    }
}

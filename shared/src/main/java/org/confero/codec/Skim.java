package org.confero.codec;

import java.util.Optional;
import org.confero.protocol.ClientMessage;
import org.confero.protocol.Limits;
import org.confero.protocol.ParticipantId;
import org.confero.protocol.Payload;

/**
 * Knows a client's signal at sight, in the form in which every client writes it, and cuts its data out. Most of what a server
 * reads is this, and taking it apart token by token costs several times as much. Judges nothing: what does not look
 * as it should is left to {@link Scanner}, which says what is wrong with it, if anything is.
 */
final class Skim {
    private static final String HEAD = "{\"type\":\"signal\",\"to\":\"";
    private static final String DATA = "\",\"data\":";

    /** Deepest nesting that is skimmed; descriptions and candidates have two levels. */
    private static final int DEPTH = 8;

    /** Longest number that is skimmed. */
    private static final int DIGITS = 18;

    private final String text;
    private int at;

    private Skim(String text, int at) {
        this.text = text;
        this.at = at;
    }

    static Optional<ClientMessage> signal(String text) {
        int last = text.length() - 1;
        if (!text.startsWith(HEAD) || text.charAt(last) != '}') {
            return Optional.empty();
        }
        int end = text.indexOf('"', HEAD.length());
        int start = end + DATA.length();
        if (end < 0 || !text.startsWith(DATA, end) || last - start > Limits.SIGNAL_CHARS) {
            return Optional.empty();
        }
        var data = new Skim(text, start);
        if (!ParticipantId.isId(text, HEAD.length(), end) || !data.object(0) || data.at != last) {
            return Optional.empty();
        }
        return Optional.of(new ClientMessage.Signal(
                new ParticipantId(text.substring(HEAD.length(), end)), new Payload(text.substring(start, last))));
    }

    // Each of these stands at the first character of what it skims, and when it is that, behind it.

    private boolean object(int depth) {
        if (depth == DEPTH || !take('{')) {
            return false;
        }
        if (take('}')) {
            return true;
        }
        do {
            if (!string() || !take(':') || !value(depth)) {
                return false;
            }
        } while (take(','));
        return take('}');
    }

    private boolean array(int depth) {
        if (depth == DEPTH || !take('[')) {
            return false;
        }
        if (take(']')) {
            return true;
        }
        do {
            if (!value(depth)) {
                return false;
            }
        } while (take(','));
        return take(']');
    }

    private boolean value(int depth) {
        return switch (peek()) {
            case '"' -> string();
            case '{' -> object(depth + 1);
            case '[' -> array(depth + 1);
            case 't' -> word("true");
            case 'f' -> word("false");
            case 'n' -> word("null");
            default -> whole();
        };
    }

    private boolean string() {
        if (!take('"')) {
            return false;
        }
        // Most of a description is read here.
        int i = at;
        int end = text.length();
        while (i < end) {
            char c = text.charAt(i++);
            if (c == '"') {
                at = i;
                return true;
            }
            if (c < ' ') {
                return false;
            }
            if (c == '\\') {
                at = i;
                if (!escape()) {
                    return false;
                }
                i = at;
            }
        }
        return false;
    }

    private boolean escape() {
        char c = peek();
        at++;
        return switch (c) {
            case '"', '\\', '/', 'b', 'f', 'n', 'r', 't' -> true;
            case 'u' -> hexadecimal();
            default -> false;
        };
    }

    private boolean hexadecimal() {
        for (int end = at + 4; at < end; at++) {
            if (Character.digit(peek(), 16) < 0 || peek() > 'f') {
                return false;
            }
        }
        return true;
    }

    // Without fraction or exponent: no field of signal data has one.
    private boolean whole() {
        if (peek() == '-') {
            at++;
        }
        int start = at;
        while (isDigit(peek())) {
            at++;
        }
        return at > start && at - start <= DIGITS && (text.charAt(start) != '0' || at == start + 1);
    }

    private boolean word(String word) {
        boolean is = text.startsWith(word, at);
        at += word.length();
        return is;
    }

    private boolean take(char expected) {
        boolean is = peek() == expected;
        if (is) {
            at++;
        }
        return is;
    }

    // No JSON text has this character where it is asked for.
    private char peek() {
        return at < text.length() ? text.charAt(at) : '\0';
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }
}

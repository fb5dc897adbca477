package org.confero.desktop.ui.call;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The links in a text. Only what begins with http:// or https:// is one, and it is shown as the address that it leads to, so
 * that nobody is led elsewhere than it says.
 */
final class Linked {
    /** A piece of the text, in its order. */
    record Piece(String text, boolean link) {}

    private static final Pattern ADDRESS =
            Pattern.compile("\\bhttps?://[^\\s<>\"`{}|\\\\^\\p{Cc}\\p{Cf}]+", Pattern.CASE_INSENSITIVE);

    /** Before the host: user@host is how one address is made to look like another. */
    private static final Pattern USER = Pattern.compile("\\bhttps?://[^/?#]*@.*", Pattern.CASE_INSENSITIVE);

    /** What ends a sentence after an address, and not the address. */
    private static final String AFTER = ".,;:!?'\u201d\u2019\u00bb)]";

    private Linked() {}

    static List<Piece> pieces(String text) {
        List<Piece> pieces = new ArrayList<>();
        int from = 0;
        Matcher matcher = ADDRESS.matcher(text);
        while (matcher.find()) {
            int end = end(text, matcher.start(), matcher.end());
            if (USER.matcher(text.substring(matcher.start(), end)).matches()) {
                continue;
            }
            add(pieces, text.substring(from, matcher.start()), false);
            add(pieces, text.substring(matcher.start(), end), true);
            from = end;
        }
        add(pieces, text.substring(from), false);
        return pieces;
    }

    /** A closing bracket belongs to the address when the one that it closes does. */
    private static int end(String text, int start, int found) {
        int end = found;
        while (AFTER.indexOf(text.charAt(end - 1)) >= 0) {
            String address = text.substring(start, end);
            if (closesItsOwn(address, '(', ')') || closesItsOwn(address, '[', ']')) {
                break;
            }
            end--;
        }
        return end;
    }

    private static boolean closesItsOwn(String address, char opening, char closing) {
        return address.charAt(address.length() - 1) == closing && count(address, opening) >= count(address, closing);
    }

    private static long count(String text, char which) {
        return text.chars().filter(each -> each == which).count();
    }

    private static void add(List<Piece> pieces, String text, boolean link) {
        if (!text.isEmpty()) {
            pieces.add(new Piece(text, link));
        }
    }
}

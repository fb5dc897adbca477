package org.confero.protocol;

/** What may be said in chat: Unicode, several lines, nothing that cannot travel as UTF-8 or rings a terminal's bell. */
public final class ChatText {
    private ChatText() {}

    /** Whether this has 1 to {@link Limits#CHAT_CHARS} characters, no lone surrogates, and of controls only tab and line feed. */
    public static boolean isText(String text) {
        return !text.isEmpty()
                && text.length() <= Limits.CHAT_CHARS
                && text.codePoints().noneMatch(ChatText::isForbidden);
    }

    private static boolean isForbidden(int codePoint) {
        return switch (Character.getType(codePoint)) {
            case Character.CONTROL -> codePoint != '\n' && codePoint != '\t';
            case Character.SURROGATE -> true;
            default -> false;
        };
    }
}

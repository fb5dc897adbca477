package org.confero.protocol;

import org.jspecify.annotations.Nullable;

/**
 * One chat message as it stands after its author's last change of it. An author counts changes from 1: saying something is
 * one, and so is each edit and the deletion of it.
 *
 * @param author who wrote it, and who alone may change it
 * @param id the number of the change that said it
 * @param seq the number of the last change of it
 * @param time the author's Lamport time when it was said, which orders the messages of all authors
 * @param sent when it was said, by the author's clock, in milliseconds since 1970; for people to read, never to order by
 * @param name what the author was called
 * @param text null when it has been deleted
 */
public record ChatEntry(
        ClientKey author,
        long id,
        long seq,
        long time,
        long sent,
        DisplayName name,
        @Nullable String text) {
    public ChatEntry {
        if (id < 1 || seq < id) {
            throw bad("A chat message's 'id' is 1 or more, and 'seq' not below it");
        }
        Limits.requireCount("seq", seq);
        Limits.requireCount("time", time);
        Limits.requireCount("sent", sent);
        if (text == null ? seq == id : !ChatText.isText(text)) {
            throw bad("A chat message has 1 to " + Limits.CHAT_CHARS
                    + " characters, no control characters, and is not born deleted");
        }
    }

    public boolean deleted() {
        return text == null;
    }

    private static InvalidValueException bad(String detail) {
        return new InvalidValueException(ErrorCode.BAD_MESSAGE, detail);
    }

    /** Ids, never content. */
    @Override
    public String toString() {
        return "ChatEntry[" + author + " " + id + "/" + seq + "]";
    }
}

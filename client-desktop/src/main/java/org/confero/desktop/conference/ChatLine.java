package org.confero.desktop.conference;

import java.time.Instant;
import org.confero.protocol.ClientKey;
import org.confero.protocol.DisplayName;
import org.jspecify.annotations.Nullable;

/**
 * One message of the chat as it is to be shown. Author and id together tell it from all others.
 *
 * @param name what the author was called when it was said
 * @param sent by our clock, for people to read; by the author's, which may be wrong, when we have never met them
 * @param text null when it has been deleted
 * @param arrival how far one of our own has come; what others have said has come everywhere
 */
public record ChatLine(
        ClientKey author,
        long id,
        DisplayName name,
        Instant sent,
        @Nullable String text,
        boolean edited,
        boolean own,
        Arrival arrival) {
    /** Among those who are in the call and can be heard of. */
    public enum Arrival {
        /** Nobody has it yet; it is sent as soon as there is a way. */
        UNSENT,
        PARTLY,
        EVERYWHERE
    }

    /** Ids, never content. */
    @Override
    public String toString() {
        return "ChatLine[" + author + " " + id + " " + arrival + "]";
    }
}

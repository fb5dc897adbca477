package org.confero.server.auth;

import org.confero.protocol.DisplayName;
import org.confero.protocol.ErrorCode;
import org.confero.server.room.Proof;
import org.jspecify.annotations.Nullable;

/** What becomes of somebody at the door before the room itself is asked. */
public sealed interface Verdict {
    /**
     * The room decides, knowing this.
     *
     * @param name what the others are told in place of the name that the client gives; null for that one
     */
    record Admitted(Proof proof, @Nullable DisplayName name) implements Verdict {}

    /**
     * The room is not asked.
     *
     * @param detail a sentence for people
     * @param retryAfter in ms, for what is refused for a time only
     */
    record Refused(ErrorCode code, String detail, @Nullable Long retryAfter) implements Verdict {}
}

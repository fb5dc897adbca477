package org.confero.server.room;

import java.time.Instant;
import java.util.List;
import org.confero.protocol.ParticipantId;

/** What is asked of a room from outside of it: by whoever made it, or by time. Whether they may is found out before. */
public sealed interface RoomOrder {
    /** Is from now on as it says. */
    record Change(RoomSettings settings, boolean locked) implements RoomOrder {}

    /** Is over. */
    record Delete() implements RoomOrder {}

    /**
     * Where it was kept its data is lost: it is again what it was, or, where it is again already, has those who are missing.
     *
     * @param last as it was known last
     * @param here who is known to be there still
     * @param version for it to go on from, which is no other's
     */
    record Restore(Room last, List<ParticipantId> here, long version) implements RoomOrder {
        public Restore {
            here = List.copyOf(here);
        }
    }

    /** It is so late; see {@link Room#isDue}. */
    record Tick(Instant now) implements RoomOrder {}
}

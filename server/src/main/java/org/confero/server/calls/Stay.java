package org.confero.server.calls;

import java.time.Instant;
import org.confero.protocol.DisplayName;
import org.confero.protocol.ParticipantId;
import org.confero.protocol.Role;
import org.confero.server.room.Departure;
import org.confero.server.room.Quality;
import org.jspecify.annotations.Nullable;

/**
 * One participant in one call.
 *
 * @param role the last that it had
 * @param left null while it is there
 * @param quality the last that it said of any of its links; null when it said nothing
 */
public record Stay(
        ParticipantId participant,
        DisplayName name,
        Role role,
        Instant joined,
        @Nullable Instant left,
        @Nullable Departure reason,
        @Nullable Quality quality) {
    Stay withLeft(Instant when, Departure why) {
        return new Stay(participant, name, role, joined, when, why, quality);
    }

    Stay withRole(Role next) {
        return new Stay(participant, name, next, joined, left, reason, quality);
    }

    Stay withQuality(Quality next) {
        return new Stay(participant, name, role, joined, left, reason, next);
    }
}

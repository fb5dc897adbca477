package org.confero.server.calls;

import java.time.Instant;
import org.confero.protocol.DisplayName;
import org.confero.protocol.LinkQuality;
import org.confero.protocol.ParticipantId;
import org.confero.protocol.Role;
import org.confero.server.room.Departure;
import org.jspecify.annotations.Nullable;

/**
 * One participant in one call.
 *
 * @param role the last that it had
 * @param left null while it is there
 * @param quality what it said of its longest link; null when it said nothing
 */
public record Stay(
        ParticipantId participant,
        DisplayName name,
        Role role,
        Instant joined,
        @Nullable Instant left,
        @Nullable Departure reason,
        @Nullable LinkQuality quality) {
    Stay withLeft(Instant when, Departure why) {
        return new Stay(participant, name, role, joined, when, why, quality);
    }

    Stay withRole(Role next) {
        return new Stay(participant, name, next, joined, left, reason, quality);
    }

    Stay withQuality(LinkQuality next) {
        boolean isLonger = quality == null || next.connectedMs() >= quality.connectedMs();
        return new Stay(participant, name, role, joined, left, reason, isLonger ? next : quality);
    }
}

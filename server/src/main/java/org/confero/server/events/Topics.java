package org.confero.server.events;

import java.util.Set;
import org.confero.server.room.Fact;

/** The word of every fact. PROTOCOL.md, "Events". */
public final class Topics {
    /** All of them. */
    public static final Set<String> ALL = Set.of(
            "room.opened",
            "room.closed",
            "room.locked",
            "room.unlocked",
            "participant.joined",
            "participant.left",
            "participant.moved",
            "participant.role-changed",
            "call.quality");

    private Topics() {}

    static String of(Fact fact) {
        return switch (fact) {
            case Fact.RoomOpened() -> "room.opened";
            case Fact.RoomClosed ignored -> "room.closed";
            case Fact.RoomLocked() -> "room.locked";
            case Fact.RoomUnlocked() -> "room.unlocked";
            case Fact.ParticipantJoined ignored -> "participant.joined";
            case Fact.ParticipantLeft ignored -> "participant.left";
            case Fact.ParticipantMoved ignored -> "participant.moved";
            case Fact.RoleChanged ignored -> "participant.role-changed";
            case Fact.CallQuality ignored -> "call.quality";
        };
    }
}

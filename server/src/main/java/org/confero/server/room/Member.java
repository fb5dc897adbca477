package org.confero.server.room;

import java.util.List;
import org.confero.protocol.Participant;
import org.confero.protocol.ParticipantId;
import org.confero.protocol.Role;

/** A participant, and the marks by which the room would know it again. */
record Member(Participant participant, List<String> marks) {
    Member {
        marks = List.copyOf(marks);
    }

    ParticipantId id() {
        return participant.id();
    }

    boolean isHost() {
        return participant.role() == Role.HOST;
    }

    Member as(Participant next) {
        return new Member(next, marks);
    }
}

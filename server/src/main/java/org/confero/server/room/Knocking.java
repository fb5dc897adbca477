package org.confero.server.room;

import java.util.List;
import org.confero.protocol.DisplayName;
import org.confero.protocol.IceServer;
import org.confero.protocol.MediaState;
import org.confero.protocol.Participant;
import org.confero.protocol.ParticipantId;
import org.confero.protocol.Presence;
import org.confero.protocol.Role;
import org.confero.protocol.Visitor;

/** Somebody at the door, with all that is needed to let them in. */
record Knocking(
        ParticipantId id,
        DisplayName name,
        MediaState state,
        Presence presence,
        List<String> marks,
        List<IceServer> iceServers) {
    Knocking {
        marks = List.copyOf(marks);
        iceServers = List.copyOf(iceServers);
    }

    Visitor visitor() {
        return new Visitor(id, name);
    }

    Member member(Role role) {
        return new Member(new Participant(id, name, state, role, presence), marks);
    }

    Knocking withState(MediaState next) {
        return new Knocking(id, name, next, presence, marks, iceServers);
    }

    Knocking withPresence(Presence next) {
        return new Knocking(id, name, state, next, marks, iceServers);
    }

    Knocking withIceServers(List<IceServer> next) {
        return new Knocking(id, name, state, presence, marks, next);
    }
}

package org.confero.desktop.conference;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.confero.protocol.ErrorCode;
import org.confero.protocol.Moderation;
import org.confero.protocol.ParticipantId;
import org.confero.protocol.RequestId;
import org.confero.protocol.Role;
import org.confero.protocol.ServerMessage;
import org.confero.protocol.Visitor;

/** What a host is told of the door, and what came of what a host asked for. All methods on the conference's thread. */
final class Hosting {
    /** A person asks for one thing after the other; who has more on the way than this is told nothing of the oldest. */
    private static final int MOST_ASKED = 64;

    private final Teller teller;

    /** In the order of their knocking. */
    private final Map<ParticipantId, Visitor> door = new LinkedHashMap<>();

    private final Map<RequestId, Moderation> asked = new LinkedHashMap<>();

    Hosting(Teller teller) {
        this.teller = teller;
    }

    /** Before it is sent. */
    void ask(RequestId id, Moderation action) {
        asked.put(id, action);
        if (asked.size() > MOST_ASKED) {
            asked.remove(asked.keySet().iterator().next());
        }
    }

    void done(RequestId id) {
        asked.remove(id);
    }

    /** Whether it was about what a host asked for. */
    boolean refused(ServerMessage.Failure failure) {
        Moderation action = failure.ref() == null ? null : asked.remove(failure.ref());
        if (action != null) {
            teller.refused(new Refusal(action, failure.code(), failure.detail()));
        }
        return action != null;
    }

    void knocks(Visitor visitor) {
        door.put(visitor.id(), visitor);
        tell();
    }

    void knocksNoMore(ParticipantId id) {
        if (door.remove(id) != null) {
            tell();
        }
    }

    /** Who is no host sees nobody at the door; a new host is told of everybody there. */
    void role(Role role) {
        if (role != Role.HOST) {
            reset();
        }
    }

    /** A snapshot begins: whoever still waits is told again. */
    void reset() {
        if (!door.isEmpty()) {
            door.clear();
            tell();
        }
    }

    /** The session that it was asked in is gone, and nobody can say what came of it. */
    void giveUp() {
        asked.values()
                .forEach(action ->
                        teller.refused(new Refusal(action, ErrorCode.UNAVAILABLE, "The server was lost meanwhile")));
        asked.clear();
    }

    private void tell() {
        teller.visitors(List.copyOf(door.values()));
    }
}

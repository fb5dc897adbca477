package org.confero.server.socket;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.confero.protocol.LeaveReason;
import org.confero.protocol.Resume;
import org.confero.protocol.SessionId;
import org.confero.protocol.SessionSecret;
import org.jspecify.annotations.Nullable;

/** All sessions of this server: those with a socket, and those that wait for one. Any thread. */
public final class Sessions {
    private final Map<SessionId, Session> sessions = new ConcurrentHashMap<>();

    public int count() {
        return sessions.size();
    }

    /** The session that this resume speaks of, if its secret is right. */
    @Nullable
    Session find(Resume resume) {
        Session session = sessions.get(resume.session());
        return session != null && equal(session.secret(), resume.secret()) ? session : null;
    }

    void add(Session session) {
        sessions.put(session.id(), session);
    }

    void remove(Session session) {
        sessions.remove(session.id());
    }

    /** Ends those whose grace is over. */
    void tick(Instant now) {
        for (Session session : sessions.values()) {
            if (session.isForsaken(now)) {
                session.end(LeaveReason.LOST);
            }
        }
    }

    /** In a time that says nothing of where the two differ. */
    private static boolean equal(SessionSecret one, SessionSecret other) {
        return MessageDigest.isEqual(
                one.value().getBytes(StandardCharsets.US_ASCII), other.value().getBytes(StandardCharsets.US_ASCII));
    }
}

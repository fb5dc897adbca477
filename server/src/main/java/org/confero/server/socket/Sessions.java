package org.confero.server.socket;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.confero.protocol.LeaveReason;
import org.confero.protocol.Resume;
import org.confero.protocol.SessionId;
import org.confero.protocol.SessionSecret;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** All sessions of this server: those with a socket, and those that wait for one. Any thread. */
public final class Sessions {
    private static final Logger LOG = LoggerFactory.getLogger(Sessions.class);

    private final Map<SessionId, Session> sessions = new ConcurrentHashMap<>();
    private final int mostWaiting;
    private final Meters meters;

    // Guarded by waitingInRooms, in the order in which they began to wait.
    private final Set<Session> waitingInRooms = new LinkedHashSet<>();
    private final Set<Session> waitingElsewhere = new LinkedHashSet<>();
    private final Backlogs<Session> backlogs;

    /**
     * @param mostWaiting for a new socket; of more some end
     * @param mostKept bytes that those who wait keep together for their resume
     */
    public Sessions(int mostWaiting, long mostKept, Meters meters) {
        this.mostWaiting = mostWaiting;
        this.backlogs = new Backlogs<>(mostKept);
        this.meters = meters;
    }

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
        sessions.remove(session.id(), session);
        goesOn(session);
    }

    public int waiting() {
        synchronized (waitingInRooms) {
            return waitingInRooms.size() + waitingElsewhere.size();
        }
    }

    /**
     * A session has lost its socket. When too many wait, the one that has waited longest ends: first of those that sit in no
     * room, whom nobody misses.
     *
     * @param kept bytes that it keeps for its resume
     */
    void waits(Session session, boolean isInRoom, long kept) {
        Session longest = null;
        List<Session> tooMuch = List.of();
        synchronized (waitingInRooms) {
            if (sessions.containsKey(session.id())) {
                (isInRoom ? waitingInRooms : waitingElsewhere).add(session);
                tooMuch = backlogs.waits(session, kept);
            }
            if (waitingInRooms.size() + waitingElsewhere.size() > mostWaiting) {
                var from = waitingElsewhere.isEmpty() ? waitingInRooms : waitingElsewhere;
                longest = from.iterator().next();
                from.remove(longest);
                backlogs.goesOn(longest);
            }
        }
        tooMuch.forEach(Sessions::giveUp);
        if (longest != null) {
            LOG.atInfo().addKeyValue("session", longest.id()).log("ends, as more than {} wait", mostWaiting);
            meters.evicted();
            longest.forsake();
        }
    }

    /** A session that may wait keeps this many bytes for its resume by now. */
    void keeps(Session session, long bytes) {
        List<Session> tooMuch;
        synchronized (waitingInRooms) {
            tooMuch = backlogs.keeps(session, bytes);
        }
        tooMuch.forEach(Sessions::giveUp);
    }

    private static void giveUp(Session session) {
        LOG.atInfo().addKeyValue("session", session.id()).log("loses what it has missed, as too much is kept for all");
        session.giveUpReplay();
    }

    /** A session waits no more: it has a socket again, or is over. */
    void goesOn(Session session) {
        synchronized (waitingInRooms) {
            if (!waitingInRooms.remove(session)) {
                waitingElsewhere.remove(session);
            }
            backlogs.goesOn(session);
        }
    }

    /** Ends those whose grace is over or whose page said goodbye and did not come back; lets the others look after time. */
    void tick(Instant now) {
        for (Session session : sessions.values()) {
            if (session.hasLeft(now)) {
                session.end(LeaveReason.LEFT);
            } else if (session.isForsaken(now)) {
                session.forsake();
            } else {
                session.tick(now);
            }
        }
    }

    /** In a time that says nothing of where the two differ. */
    private static boolean equal(SessionSecret one, SessionSecret other) {
        return MessageDigest.isEqual(
                one.value().getBytes(StandardCharsets.US_ASCII), other.value().getBytes(StandardCharsets.US_ASCII));
    }
}

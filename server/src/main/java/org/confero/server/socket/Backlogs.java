package org.confero.server.socket;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How much all sessions that wait for a socket keep for their resume. Of too much, those that have waited longest have to
 * give up theirs. Guarded by its owner.
 *
 * @param <S> a session
 */
final class Backlogs<S> {
    private final long mostBytes;

    /** In the order in which they began to wait. */
    private final Map<S, Long> kept = new LinkedHashMap<>();

    private long all;

    Backlogs(long mostBytes) {
        this.mostBytes = mostBytes;
    }

    /** A session begins to wait. Returns who has to give up what it keeps, the session itself perhaps among them. */
    List<S> waits(S session, long bytes) {
        goesOn(session);
        kept.put(session, bytes);
        all += bytes;
        return tooMuch();
    }

    /** A session that waits keeps this much by now; of others nothing is noted. Returns as {@link #waits} does. */
    List<S> keeps(S session, long bytes) {
        @Nullable Long before = kept.replace(session, bytes);
        if (before == null) {
            return List.of();
        }
        all += bytes - before;
        return tooMuch();
    }

    /** A session waits no more. */
    void goesOn(S session) {
        @Nullable Long before = kept.remove(session);
        all -= before == null ? 0 : before;
    }

    private List<S> tooMuch() {
        if (all <= mostBytes) {
            return List.of();
        }
        List<S> giveUp = new ArrayList<>();
        while (all > mostBytes) {
            S longest = kept.keySet().iterator().next();
            goesOn(longest);
            giveUp.add(longest);
        }
        return giveUp;
    }
}

package org.confero.call;

import static java.util.stream.Collectors.toUnmodifiableSet;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.confero.protocol.Limits;
import org.confero.protocol.SignalData.Candidate;
import org.confero.protocol.SignalData.Description;

/**
 * Which remote candidates may be added now and which have to wait. A candidate belongs to the description with its ICE
 * username fragment (RFC 8838, section 13; W3C WebRTC, section 4.4.1.6), so that is what decides, not when it came: a
 * candidate may overtake its description, and after glare those of an ignored offer may turn out to be those of the
 * answer too, where a browser keeps its ICE credentials over a rollback.
 *
 * @param described whether a remote description was accepted
 * @param ufrags those of the accepted remote description
 * @param ignoring whether an offer was ignored since: a candidate without ufrag may then be of that one
 * @param waiting oldest first
 */
record Candidates(boolean described, Set<String> ufrags, boolean ignoring, List<Candidate> waiting) {
    static final Candidates NONE = new Candidates(false, Set.of(), false, List.of());

    private static final Pattern IN_DESCRIPTION = Pattern.compile("^a=ice-ufrag:(\\S+)", Pattern.MULTILINE);
    private static final Pattern IN_CANDIDATE = Pattern.compile(" ufrag (\\S+)");

    Candidates {
        ufrags = Set.copyOf(ufrags);
        waiting = List.copyOf(waiting);
    }

    /** The candidate can be added at once; if not, {@link #keep} does. */
    boolean fits(Candidate candidate) {
        String ufrag = ufrag(candidate);
        boolean unknown = ufrag.isEmpty() || ufrags.isEmpty();
        return described && (unknown ? !ignoring : ufrags.contains(ufrag));
    }

    /**
     * Keeps a candidate for a description to come. Of too many the oldest goes: its description
     * is the likeliest never to come.
     */
    Candidates keep(Candidate candidate) {
        List<Candidate> next = new ArrayList<>(waiting);
        next.add(candidate);
        if (next.size() > Limits.WAITING_PER_LINK) {
            next.removeFirst();
        }
        return new Candidates(described, ufrags, ignoring, next);
    }

    Candidates ignoreOffer() {
        return new Candidates(described, ufrags, true, waiting);
    }

    /** After a remote description was accepted; the waiting candidates that {@link #fits} it are to be added then. */
    Candidates describedBy(Description description) {
        Set<String> next = IN_DESCRIPTION
                .matcher(description.sdp())
                .results()
                .map(result -> result.group(1))
                .collect(toUnmodifiableSet());
        return new Candidates(true, next, false, waiting);
    }

    /**
     * Forgets all that wait. Right after a description was accepted, as all that waits by then was sent before that: what
     * does not fit belongs to a description that was ignored or replaced, and will never fit.
     */
    Candidates forgetWaiting() {
        return new Candidates(described, ufrags, ignoring, List.of());
    }

    private static String ufrag(Candidate candidate) {
        String given = candidate.usernameFragment();
        if (given != null && !given.isEmpty()) {
            return given;
        }
        Matcher inText = IN_CANDIDATE.matcher(candidate.candidate());
        return inText.find() ? inText.group(1) : "";
    }
}

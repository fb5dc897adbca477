package org.confero.call;

import static java.util.function.Predicate.not;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.confero.protocol.SignalData.Candidate;
import org.confero.protocol.SignalData.Description;
import org.confero.protocol.SignalData.Kind;

/**
 * As much of an RTCPeerConnection as negotiation can get wrong (RFC 9429): its signaling state, which of its own changes
 * the agreed descriptions cover, its ICE credentials, and the candidates that it gathers and is given. Immutable; an
 * operation that a real one would refuse throws.
 *
 * @param changes one letter a change made so far: {@code t} a track, {@code r} an ICE restart
 * @param covered how many of them the agreed descriptions cover
 * @param local ICE username fragment in use, empty before there is one; {@code remote} likewise
 * @param spare one that outlived a rollback
 * @param gathering of which a candidate is still to come
 * @param added candidates given to it, by their ufrag
 * @param agreed the offer that both sides have agreed on last
 * @param made how many descriptions and ufrags it has made
 */
record Connection(
        Setup setup,
        Signaling signaling,
        String changes,
        int covered,
        String local,
        String remote,
        String spare,
        List<String> gathering,
        Set<String> added,
        String agreed,
        Pending pending,
        int made) {
    /**
     * What is always so of it.
     *
     * @param keepsCredentials whether ICE credentials outlive a rollback, so that the answer has those of the offer that
     *     was rolled back, and its candidates are not gathered again
     * @param firstAnswerCarriesAll whether its tracks go into what the first offer holds ready for them
     */
    record Setup(String name, boolean keepsCredentials, boolean firstAnswerCarriesAll) {}

    /** The offer that is not agreed on yet, ours or theirs. */
    record Pending(String offer, String ufrag, int covers) {
        static final Pending NONE = new Pending("", "", 0);
    }

    enum Signaling {
        STABLE,
        HAVE_LOCAL_OFFER,
        HAVE_REMOTE_OFFER
    }

    /** A step with what was made in it. */
    record Made(Connection connection, Description description) {}

    static final class IllegalOperationException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        IllegalOperationException(String message) {
            super(message);
        }
    }

    static Connection fresh(Setup setup) {
        return new Connection(setup, Signaling.STABLE, "", 0, "", "", "", List.of(), Set.of(), "", Pending.NONE, 0);
    }

    Connection change(char kind) {
        return new Connection(
                setup,
                signaling,
                changes + kind,
                covered,
                local,
                remote,
                spare,
                gathering,
                added,
                agreed,
                pending,
                made);
    }

    /** Makes and applies an offer that covers the first so many changes. */
    Made offer(int covers) {
        require(Signaling.STABLE, "create an offer");
        boolean restarts = changes.substring(covered, covers).indexOf('r') >= 0;
        String ufrag = local.isEmpty() || restarts ? nextUfrag() : local;
        String id = setup.name() + made;
        Connection next = new Connection(
                setup,
                Signaling.HAVE_LOCAL_OFFER,
                changes,
                covered,
                local,
                remote,
                "",
                gatheringWith(ufrag),
                added,
                agreed,
                new Pending(id, ufrag, covers),
                made + 1);
        return new Made(next, description(Kind.OFFER, id, ufrag));
    }

    Connection rollback() {
        require(Signaling.HAVE_LOCAL_OFFER, "roll back");
        boolean outlives = setup.keepsCredentials() && !pending.ufrag().equals(local);
        boolean dies = !setup.keepsCredentials() && !pending.ufrag().equals(local);
        return new Connection(
                setup,
                Signaling.STABLE,
                changes,
                covered,
                local,
                remote,
                outlives ? pending.ufrag() : spare,
                dies ? gathering.stream().filter(not(pending.ufrag()::equals)).toList() : gathering,
                added,
                agreed,
                Pending.NONE,
                made);
    }

    Connection accept(Description description) {
        return description.kind() == Kind.OFFER ? acceptOffer(description) : acceptAnswer(description);
    }

    private Connection acceptOffer(Description offer) {
        require(Signaling.STABLE, "accept an offer");
        return new Connection(
                setup,
                Signaling.HAVE_REMOTE_OFFER,
                changes,
                covered,
                local,
                remote,
                spare,
                gathering,
                added,
                agreed,
                new Pending(id(offer), ufrag(offer), 0),
                made);
    }

    /** Makes and applies an answer; {@code changesThen} were made when that began. */
    Made answer(int changesThen) {
        require(Signaling.HAVE_REMOTE_OFFER, "create an answer");
        boolean restarts = !remote.isEmpty() && !remote.equals(pending.ufrag());
        String ufrag = local.isEmpty() || restarts ? nextUfrag() : local;
        Connection next = new Connection(
                setup,
                Signaling.STABLE,
                changes,
                local.isEmpty() && setup.firstAnswerCarriesAll() ? changesThen : covered,
                ufrag,
                pending.ufrag(),
                "",
                gatheringWith(ufrag),
                added,
                pending.offer(),
                Pending.NONE,
                made + 1);
        return new Made(next, description(Kind.ANSWER, pending.offer(), ufrag));
    }

    private Connection acceptAnswer(Description answer) {
        require(Signaling.HAVE_LOCAL_OFFER, "accept an answer");
        if (!id(answer).equals(pending.offer())) {
            throw new IllegalOperationException("answer to " + id(answer) + " taken for one to " + pending.offer());
        }
        return new Connection(
                setup,
                Signaling.STABLE,
                changes,
                pending.covers(),
                pending.ufrag(),
                ufrag(answer),
                "",
                gathering,
                added,
                pending.offer(),
                Pending.NONE,
                made);
    }

    Connection add(Candidate candidate) {
        String ufrag = String.valueOf(candidate.usernameFragment());
        boolean ofPending = signaling == Signaling.HAVE_REMOTE_OFFER && ufrag.equals(pending.ufrag());
        if (!ofPending && !ufrag.equals(remote)) {
            throw new IllegalOperationException("candidate of " + ufrag + " added beside its description");
        }
        Set<String> all = new TreeSet<>(added);
        all.add(ufrag);
        return new Connection(
                setup, signaling, changes, covered, local, remote, spare, gathering, all, agreed, pending, made);
    }

    /** After its next candidate came. */
    Connection gathered() {
        return new Connection(
                setup,
                signaling,
                changes,
                covered,
                local,
                remote,
                spare,
                gathering.subList(1, gathering.size()),
                added,
                agreed,
                pending,
                made);
    }

    static Description description(Kind kind, String offer, String ufrag) {
        return new Description(kind, "v=0\r\ns=" + offer + "\r\na=ice-ufrag:" + ufrag + "\r\n");
    }

    private void require(Signaling expected, String what) {
        if (signaling != expected) {
            throw new IllegalOperationException(setup.name() + " cannot " + what + " in " + signaling);
        }
    }

    private String nextUfrag() {
        return spare.isEmpty() ? setup.name() + "u" + made : spare;
    }

    private List<String> gatheringWith(String ufrag) {
        boolean isNew = !ufrag.equals(local) && !ufrag.equals(spare);
        return isNew ? Stream.concat(gathering.stream(), Stream.of(ufrag)).toList() : gathering;
    }

    private static String id(Description description) {
        return description.sdp().lines().toList().get(1).substring("s=".length());
    }

    private static String ufrag(Description description) {
        return description.sdp().lines().toList().get(2).substring("a=ice-ufrag:".length());
    }
}

package org.confero.call;

import java.util.ArrayList;
import java.util.List;
import org.confero.protocol.ClientKey;

/** What is shown of reactions, each for a moment, as a value; {@code reactions.js} is the same. Oldest first. */
public record Reactions(List<Shown> shown) {
    public static final Reactions NONE = new Reactions(List.of());

    /** How long one is shown, in milliseconds: long enough to be seen by somebody who looks up. */
    public static final long SHOWN_FOR = 5000;

    /** Most of one participant at a time; of more the oldest goes. */
    public static final int EACH = 3;

    /** Most of all at a time. */
    public static final int ALL = 48;

    /**
     * One reaction.
     *
     * @param until when it goes
     */
    public record Shown(ClientKey peer, String emoji, long until) {}

    public Reactions {
        shown = List.copyOf(shown);
    }

    public Reactions add(ClientKey peer, String emoji, long now) {
        List<Shown> next = new ArrayList<>(at(now).shown);
        next.add(new Shown(peer, emoji, now + SHOWN_FOR));
        List<Shown> theirs =
                next.stream().filter(each -> each.peer().equals(peer)).toList();
        if (theirs.size() > EACH) {
            next.remove(theirs.getFirst());
        }
        return new Reactions(next.subList(Math.max(0, next.size() - ALL), next.size()));
    }

    /** What is still shown then. */
    public Reactions at(long now) {
        return new Reactions(shown.stream().filter(each -> each.until() > now).toList());
    }
}

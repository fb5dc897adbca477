package org.confero.desktop.conference;

import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import org.confero.call.Hands;
import org.confero.call.Reactions;
import org.confero.protocol.ClientKey;
import org.jspecify.annotations.Nullable;

/** Everybody's raised hands in their order, and the reactions that are shown at the moment. All methods on the conference's thread. */
final class Gestures {
    private final ClientKey self;
    private Hands hands;
    private Reactions reactions = Reactions.NONE;

    Gestures(ClientKey self) {
        this.self = self;
        hands = Hands.none(self);
    }

    void raise(boolean up) {
        hands = up ? hands.raise() : hands.lower();
    }

    /** Our place in the row, for our state; nothing while our hand is down. */
    OptionalLong own() {
        return hands.own();
    }

    void heard(ClientKey peer, @Nullable Long raised) {
        hands = hands.hear(peer, raised);
    }

    void gone(ClientKey peer) {
        hands = hands.gone(peer);
    }

    void react(ClientKey by, String emoji) {
        reactions = reactions.add(by, emoji, now());
    }

    /** Whether anything is not shown any more. */
    boolean pass() {
        Reactions left = reactions.at(now());
        boolean news = !left.equals(reactions);
        reactions = left;
        return news;
    }

    Signs own(boolean speaking) {
        return of(self, false, speaking);
    }

    /** @param hand what its state says: an older client's hand has no place */
    Signs of(@Nullable ClientKey peer, boolean hand, boolean speaking) {
        if (peer == null) {
            return new Signs(hand, 0, speaking, List.of());
        }
        int turn = hands.order().indexOf(peer) + 1;
        List<String> shown = reactions.shown().stream()
                .filter(each -> each.peer().equals(peer))
                .map(Reactions.Shown::emoji)
                .toList();
        return new Signs(hand || turn > 0, turn, speaking, shown);
    }

    private static long now() {
        return TimeUnit.NANOSECONDS.toMillis(System.nanoTime());
    }
}

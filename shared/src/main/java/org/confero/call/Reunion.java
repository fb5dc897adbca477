package org.confero.call;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.confero.protocol.ClientKey;
import org.confero.protocol.ParticipantId;
import org.jspecify.annotations.Nullable;

/**
 * Which links a participant has when what the server knows of a room and what the links know may differ, as a pure function:
 * {@code step(state, event) -> (next state, effects)}. A link that works is closed only when one of its sides leaves, never because
 * a server forgot it. {@code reunion.js} is the same function. PROTOCOL.md, "Reunion".
 */
public final class Reunion {
    /** How long somebody new waits to be known again by a hello over a link, in milliseconds: a few round trips. */
    public static final long MATCH_PATIENCE = 3000;

    /** How long a link that the server does not know is kept when it does not work, in milliseconds: it may heal by itself. */
    public static final long FORGOTTEN_PATIENCE = 15_000;

    /** A state and what to do on the way to it. */
    public record Step(State next, List<ReunionEffect> effects) {
        public Step {
            effects = List.copyOf(effects);
        }
    }

    /**
     * One link.
     *
     * @param key the client at its other end, null before its hello
     * @param listed whether the server knows this id
     * @param brokenAt since when it has not worked
     */
    record Link(ParticipantId peer, @Nullable ClientKey key, boolean works, boolean listed, long brokenAt) {
        Link listed(boolean now) {
            return new Link(peer, key, works, now, brokenAt);
        }
    }

    /** Somebody on the roster to whom there is no link yet, as it may be one to whom there is. */
    record Waiting(ParticipantId peer, boolean waitsForOffer, long since) {}

    /** Who we are, while we are in a room; links and those who wait, in the order of their coming. */
    public record State(Optional<ParticipantId> self, List<Link> links, List<Waiting> waiting) {
        public static final State OUTSIDE = new State(Optional.empty(), List.of(), List.of());

        public State {
            links = List.copyOf(links);
            waiting = List.copyOf(waiting);
        }

        /** To whom there are links. */
        public List<ParticipantId> peers() {
            return links.stream().map(Link::peer).toList();
        }
    }

    private Reunion() {}

    public static Step step(State state, ReunionEvent event) {
        Run run = new Run(state);
        run.take(event);
        return new Step(run.state(), run.effects);
    }

    /** One step while it is worked out. */
    private static final class Run {
        private Optional<ParticipantId> self;
        private final List<Link> links;
        private final List<Waiting> waiting;
        private final List<ReunionEffect> effects = new ArrayList<>();

        Run(State state) {
            self = state.self();
            links = new ArrayList<>(state.links());
            waiting = new ArrayList<>(state.waiting());
        }

        State state() {
            return new State(self, links, waiting);
        }

        void take(ReunionEvent event) {
            switch (event) {
                case ReunionEvent.Joined(var now, var others, var time) -> joined(now, others, time);
                case ReunionEvent.PeerJoined(var peer, var now) -> peerJoined(peer, now);
                case ReunionEvent.PeerLeft(var peer, var lost, var now) -> peerLeft(peer, lost, now);
                case ReunionEvent.Signaled(var peer) ->
                    openWaiting(each -> each.peer().equals(peer), true);
                case ReunionEvent.Hello(var peer, var id, var key) ->
                    find(peer).ifPresent(link -> hello(link, id, key));
                case ReunionEvent.Working(var peer, var works, var now) ->
                    find(peer)
                            .ifPresent(link -> replace(
                                    link,
                                    new Link(
                                            peer,
                                            link.key(),
                                            works,
                                            link.listed(),
                                            works || !link.works() ? link.brokenAt() : now)));
                case ReunionEvent.Bye(var peer) -> find(peer).ifPresent(this::close);
                case ReunionEvent.Left() -> {
                    List.copyOf(links).forEach(this::close);
                    waiting.clear();
                    self = Optional.empty();
                }
                case ReunionEvent.Tick(var now) -> tick(now);
            }
        }

        private void joined(ParticipantId now, List<ParticipantId> others, long time) {
            boolean first = self.isEmpty();
            boolean same = self.equals(Optional.of(now));
            self = Optional.of(now);
            Set<ParticipantId> there = new LinkedHashSet<>(others);
            there.remove(now);
            waiting.removeIf(each -> !there.contains(each.peer()));
            for (Link link : List.copyOf(links)) {
                forget(link, there.contains(link.peer()), time);
            }
            // Those who have come back before us may be at the other end of links that the server has forgotten.
            boolean returning = !first && links.stream().anyMatch(link -> !link.listed());
            for (ParticipantId peer : there) {
                if (find(peer).isEmpty() && isNotWaiting(peer)) {
                    if (returning || same) {
                        waiting.add(new Waiting(peer, same, time));
                    } else {
                        open(peer, false);
                    }
                }
            }
            if (same) {
                openWaiting(each -> !returning, true);
            }
        }

        /** Keeps a link that works, listed or not; one that does not is closed when the server does not know it either. */
        private void forget(Link link, boolean listed, long now) {
            if (listed || link.works()) {
                replace(link, link.listed(listed));
            } else if (now - link.brokenAt() >= FORGOTTEN_PATIENCE || link.key() == null) {
                close(link);
            } else {
                replace(link, link.listed(false));
            }
        }

        /** Who comes makes the first signal, or says hello over a link that there is. */
        private void peerJoined(ParticipantId peer, long now) {
            if (self.isEmpty() || self.get().equals(peer)) {
                return;
            }
            Optional<Link> known = find(peer);
            known.ifPresent(link -> replace(link, link.listed(true)));
            if (known.isEmpty() && isNotWaiting(peer)) {
                waiting.add(new Waiting(peer, true, now));
                if (links.stream().noneMatch(Link::works)) {
                    openWaiting(each -> each.peer().equals(peer), true);
                }
            }
        }

        private void peerLeft(ParticipantId peer, boolean lost, long now) {
            waiting.removeIf(each -> each.peer().equals(peer));
            find(peer).ifPresent(link -> {
                if (lost) {
                    forget(link, false, now);
                } else {
                    close(link);
                }
            });
        }

        private void hello(Link link, ParticipantId id, ClientKey key) {
            Optional<Link> other = find(id).filter(each -> !each.equals(link));
            boolean mayBe = other.map(each -> !each.works()).orElse(true) && !self.equals(Optional.of(id));
            boolean renamed = !id.equals(link.peer()) && mayBe;
            if (renamed) {
                other.ifPresent(this::close);
                effects.add(new ReunionEffect.Rename(link.peer(), id));
            }
            boolean listed =
                    renamed ? !isNotWaiting(id) || other.map(Link::listed).orElse(false) : link.listed();
            waiting.removeIf(each -> renamed && each.peer().equals(id));
            Link next = new Link(renamed ? id : link.peer(), key, link.works(), listed, link.brokenAt());
            replace(link, next);
            // Somebody who is here twice: what the server has forgotten and does not work goes.
            links.stream()
                    .filter(each -> !each.peer().equals(next.peer())
                            && key.equals(each.key())
                            && !each.works()
                            && !each.listed())
                    .toList()
                    .forEach(this::close);
        }

        private void tick(long now) {
            openWaiting(each -> now - each.since() >= MATCH_PATIENCE, false);
            for (Link link : List.copyOf(links)) {
                if (!link.listed() && !link.works() && now - link.brokenAt() >= FORGOTTEN_PATIENCE) {
                    close(link);
                }
            }
        }

        private void openWaiting(Predicate<Waiting> which, boolean theyBegin) {
            for (Waiting each : List.copyOf(waiting)) {
                if (which.test(each)) {
                    waiting.remove(each);
                    open(each.peer(), theyBegin || each.waitsForOffer());
                }
            }
        }

        private void open(ParticipantId peer, boolean waitsForOffer) {
            links.add(new Link(peer, null, false, true, 0));
            effects.add(new ReunionEffect.Open(peer, Role.of(self.orElseThrow(), peer), waitsForOffer));
        }

        private void close(Link link) {
            links.remove(link);
            effects.add(new ReunionEffect.Close(link.peer()));
        }

        private void replace(Link link, Link next) {
            links.set(links.indexOf(link), next);
        }

        private Optional<Link> find(ParticipantId peer) {
            return links.stream().filter(link -> link.peer().equals(peer)).findFirst();
        }

        private boolean isNotWaiting(ParticipantId peer) {
            return waiting.stream().noneMatch(each -> each.peer().equals(peer));
        }
    }
}

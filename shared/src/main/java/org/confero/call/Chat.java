package org.confero.call;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.confero.protocol.ChatEntry;
import org.confero.protocol.ChatHeard;
import org.confero.protocol.ClientKey;
import org.confero.protocol.Limits;
import org.jspecify.annotations.Nullable;

/**
 * A room's chat over links alone, as a pure function: {@code step(state, event) -> (next state, effects)}. What is said comes to
 * everybody, in one order of each author, once, although links come and go; {@code chat.js} is the same function. PROTOCOL.md,
 * "Chat", has the rules.
 */
public final class Chat {
    /** How often time has to be told, in milliseconds: what others have heard of third authors is told as often. */
    public static final long TICK = 1000;

    /** How long the links of a newcomer may take to open one after another before the history is asked for, in milliseconds. */
    public static final long PATIENCE = 1000;

    /** After this many milliseconds without the end of a piece another one is asked: one takes a round trip and 32 messages. */
    public static final long PIECE_TIMEOUT = 5000;

    /** After this many milliseconds without an author's message it is passed on to whoever lacks it: longer than a round trip and a tick. */
    public static final long PASS_ON_AFTER = 3000;

    /** A state and what to do on the way to it. */
    public record Step(State next, List<ChatEffect> effects) {
        public Step {
            effects = List.copyOf(effects);
        }
    }

    /** How far a message of one's own has come. */
    public enum Arrival {
        /** To none of those who are there. */
        UNSENT,
        PARTLY,
        /** To all of them. */
        EVERYWHERE
    }

    /**
     * Everything that the function remembers.
     *
     * @param entered when we came into the call
     * @param changes how many changes we have made
     * @param time our Lamport time
     * @param peers everybody of whom a hello has come and who has not left
     */
    public record State(
            ClientKey self,
            long entered,
            long changes,
            long time,
            ChatLog log,
            NavigableMap<ClientKey, Peer> peers,
            History history) {
        public State {
            peers = Collections.unmodifiableNavigableMap(new TreeMap<>(peers));
        }
    }

    /**
     * @param since when it came into the call, by our clock
     * @param sent up to where it has our own changes when all arrives that is on its way; -1 until it has said, since the
     *     channel opened, what it has
     * @param held messages that came of it and belong to others that are not here yet
     * @param heard what it has, as far as it has said
     * @param told what we have last said that we have
     * @param behind since when it has lacked something of this author's
     */
    record Peer(
            boolean open,
            long since,
            long sent,
            List<Held> held,
            NavigableMap<ClientKey, Long> heard,
            NavigableMap<ClientKey, Long> told,
            NavigableMap<ClientKey, Long> behind) {
        Peer {
            held = List.copyOf(held);
            heard = Collections.unmodifiableNavigableMap(new TreeMap<>(heard));
            told = Collections.unmodifiableNavigableMap(new TreeMap<>(told));
            behind = Collections.unmodifiableNavigableMap(new TreeMap<>(behind));
        }

        static Peer opened(long since, Map<ClientKey, Long> heard) {
            return new Peer(true, since, -1, List.of(), new TreeMap<>(heard), none(), none());
        }

        Peer closed() {
            return new Peer(false, since, -1, List.of(), heard, none(), none());
        }

        Peer sent(long next) {
            return new Peer(open, since, next, held, heard, told, behind);
        }

        Peer held(List<Held> next) {
            return new Peer(open, since, sent, next, heard, told, behind);
        }

        Peer heard(NavigableMap<ClientKey, Long> next) {
            return new Peer(open, since, sent, held, next, told, behind);
        }

        Peer told(NavigableMap<ClientKey, Long> next) {
            return new Peer(open, since, sent, held, heard, next, behind);
        }

        Peer behind(NavigableMap<ClientKey, Long> next) {
            return new Peer(open, since, sent, held, heard, told, next);
        }

        private static NavigableMap<ClientKey, Long> none() {
            return Collections.emptyNavigableMap();
        }

        long heardOf(ClientKey author) {
            return heard.getOrDefault(author, 0L);
        }
    }

    /** A message that waits for those that it belongs to. */
    record Held(ChatEntry entry, long after) {}

    /**
     * How far we are with what was said before we came.
     *
     * @param askedAt when the piece under way was asked for
     * @param possibleSince when the first one who may know more was there, -1 before that
     * @param tried who did not answer
     */
    record History(
            boolean complete, @Nullable ClientKey asked, long askedAt, long possibleSince, List<ClientKey> tried) {
        static final History UNKNOWN = new History(false, null, 0, -1, List.of());

        History {
            tried = List.copyOf(tried);
        }
    }

    private Chat() {}

    /** On coming into a call, at this time. */
    public static State initial(ClientKey self, long now) {
        return new State(self, now, 0, 0, ChatLog.EMPTY, Collections.emptyNavigableMap(), History.UNKNOWN);
    }

    public static Step step(State state, ChatEvent event) {
        Run run = new Run(state);
        run.take(event);
        return new Step(run.state(), run.effects);
    }

    /** How far a message of ours has come among those who are there; with nobody there, everywhere. */
    public static Arrival arrival(State state, ChatEntry own) {
        long has = state.peers().values().stream()
                .filter(peer -> peer.heardOf(state.self()) >= own.seq())
                .count();
        if (has == state.peers().size()) {
            return Arrival.EVERYWHERE;
        }
        return has == 0 ? Arrival.UNSENT : Arrival.PARTLY;
    }

    /** One step while it is worked out. */
    private static final class Run {
        private final ClientKey self;
        private final long entered;
        private long changes;
        private long time;
        private ChatLog log;
        private final NavigableMap<ClientKey, Peer> peers;
        private History history;
        private final List<ChatEffect> effects = new ArrayList<>();

        Run(State state) {
            self = state.self();
            entered = state.entered();
            changes = state.changes();
            time = state.time();
            log = state.log();
            peers = new TreeMap<>(state.peers());
            history = state.history();
        }

        State state() {
            return new State(self, entered, changes, time, log, peers, history);
        }

        void take(ChatEvent event) {
            switch (event) {
                case ChatEvent.Say(var text, var name, var sent) -> {
                    time = Math.min(Limits.COUNT, time + 1);
                    change(new ChatEntry(self, changes + 1, changes + 1, time, sent, name, text));
                }
                case ChatEvent.Edit(var id, var text) -> own(id).ifPresent(entry -> change(edited(entry, text)));
                case ChatEvent.Delete(var id) -> own(id).ifPresent(entry -> change(edited(entry, null)));
                case ChatEvent.Opened(var peer, var present, var now) -> opened(peer, now - present, now);
                case ChatEvent.Closed(var peer) -> closed(peer);
                case ChatEvent.Gone(var peer) -> {
                    closed(peer);
                    peers.remove(peer);
                }
                case ChatEvent.Came came when isOpen(came.peer()) -> came(came);
                case ChatEvent.Acked(var peer, var heard) when isOpen(peer) -> acked(peer, heard);
                case ChatEvent.Wanted(var peer, var heard) when isOpen(peer) -> wanted(peer, heard);
                case ChatEvent.Ended(var peer, var more, var now) -> ended(peer, more, now);
                case ChatEvent.Tick(var now) -> tick(now);
                case ChatEvent.Came ignored -> {}
                case ChatEvent.Acked ignored -> {}
                case ChatEvent.Wanted ignored -> {}
            }
        }

        private boolean isOpen(ClientKey peer) {
            return peers.containsKey(peer) && get(peer).open();
        }

        private Peer get(ClientKey peer) {
            Peer known = peers.get(peer);
            if (known == null) {
                throw new IllegalStateException("Nobody is " + peer);
            }
            return known;
        }

        private Optional<ChatEntry> own(long id) {
            return log.entries().stream()
                    .filter(entry -> entry.author().equals(self) && entry.id() == id && !entry.deleted())
                    .findFirst();
        }

        private ChatEntry edited(ChatEntry entry, @Nullable String text) {
            return new ChatEntry(self, entry.id(), changes + 1, entry.time(), entry.sent(), entry.name(), text);
        }

        /** Our own change goes at once to those of whom we know what they have; the others get it when they say so. */
        private void change(ChatEntry entry) {
            changes = entry.seq();
            log = log.take(self, List.of(entry), changes);
            effects.add(new ChatEffect.Show(entry));
            List.copyOf(peers.keySet()).forEach(this::sendOwn);
        }

        private void sendOwn(ClientKey key) {
            Peer peer = get(key);
            if (peer.open() && peer.sent() >= 0) {
                send(key, log.beyond(self, peer.sent(), Limits.CHAT_ENTRIES));
                peers.put(key, peer.sent(changes));
            }
        }

        private void send(ClientKey key, List<ChatLog.Passed> passed) {
            passed.forEach(each -> effects.add(new ChatEffect.SendChat(key, each.entry(), each.after(), each.until())));
        }

        private void opened(ClientKey key, long since, long now) {
            boolean known = peers.containsKey(key);
            if (key.equals(self) || (!known && peers.size() >= Limits.CHAT_AUTHORS)) {
                return;
            }
            Peer opened = Peer.opened(since, known ? get(key).heard() : Map.of());
            peers.put(key, opened);
            List<ClientKey> tried =
                    history.tried().stream().filter(each -> !each.equals(key)).toList();
            long possible = history.possibleSince() < 0 && since < entered ? now : history.possibleSince();
            history = new History(history.complete(), history.asked(), history.askedAt(), possible, tried);
            effects.add(new ChatEffect.SendAck(key, List.of(new ChatHeard(key, log.heardOf(key)))));
        }

        private void closed(ClientKey key) {
            if (peers.containsKey(key)) {
                peers.put(key, get(key).closed());
                stopAsking(key);
            }
        }

        private void came(ChatEvent.Came came) {
            ClientKey from = came.peer();
            ClientKey author = came.entry().author();
            List<Held> group = Stream.concat(
                            get(from).held().stream().filter(held -> belongs(held, came)),
                            Stream.of(new Held(came.entry(), came.after())))
                    .toList();
            Long until = came.until();
            boolean more = until == null && group.size() < Limits.CHAT_ENTRIES;
            peers.put(from, get(from).held(more ? group : List.of()));
            if (until != null && maySpeakOf(from, author)) {
                takeGroup(author, group, until);
                effects.add(new ChatEffect.SendAck(from, List.of(new ChatHeard(author, log.heardOf(author)))));
            }
        }

        private static boolean belongs(Held held, ChatEvent.Came came) {
            return held.after() == came.after()
                    && held.entry().author().equals(came.entry().author());
        }

        /** Nobody can put words into the mouth of somebody who is there to speak. */
        private boolean maySpeakOf(ClientKey from, ClientKey author) {
            return !author.equals(self) && (author.equals(from) || !isOpen(author));
        }

        private void takeGroup(ClientKey author, List<Held> group, long until) {
            log = log.hasRoomFor(author) ? log : log.forget(peers::containsKey);
            long last = log.heardOf(author);
            if (!log.hasRoomFor(author) || until <= last || group.getFirst().after() > last) {
                return;
            }
            List<ChatEntry> entries = group.stream()
                    .map(Held::entry)
                    .filter(entry -> entry.seq() > last && entry.seq() <= until)
                    .toList();
            log = log.take(author, entries, until);
            for (ChatEntry entry : entries) {
                time = Math.max(time, entry.time());
                log.find(entry).ifPresent(taken -> effects.add(new ChatEffect.Show(taken)));
            }
        }

        private void acked(ClientKey key, List<ChatHeard> heard) {
            Peer peer = get(key);
            NavigableMap<ClientKey, Long> now = new TreeMap<>(peer.heard());
            for (ChatHeard each : heard) {
                if (now.containsKey(each.author()) || now.size() < Limits.CHAT_AUTHORS) {
                    now.merge(each.author(), each.seq(), Math::max);
                }
            }
            peers.put(key, peer.heard(now));
            if (peer.sent() < 0 && heard.stream().anyMatch(each -> each.author().equals(self))) {
                peers.put(key, get(key).sent(now.getOrDefault(self, 0L)));
                sendOwn(key);
            }
        }

        private void wanted(ClientKey key, List<ChatHeard> heard) {
            Map<ClientKey, Long> has = new TreeMap<>();
            heard.forEach(each -> has.put(each.author(), each.seq()));
            int left = Limits.CHAT_PIECE;
            boolean more = false;
            for (ClientKey author : log.heard().keySet()) {
                // What is theirs they have, and what is ours comes by itself.
                if (!author.equals(key) && !author.equals(self)) {
                    long base = has.getOrDefault(author, 0L);
                    List<ChatLog.Passed> all = log.beyond(author, base, Limits.CHAT_ENTRIES);
                    List<ChatLog.Passed> passed = left > 0 ? log.beyond(author, base, left) : List.of();
                    send(key, passed);
                    left -= passed.size();
                    more |= passed.size() < all.size();
                }
            }
            effects.add(new ChatEffect.SendEnd(key, more));
        }

        private void ended(ClientKey key, boolean more, long now) {
            if (!key.equals(history.asked())) {
                return;
            }
            if (more) {
                ask(key, now);
            } else {
                history = new History(true, null, now, history.possibleSince(), List.of());
            }
        }

        private void tick(long now) {
            ClientKey asked = history.asked();
            if (asked != null && now - history.askedAt() >= PIECE_TIMEOUT) {
                stopAsking(asked);
            }
            if (!history.complete()
                    && history.asked() == null
                    && history.possibleSince() >= 0
                    && now - history.possibleSince() >= PATIENCE) {
                longestPresent().ifPresent(key -> ask(key, now));
            }
            for (ClientKey key : List.copyOf(peers.keySet())) {
                if (get(key).open()) {
                    tell(key);
                    passOn(key, now);
                }
            }
        }

        /** Who was there before us, the longest, and has not been asked in vain. */
        private Optional<ClientKey> longestPresent() {
            return peers.entrySet().stream()
                    .filter(each -> each.getValue().open()
                            && each.getValue().since() < entered
                            && !history.tried().contains(each.getKey()))
                    .min(Comparator.comparingLong(each -> each.getValue().since()))
                    .map(Map.Entry::getKey);
        }

        private void ask(ClientKey key, long now) {
            history = new History(false, key, now, history.possibleSince(), history.tried());
            effects.add(new ChatEffect.SendWanted(key, log.allHeard()));
        }

        private void stopAsking(ClientKey key) {
            if (key.equals(history.asked())) {
                List<ClientKey> tried =
                        Stream.concat(history.tried().stream(), Stream.of(key)).toList();
                history = new History(false, null, 0, history.possibleSince(), tried);
            }
        }

        /** What we have of third authors, if it is more than we have said. */
        private void tell(ClientKey key) {
            Peer peer = get(key);
            List<ChatHeard> news = log.allHeard().stream()
                    .filter(each -> !each.author().equals(key)
                            && !each.author().equals(self)
                            && each.seq() > peer.told().getOrDefault(each.author(), 0L))
                    .toList();
            if (!news.isEmpty()) {
                effects.add(new ChatEffect.SendAck(key, news));
                peers.put(key, peer.told(log.heard()));
            }
        }

        /**
         * What third authors have said and this peer has not heard: its link to them may be down, or they may have gone. One
         * after another of those who can pass it on does, so that mostly one is enough.
         */
        private void passOn(ClientKey key, long now) {
            Peer peer = get(key);
            NavigableMap<ClientKey, Long> behind = new TreeMap<>();
            for (ChatHeard each : log.allHeard()) {
                ClientKey author = each.author();
                if (author.equals(key) || author.equals(self) || each.seq() <= peer.heardOf(author)) {
                    continue;
                }
                long since = peer.behind().getOrDefault(author, now);
                boolean due = now - since >= PASS_ON_AFTER * (1 + rank(key, author));
                behind.put(author, due ? now : since);
                if (due) {
                    send(key, log.beyond(author, peer.heardOf(author), Limits.CHAT_PIECE));
                }
            }
            peers.put(key, peer.behind(behind));
        }

        /** Our place among those who can pass on something of this author to this peer. */
        private long rank(ClientKey peer, ClientKey author) {
            return peers.keySet().stream()
                    .filter(key -> isOpen(key) && !key.equals(peer) && !key.equals(author) && key.compareTo(self) < 0)
                    .count();
        }
    }
}

package org.confero.server.redis;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.confero.protocol.ParticipantId;
import org.confero.protocol.RoomId;
import org.confero.server.room.Decision;
import org.confero.server.room.Difference;
import org.confero.server.room.RoomCommand;
import org.confero.server.routing.Mailbox;
import org.confero.server.routing.Router;
import org.jspecify.annotations.Nullable;

/**
 * What this node knows of one room, and what it has told its own people of it. While somebody is here, other nodes send what
 * becomes of the room, from version to version; nothing is told out of that order. Used by its mailbox, if nothing else is
 * said.
 */
final class SharedRoom {
    /** Changes of one room that wait at most: with more the room is read as it is. */
    private static final int MOST_ARRIVED = 256;

    /** What another node has done already is here within a millisecond; this is a busy machine's time for it. */
    private static final long PATIENCE_MILLIS = 250;

    private final RoomId id;
    private final String node;
    private final Router router;
    private final Mailbox mailbox = new Mailbox();
    private final BlockingQueue<Mail.Change> arrived = new LinkedBlockingQueue<>(MOST_ARRIVED);
    private final List<Mail.Change> early = new ArrayList<>();
    private final AtomicInteger notes = new AtomicInteger();
    private final Map<ParticipantId, RoomCommand.SetState> owed = new LinkedHashMap<>();
    private final Map<ParticipantId, Long> awaited = new ConcurrentHashMap<>();
    private @Nullable String epoch;
    private volatile @Nullable KeptRoom known;
    private volatile long told;
    private volatile boolean isDoubtful;
    private volatile boolean hasGap;

    SharedRoom(RoomId id, String node, Router router) {
        this.id = id;
        this.node = node;
        this.router = router;
    }

    RoomId id() {
        return id;
    }

    Mailbox mailbox() {
        return mailbox;
    }

    /** The room as it is as far as this node has heard; null when nobody is here, and so nothing is heard. Any thread. */
    @Nullable
    KeptRoom known() {
        KeptRoom last = known;
        return last != null && last.isOn(node) ? last : null;
    }

    /** Whether everybody here has been told of this version, and nothing else waits to be said first. Any thread. */
    boolean hasTold(long version) {
        return notes.get() == 0 && told >= version;
    }

    /** Something is to be said that must not be overtaken, until {@link #noteSaid}. Any thread. */
    void noteWaits() {
        notes.incrementAndGet();
    }

    void noteSaid() {
        notes.decrementAndGet();
    }

    /** Another node says what has become of the room. Any thread. */
    void arrives(Mail.Change change) {
        if (!arrived.offer(change)) {
            isDoubtful = true;
        }
    }

    /** Something may have been missed: the room has to be read. Any thread. */
    void doubt() {
        isDoubtful = true;
    }

    /** Whether there is something that does not follow from what is known, or somebody waited for in vain. Any thread. */
    boolean needsReading() {
        return isDoubtful || hasGap || hasWaitedInVain();
    }

    /** Of which life of Redis is what is known; null when nothing is known yet. */
    @Nullable
    String epoch() {
        return epoch;
    }

    void isOf(@Nullable String life) {
        epoch = life;
    }

    /** This node has decided, and the others know. */
    void decided(KeptRoom after, Runnable tell) {
        known = after;
        tell.run();
        told = after.version();
    }

    /** Tells what has arrived and follows from what is known. */
    void settle() {
        arrived.drainTo(early);
        while (applyNext()) {
            arrived.drainTo(early);
        }
        KeptRoom is = known();
        early.removeIf(change -> is == null || change.after().version() <= is.version());
        hasGap = !early.isEmpty();
    }

    private boolean applyNext() {
        KeptRoom is = known();
        if (is == null) {
            return false;
        }
        for (Mail.Change change : early) {
            if (change.from() == is.version()) {
                early.remove(change);
                apply(change);
                return true;
            }
        }
        return false;
    }

    private void apply(Mail.Change change) {
        KeptRoom was = known();
        decided(change.after(), () -> change.letters().forEach(router::deliver));
        if (was != null) {
            letGo(was, change.after());
        }
    }

    // Whoever goes on from another node is that one's.
    private void letGo(KeptRoom was, KeptRoom is) {
        was.on(node).stream().filter(one -> is.isElsewhere(one, node)).forEach(router::letGo);
    }

    /** Waits a little for what leads to this version. Whether the room is as far now, or nobody is here any more. */
    boolean catchesUpWith(long version) {
        long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(PATIENCE_MILLIS);
        settle();
        try {
            for (KeptRoom is = known(); is != null && is.version() < version; is = known()) {
                Mail.Change next = arrived.poll(end - System.nanoTime(), TimeUnit.NANOSECONDS);
                if (next == null) {
                    return false;
                }
                early.add(next);
                settle();
            }
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** What somebody here lets the others hear and see, which could not be said; the last word counts. */
    void owes(RoomCommand.SetState state) {
        owed.put(state.sender(), state);
    }

    /** All that is owed, once. */
    List<RoomCommand.SetState> owed() {
        List<RoomCommand.SetState> all = List.copyOf(owed.values());
        owed.clear();
        return all;
    }

    /** Whether this one was brought here is not known: if so, it may come for its place until then, by {@link System#nanoTime}. */
    void awaits(ParticipantId one, long until) {
        awaited.put(one, until);
    }

    /** This one has come. */
    void hasCome(ParticipantId one) {
        awaited.remove(one);
    }

    /** Whether this one may still come for its place. */
    boolean isAwaited(ParticipantId one) {
        return awaited.containsKey(one);
    }

    private boolean hasWaitedInVain() {
        long now = System.nanoTime();
        return awaited.values().stream().anyMatch(until -> now - until > 0);
    }

    /** What is read after this holds all that has arrived before. */
    void beginReading() {
        isDoubtful = false;
        hasGap = false;
        arrived.clear();
        early.clear();
        long now = System.nanoTime();
        awaited.values().removeIf(until -> now - until > 0);
    }

    /** Goes on from how the room is, and tells those who are here the difference, if they know of it. */
    void goOnFrom(KeptRoom is, Consumer<Decision> tell) {
        KeptRoom was = known();
        if (was == null) {
            known = is;
            told = is.version();
            return;
        }
        Set<ParticipantId> here = new LinkedHashSet<>(was.on(node));
        here.removeIf(one -> is.isElsewhere(one, node));
        Decision difference = Difference.between(was.room(), is.room(), here);
        decided(is, () -> tell.accept(difference));
        letGo(was, is);
        settle();
    }
}

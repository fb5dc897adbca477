package org.confero.server.events;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The outbox in this process's memory: it ends with the process, as those do who read it. Many threads append. */
public final class MemoryLog implements FactLog {
    private static final Logger LOG = LoggerFactory.getLogger(MemoryLog.class);
    private static final long COMPLAINT_NS = TimeUnit.MINUTES.toNanos(1);

    private final int most;
    private final EventMeters meters;
    private final ArrayDeque<Event> waiting = new ArrayDeque<>();
    private final List<Event> underWay = new ArrayList<>();
    private int expendable;
    private long complained = System.nanoTime() - COMPLAINT_NS;

    /** @param most how many events wait at most, some 300 bytes each */
    public MemoryLog(int most, EventMeters meters) {
        this.most = most;
        this.meters = meters;
    }

    /** Never blocks. Bounded: when it is full, expendable events go first. */
    public synchronized void append(List<Event> events) {
        for (Event event : events) {
            if (size() >= most && !makeRoomFor(event)) {
                meters.dropped(event);
                complain();
            } else {
                waiting.add(event);
                expendable += event.isExpendable() ? 1 : 0;
            }
        }
        notifyAll();
    }

    @Override
    public synchronized List<Event> next(int count) throws InterruptedException {
        while (underWay.isEmpty() && waiting.isEmpty()) {
            wait();
        }
        // Those that are under way stay as they are until they are done: nobody may overtake them.
        while (underWay.isEmpty() || (underWay.size() < count && !waiting.isEmpty())) {
            Event event = waiting.remove();
            expendable -= event.isExpendable() ? 1 : 0;
            underWay.add(event);
        }
        return List.copyOf(underWay);
    }

    @Override
    public synchronized void done(List<Event> events) {
        Set<Event> gone = new HashSet<>(events);
        underWay.removeIf(gone::contains);
    }

    @Override
    public synchronized int size() {
        return waiting.size() + underWay.size();
    }

    private boolean makeRoomFor(Event event) {
        if (expendable == 0) {
            return false;
        }
        for (Iterator<Event> oldest = waiting.iterator(); oldest.hasNext(); ) {
            Event one = oldest.next();
            if (one.isExpendable()) {
                oldest.remove();
                expendable--;
                meters.dropped(one);
                return true;
            }
        }
        throw new IllegalStateException("Miscounted, at " + event.id());
    }

    // There is nothing left that may go: what happens now is lost, and whoever runs the server must know.
    private void complain() {
        long now = System.nanoTime();
        if (now - complained >= COMPLAINT_NS) {
            complained = now;
            LOG.error("{} events wait and no more can be kept: events are lost until some have arrived", most);
        }
    }
}

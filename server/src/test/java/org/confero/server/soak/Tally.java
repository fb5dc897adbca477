package org.confero.server.soak;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;

/** What was done, and what went wrong. Any thread. */
final class Tally {
    /** Of a fault that happens all the time the first ones say enough. */
    private static final int MOST_TOLD = 40;

    private final Map<String, LongAdder> counts = new ConcurrentHashMap<>();
    private final AtomicInteger faults = new AtomicInteger();
    private final List<String> told = new ArrayList<>();

    void count(String what) {
        counts.computeIfAbsent(what, ignored -> new LongAdder()).increment();
    }

    /** Something that must not be; {@code what} is a sentence. */
    void wrong(String what) {
        if (faults.incrementAndGet() <= MOST_TOLD) {
            synchronized (told) {
                told.add(what);
            }
        }
    }

    long of(String what) {
        LongAdder count = counts.get(what);
        return count == null ? 0 : count.sum();
    }

    int faults() {
        return faults.get();
    }

    /** The first of what went wrong. */
    List<String> told() {
        synchronized (told) {
            return List.copyOf(told);
        }
    }

    SortedMap<String, Long> counts() {
        var sorted = new TreeMap<String, Long>();
        counts.forEach((what, count) -> sorted.put(what, count.sum()));
        return sorted;
    }
}

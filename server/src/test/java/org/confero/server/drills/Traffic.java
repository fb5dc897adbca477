package org.confero.server.drills;

import java.util.BitSet;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Counts numbered signals of all clients: what was sent, and how each one arrived. Any thread. */
final class Traffic {
    private final Map<String, Pair> pairs = new ConcurrentHashMap<>();

    /** All so far. */
    record Counts(long sent, long delivered, long repeated, long outOfOrder) {
        Counts and(Counts other) {
            return new Counts(
                    sent + other.sent,
                    delivered + other.delivered,
                    repeated + other.repeated,
                    outOfOrder + other.outOfOrder);
        }

        Counts since(Counts earlier) {
            return new Counts(
                    sent - earlier.sent,
                    delivered - earlier.delivered,
                    repeated - earlier.repeated,
                    outOfOrder - earlier.outOfOrder);
        }
    }

    /** The number of the next signal, which counts as sent. */
    int next(String from, String to) {
        return pair(from, to).next();
    }

    void heard(String from, String to, int number) {
        pair(from, to).heard(number);
    }

    Counts counts() {
        return pairs.values().stream().map(Pair::counts).reduce(new Counts(0, 0, 0, 0), Counts::and);
    }

    private Pair pair(String from, String to) {
        return pairs.computeIfAbsent(from + ">" + to, both -> new Pair());
    }

    /** From one to another. Guarded by itself. */
    private static final class Pair {
        private final BitSet heard = new BitSet();
        private int sent;
        private int newest = -1;
        private long repeated;
        private long outOfOrder;

        synchronized int next() {
            return sent++;
        }

        synchronized void heard(int number) {
            if (heard.get(number)) {
                repeated++;
            } else if (number < newest) {
                outOfOrder++;
            }
            heard.set(number);
            newest = Math.max(newest, number);
        }

        synchronized Counts counts() {
            return new Counts(sent, heard.cardinality(), repeated, outOfOrder);
        }
    }
}

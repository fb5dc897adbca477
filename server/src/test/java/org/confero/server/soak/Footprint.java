package org.confero.server.soak;

import java.util.ArrayList;
import java.util.List;

/**
 * What a server holds and uses at one moment.
 *
 * @param heap bytes that live after a full collection
 * @param objects instances of Confero's own classes among them: a few that are kept show here long before they show in bytes
 * @param threads platform threads
 * @param virtualThreads those that wait for something
 * @param files open file descriptors, sockets among them
 */
record Footprint(
        long sessions,
        long sockets,
        long rooms,
        long roomsMade,
        long heap,
        long objects,
        long threads,
        long virtualThreads,
        long files) {

    /** Caches of the libraries, and code that was compiled in between, live in the heap, too. */
    static final long HEAP_TOLERANCE = 2 << 20;

    /** What remembers addresses for a while is not empty when all are gone, and code that first runs later adds lambdas. */
    static final long OBJECTS_TOLERANCE = 200;

    /** Whether nobody is there and nothing is kept for anybody. */
    boolean isEmpty() {
        return sessions == 0 && sockets == 0 && rooms == 0 && roomsMade == 0;
    }

    /** What is more than it should be when everybody has gone, and than it was after a warm-up; a sentence each. */
    List<String> excess(Footprint before) {
        var excess = new ArrayList<String>();
        more(excess, "sessions", sessions, 0);
        more(excess, "sockets", sockets, 0);
        more(excess, "rooms", rooms, 0);
        more(excess, "made rooms", roomsMade, 0);
        more(excess, "bytes of heap", heap, before.heap + HEAP_TOLERANCE);
        more(excess, "objects of its own", objects, before.objects + OBJECTS_TOLERANCE);
        more(excess, "threads", threads, before.threads);
        more(excess, "virtual threads", virtualThreads, before.virtualThreads);
        more(excess, "open files", files, before.files);
        return List.copyOf(excess);
    }

    private static void more(List<String> excess, String what, long is, long most) {
        if (is > most) {
            excess.add("The server has " + is + " " + what + " when everybody is gone; " + most + " would be right");
        }
    }
}

package org.confero.call;

/**
 * Which server to try next, and when, as a value: the first try after a loss is at once and at the same server, then the others
 * have their turn, and after each round there is a longer wait. {@code server-list.js} is the same.
 *
 * @param servers how many there are
 * @param at the one in use, or last tried, from 0
 * @param failures how many tries have failed since the loss
 */
public record ServerList(int servers, int at, int failures) {
    /** The wait after the first round, in milliseconds; twice as long after each, up to the longest. */
    public static final long FIRST_WAIT = 500;

    public static final long LONGEST_WAIT = 10_000;

    /** A try, so many milliseconds from now. */
    public record Try(ServerList next, long millis) {
        public int server() {
            return next.at();
        }
    }

    /** Before the first try, at the first of at least one. */
    public static ServerList of(int servers) {
        return new ServerList(servers, 0, 0);
    }

    /**
     * The socket was lost.
     *
     * @param wait what the server asked for when it went away, 0 otherwise
     */
    public Try lost(long wait) {
        return new Try(new ServerList(servers, at, 0), wait);
    }

    /**
     * A try failed.
     *
     * @param random 0 to 999: so that the clients of a server that comes back do not all come at once, up to half of the wait is
     *     left out
     */
    public Try failed(int random) {
        ServerList next = new ServerList(servers, (at + 1) % servers, failures + 1);
        if (next.failures % servers != 0) {
            return new Try(next, 0);
        }
        int round = next.failures / servers;
        long longest = Math.min(LONGEST_WAIT, FIRST_WAIT << Math.min(round - 1, 10));
        return new Try(next, longest - longest * random / 2000);
    }

    /** Whether all have had their turn since the loss, and the next one begins another round. */
    public boolean isRound() {
        return failures % servers == 0;
    }

    /** There are so many now, and the one in use is the first: tries that have failed count on until {@link #connected}. */
    public ServerList renewed(int count) {
        return new ServerList(count, 0, failures);
    }

    public ServerList connected() {
        return new ServerList(servers, at, 0);
    }
}

package org.confero.server.redis;

/**
 * How nodes know each other: by a node's name and a word of this run, as whoever was on it before a restart is not on it now.
 *
 * @param run random
 */
public record NodeName(String node, String run) {
    private static final char BEFORE_RUN = ':';

    /** In one word. */
    public String word() {
        return node + BEFORE_RUN + run;
    }

    /** Of such a word: the name without the run, as people and programs beside the call know the node. */
    static String node(String word) {
        int end = word.lastIndexOf(BEFORE_RUN);
        return end < 0 ? word : word.substring(0, end);
    }
}

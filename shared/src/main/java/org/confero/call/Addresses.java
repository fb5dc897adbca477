package org.confero.call;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;

/** At which addresses a session may go on, and in what order they are tried. {@code addresses.js} is the same. */
public final class Addresses {
    private Addresses() {}

    /**
     * The one in use comes first. The others are those that are at least as safe: a session's secret that has travelled under
     * https never goes without it.
     *
     * @param inUse of the socket on which the server has told them; as browsers write origins
     * @param home by which the person came
     * @param told by the server
     * @param turn 0 or more, at random: the others begin with that one, so that not all clients of a server that dies go to the
     *     same next one
     */
    public static List<String> after(String inUse, String home, List<String> told, int turn) {
        List<String> others = new ArrayList<>(Stream.concat(Stream.of(home), told.stream())
                .filter(address -> !address.equals(inUse) && (isSafe(address) || !isSafe(inUse)))
                .distinct()
                .toList());
        if (!others.isEmpty()) {
            Collections.rotate(others, -(turn % others.size()));
        }
        others.addFirst(inUse);
        return List.copyOf(others);
    }

    private static boolean isSafe(String address) {
        return address.startsWith("https:");
    }
}

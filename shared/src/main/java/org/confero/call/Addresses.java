package org.confero.call;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;
import org.confero.protocol.ErrorCode;
import org.confero.protocol.InvalidValueException;
import org.confero.protocol.Limits;

/** At which addresses a session may go on, and in what order they are tried. {@code addresses.js} is the same. */
public final class Addresses {
    private Addresses() {}

    /**
     * The one in use comes first. The others are those that are at least as safe: a session's secret that has travelled under
     * https never goes without it.
     *
     * @param inUse of the socket on which the server has told them; as browsers write origins
     * @param homes by which the person came, or may have come, in their order
     * @param told by the server
     * @param turn 0 or more, at random: the others begin with that one, so that not all clients of a server that dies go to the
     *     same next one
     */
    public static List<String> after(String inUse, List<String> homes, List<String> told, int turn) {
        List<String> others = new ArrayList<>(Stream.concat(homes.stream(), told.stream())
                .filter(address -> !address.equals(inUse) && (isSafe(address) || !isSafe(inUse)))
                .distinct()
                .toList());
        if (!others.isEmpty()) {
            Collections.rotate(others, -(turn % others.size()));
        }
        others.addFirst(inUse);
        return List.copyOf(others);
    }

    /**
     * The addresses of a server that a person has given, each once: the first that answers is joined by. Either all of them are under
     * https or none is: else whoever keeps a client from the safe ones would get to see what it shows at the door.
     *
     * @throws InvalidValueException with {@link ErrorCode#BAD_MESSAGE} when they differ, or are more than {@link Limits#SERVER_ADDRESSES}
     */
    public static <A> List<A> given(List<A> addresses) {
        List<A> distinct = addresses.stream().distinct().toList();
        if (distinct.size() > Limits.SERVER_ADDRESSES) {
            throw new InvalidValueException(
                    ErrorCode.BAD_MESSAGE, "A server has at most " + Limits.SERVER_ADDRESSES + " addresses");
        }
        if (distinct.stream()
                        .map(address -> isSafe(address.toString()))
                        .distinct()
                        .count()
                > 1) {
            throw new InvalidValueException(
                    ErrorCode.BAD_MESSAGE, "Either all addresses of a server begin with https, or none of them");
        }
        return distinct;
    }

    private static boolean isSafe(String address) {
        return address.startsWith("https:");
    }
}

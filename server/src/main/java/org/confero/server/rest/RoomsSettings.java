package org.confero.server.rest;

import java.time.Duration;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What rooms there may be.
 *
 * @param adHoc whether a join begins a room that nobody made
 * @param made most made rooms at once, some 1 kB of memory each
 * @param emptyFor how long a made room is kept while nobody is in it, unless whoever makes it says otherwise
 * @param mostEmptyFor the longest that they may ask for
 * @param longest how far ahead the end of a made room may be
 */
public record RoomsSettings(
        @DefaultValue("true") boolean adHoc,
        @DefaultValue("50000") int made,
        @DefaultValue("24h") Duration emptyFor,
        @DefaultValue("30d") Duration mostEmptyFor,
        @DefaultValue("365d") Duration longest) {
    /** The shortest that they may ask for: rooms look at the time once a second. */
    static final Duration LEAST_EMPTY_FOR = Duration.ofSeconds(1);

    public RoomsSettings {
        check(made > 0, "made must be positive");
        check(emptyFor.compareTo(LEAST_EMPTY_FOR) >= 0, "empty-for must be a second at least");
        check(mostEmptyFor.compareTo(emptyFor) >= 0, "most-empty-for must not be shorter than empty-for");
        check(longest.isPositive(), "longest must be positive");
    }

    private static void check(boolean holds, String rule) {
        if (!holds) {
            throw new IllegalArgumentException(rule);
        }
    }
}

package org.confero.server.drills;

import java.util.Locale;

/**
 * What came of a drill.
 *
 * @param agreedMillis from the fault's end, or from the death of a node, until all rosters agree
 * @param attachedMillis from then until everybody has a socket and knows how things stand
 */
record Row(String done, Traffic.Counts counts, long agreedMillis, long attachedMillis) {
    static final String HEAD = """
            | what was done | sent | delivered | repeated | out of order | rosters agree after | everybody is attached after |
            | --- | --- | --- | --- | --- | --- | --- |
            """;

    /** Both together, with the longer times. */
    Row and(Row other) {
        return new Row(
                done,
                counts.and(other.counts),
                Math.max(agreedMillis, other.agreedMillis),
                Math.max(attachedMillis, other.attachedMillis));
    }

    Row named(String name) {
        return new Row(name, counts, agreedMillis, attachedMillis);
    }

    String markdown() {
        return String.format(
                Locale.ROOT,
                "| %s | %d | %d | %d | %d | %.1f s | %.1f s |%n",
                done,
                counts.sent(),
                counts.delivered(),
                counts.repeated(),
                counts.outOfOrder(),
                agreedMillis / 1000.0,
                attachedMillis / 1000.0);
    }
}

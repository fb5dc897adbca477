package org.confero.server.benchmark;

import java.time.Duration;

/**
 * How long and how much.
 *
 * @param rounds how often the relay and the storm are measured; the table has the medians
 * @param clients of the relay
 * @param storm clients that join at once
 * @param idle clients that only have their heartbeats
 * @param slow readers that stop
 * @param warmUp messages before anything is measured
 * @param warmStorms joins of {@code storm} clients before one is measured: in the first ones a JVM's compilers cost more than all the rest
 */
record Scale(
        int rounds,
        int clients,
        int perSecond,
        int storm,
        int idle,
        int slow,
        int warmUp,
        int warmStorms,
        Duration settle,
        Duration measure,
        Duration held) {
    static final Scale FULL = new Scale(
            3,
            400,
            3000,
            4000,
            10_000,
            10,
            300_000,
            10,
            Duration.ofSeconds(2),
            Duration.ofSeconds(10),
            Duration.ofSeconds(20));

    static final Scale QUICK = new Scale(
            1,
            400,
            3000,
            1000,
            2000,
            2,
            100_000,
            2,
            Duration.ofSeconds(1),
            Duration.ofSeconds(4),
            Duration.ofSeconds(6));
}

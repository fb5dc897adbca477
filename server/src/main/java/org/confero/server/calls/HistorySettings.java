package org.confero.server.calls;

import java.time.Duration;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How much of the past is kept.
 *
 * @param days how long a call is kept after its end; 0 keeps nothing
 * @param callsPerRoom most calls of one room; of more the oldest go
 */
public record HistorySettings(
        @DefaultValue("30") int days, @DefaultValue("100") int callsPerRoom) {
    public HistorySettings {
        if (days < 0 || days > 3650 || callsPerRoom < 1 || callsPerRoom > 1000) {
            throw new IllegalArgumentException("history: days are 0 to 3650, calls-per-room 1 to 1000");
        }
    }

    /** How long a room's history is kept after its last event. */
    public Duration kept() {
        return Duration.ofDays(Math.max(1, days));
    }
}

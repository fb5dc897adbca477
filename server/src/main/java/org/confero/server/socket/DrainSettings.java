package org.confero.server.socket;

import java.time.Duration;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How a server goes away when it is told to. Nothing of it costs time when nobody is connected.
 *
 * @param notice how long it goes on as before while its readiness says that it takes nobody: the time that a load balancer
 *     needs to notice
 * @param spread over which time the clients are asked to come again, each at a moment of its own
 * @param timeout how long it waits for them to go by themselves before it closes their sockets
 */
public record DrainSettings(
        @DefaultValue("0s") Duration notice,
        @DefaultValue("3s") Duration spread,
        @DefaultValue("5s") Duration timeout) {
    public DrainSettings {
        if (notice.isNegative() || spread.isNegative() || timeout.isNegative()) {
            throw new IllegalArgumentException("notice, spread and timeout must not be negative");
        }
    }
}

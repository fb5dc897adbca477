package org.confero.server.wiring;

import java.util.List;
import org.confero.protocol.Limits;
import org.confero.protocol.ServerOrigin;
import org.confero.server.address.AddressLimits;
import org.confero.server.address.TrustedProxies;
import org.confero.server.auth.AdminToken;
import org.confero.server.auth.AuthSettings;
import org.confero.server.calls.HistorySettings;
import org.confero.server.ice.IceServers;
import org.confero.server.rest.RoomsSettings;
import org.confero.server.socket.DrainSettings;
import org.confero.server.socket.SocketLimits;
import org.confero.server.webhooks.WebhookSettings;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Every setting of the server's own. OPERATIONS.md, "Server configuration".
 *
 * @param node this process's name for clients and logs; random when not set
 * @param mode whether this process is the whole server or one node of many
 * @param sockets whether people can call here; false for a process that only works events off
 * @param workers whether this process works events off; in single mode nobody else could
 * @param mostEvents how many events wait, for the broker or for consumers in this process, before those of quality go
 * @param allowedOrigins pages of other hosts that may connect, as {@code https://meet.example.org}
 * @param addresses under which clients and pages reach this server or others of the same rooms, for those whose own does not answer
 * @param trustedProxies addresses and networks of proxies whose word about clients' addresses is taken
 * @param logs read by {@link LogsLayout} for logback, and here so that nothing else is taken
 */
@ConfigurationProperties("confero")
public record ConferoProperties(
        @Nullable String node,
        @DefaultValue("single") Mode mode,
        @DefaultValue("true") boolean sockets,
        @DefaultValue("true") boolean workers,
        @DefaultValue("100000") int mostEvents,
        @DefaultValue List<String> allowedOrigins,
        @DefaultValue List<String> addresses,
        @DefaultValue List<String> trustedProxies,
        @DefaultValue AuthSettings auth,
        @DefaultValue IceServers ice,
        @DefaultValue RoomsSettings rooms,
        @DefaultValue SocketLimits limits,
        @DefaultValue AddressLimits perAddress,
        @DefaultValue DrainSettings drain,
        @DefaultValue("text") Logs logs,
        @DefaultValue AdminToken admin,
        @DefaultValue WebhookSettings webhooks,
        @DefaultValue HistorySettings history) {
    public ConferoProperties {
        var _ = new TrustedProxies(trustedProxies);
        if (addresses.size() > Limits.SERVER_ADDRESSES) {
            throw new IllegalArgumentException("addresses are at most " + Limits.SERVER_ADDRESSES);
        }
        addresses.forEach(ServerOrigin::new);
        if (mostEvents < 1) {
            throw new IllegalArgumentException("most-events must be positive");
        }
        if (mode == Mode.SINGLE && !(sockets && workers)) {
            throw new IllegalArgumentException("In single mode one process does everything: sockets and workers");
        }
    }

    /** The two ways to run. */
    public enum Mode {
        /** All in one process's memory. */
        SINGLE,
        /** One of many processes; what they share is outside of them. */
        CLUSTER
    }

    /** How the log is written: lines for people, or objects of JSON for programs. */
    public enum Logs {
        TEXT,
        JSON
    }
}

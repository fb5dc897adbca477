package org.confero.server.wiring;

import java.util.List;
import org.confero.server.ice.IceServers;
import org.confero.server.socket.SocketLimits;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Every setting of the server's own. OPERATIONS.md, "Server configuration".
 *
 * @param node this process's name for clients and logs; random when not set
 * @param allowedOrigins pages of other hosts that may connect, as {@code https://meet.example.org}
 */
@ConfigurationProperties("confero")
public record ConferoProperties(
        @Nullable String node,
        @DefaultValue List<String> allowedOrigins,
        @DefaultValue IceServers ice,
        @DefaultValue SocketLimits limits) {}

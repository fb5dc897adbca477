package org.confero.server.ice;

import java.util.List;
import java.util.Locale;
import org.confero.protocol.IceServer;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The STUN and TURN servers that participants are told of; none by default, which is enough within one network.
 *
 * Throws {@link IllegalArgumentException} for a URL of another scheme (RFC 7064, RFC 7065), and for TURN without credentials
 */
public record IceServers(@DefaultValue List<IceServer> servers) {
    private static final List<String> SCHEMES = List.of("stun:", "stuns:", "turn:", "turns:");

    public IceServers {
        servers = List.copyOf(servers);
        servers.forEach(IceServers::check);
    }

    private static void check(IceServer server) {
        for (String url : server.urls()) {
            String lower = url.toLowerCase(Locale.ROOT);
            if (SCHEMES.stream().noneMatch(lower::startsWith)) {
                throw new IllegalArgumentException("Not a stun, stuns, turn or turns URL: " + url);
            }
            if (lower.startsWith("turn") && (server.username() == null || server.credential() == null)) {
                throw new IllegalArgumentException("A TURN server needs a username and a credential: " + url);
            }
        }
    }
}

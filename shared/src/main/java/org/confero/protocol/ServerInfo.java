package org.confero.protocol;

import java.util.List;

/**
 * Which server a client has reached.
 *
 * @param addresses under which the same rooms are, by this node or another, this one's own among them; none when there is but one
 */
public record ServerInfo(String version, String node, List<ServerOrigin> addresses) {
    public ServerInfo {
        addresses = List.copyOf(addresses);
        Limits.requireMost("addresses", addresses.size(), Limits.SERVER_ADDRESSES);
    }

    /** A server with but one address. */
    public ServerInfo(String version, String node) {
        this(version, node, List.of());
    }
}

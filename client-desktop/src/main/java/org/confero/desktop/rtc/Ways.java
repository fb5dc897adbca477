package org.confero.desktop.rtc;

import java.util.List;
import org.confero.protocol.IceServer;

/**
 * Which ways a link may find to the other side.
 *
 * @param iceServers what helps to find them
 * @param relays how it may use those of them that are TURN servers
 */
public record Ways(List<IceServer> iceServers, Relays relays) {
    public Ways {
        iceServers = List.copyOf(iceServers);
    }

    /** Whether there is a TURN server to go through. */
    public boolean hasRelay() {
        return iceServers.stream().flatMap(server -> server.urls().stream()).anyMatch(url -> url.startsWith("turn"));
    }
}

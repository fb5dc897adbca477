package org.confero.desktop.rtc;

import java.util.List;
import org.confero.protocol.IceServer;

/**
 * Which ways a link may find to the other side.
 *
 * @param iceServers what helps to find them
 * @param relayOnly only by a TURN server, so that the other side does not learn our address
 */
public record Ways(List<IceServer> iceServers, boolean relayOnly) {
    public Ways {
        iceServers = List.copyOf(iceServers);
    }

    /** Whether there is a TURN server to go through. */
    public boolean hasRelay() {
        return iceServers.stream().flatMap(server -> server.urls().stream()).anyMatch(url -> url.startsWith("turn"));
    }
}

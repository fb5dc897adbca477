package org.confero.protocol;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** One entry of RTCConfiguration.iceServers (W3C WebRTC, section 4.2.4). */
public record IceServer(
        List<String> urls,
        @Nullable String username,
        @Nullable String credential) {
    public IceServer {
        urls = List.copyOf(urls);
    }

    @Override
    public String toString() {
        return "IceServer" + urls;
    }
}

package org.confero.server.socket;

import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Which pages may open a socket: those of the host that the request itself is for, and those that the operator names.
 * Browsers send {@code Origin} (RFC 6454) with every handshake; a client without one is no browser and cannot be misused by
 * a foreign page.
 */
public final class Origins {
    private final Set<String> allowed;

    /** Takes origins as browsers write them: scheme, host and, unless it is the scheme's own, port. */
    public Origins(List<String> allowed) {
        this.allowed =
                allowed.stream().map(origin -> origin.toLowerCase(Locale.ROOT)).collect(Collectors.toUnmodifiableSet());
    }

    boolean allow(@Nullable String origin, @Nullable String host) {
        if (origin == null || allowed.contains(origin.toLowerCase(Locale.ROOT))) {
            return true;
        }
        return host != null && isSameHost(origin, host);
    }

    private static boolean isSameHost(String origin, String host) {
        try {
            URI page = URI.create(origin);
            URI server = URI.create(page.getScheme() + "://" + host);
            return page.getHost() != null
                    && page.getHost().equalsIgnoreCase(server.getHost())
                    && port(page) == port(server);
        } catch (IllegalArgumentException notAnOrigin) {
            return false;
        }
    }

    // A proxy that ends TLS leaves the Host header without a port, as the page's origin is.
    private static int port(URI uri) {
        if (uri.getPort() >= 0) {
            return uri.getPort();
        }
        return "https".equals(uri.getScheme()) ? 443 : 80;
    }
}

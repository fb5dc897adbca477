package org.confero.server.address;

import inet.ipaddr.IPAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.function.Function;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.Request;
import org.jspecify.annotations.Nullable;

/**
 * Gives every request behind a trusted proxy its client's address, and the scheme and host that the client asked for, before
 * anything else sees the request. Headers of others are not read: anybody can write them.
 */
public final class Forwarding implements HttpConfiguration.Customizer {
    private final TrustedProxies proxies;

    public Forwarding(TrustedProxies proxies) {
        this.proxies = proxies;
    }

    @Override
    public Request customize(Request request, HttpFields.Mutable responseHeaders) {
        IPAddress peer = peer(request);
        if (peer == null || !proxies.trusts(peer)) {
            return request;
        }
        Hop client = client(request.getHeaders());
        return client == null ? request : new ForwardedRequest(request, client);
    }

    /**
     * Who asked, as far as trusted proxies tell. A proxy that writes one of the two headers may pass on the other as a client
     * wrote it: where they name different clients, neither is believed.
     */
    @Nullable
    Hop client(HttpFields headers) {
        boolean isForwarded = headers.contains("Forwarded");
        boolean isXForwarded = headers.contains("X-Forwarded-For");
        Hop forwarded = isForwarded ? client(headers, Hop::forwarded) : null;
        Hop xForwarded = isXForwarded ? client(headers, Hop::xForwarded) : null;
        if (isForwarded && isXForwarded) {
            return forwarded != null && xForwarded != null && forwarded.client().equals(xForwarded.client())
                    ? forwarded
                    : null;
        }
        return isForwarded ? forwarded : xForwarded;
    }

    private @Nullable Hop client(HttpFields headers, Function<HttpFields, List<Hop>> reader) {
        try {
            return client(reader.apply(headers));
        } catch (IllegalArgumentException badQuotes) {
            return null;
        }
    }

    // From the right: what stands left of an address that is not trusted may be made up.
    private @Nullable Hop client(List<Hop> hops) {
        for (int i = hops.size() - 1; i >= 0; i--) {
            IPAddress address = Addresses.parse(hops.get(i).client());
            if (address == null) {
                return null;
            }
            if (i == 0 || !proxies.trusts(address)) {
                Hop hop = hops.get(i);
                return new Hop(address.toCanonicalString(), hop.scheme(), hop.host());
            }
        }
        return null;
    }

    private static @Nullable IPAddress peer(Request request) {
        return request.getConnectionMetaData().getRemoteSocketAddress() instanceof InetSocketAddress tcp
                        && tcp.getAddress() != null
                ? Addresses.parse(tcp.getAddress().getHostAddress())
                : null;
    }
}

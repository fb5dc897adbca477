package org.confero.server.address;

import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.LoadingCache;
import inet.ipaddr.IPAddress;
import org.jspecify.annotations.Nullable;

/**
 * What counts as one client where clients are counted: one IPv4 address, or the /64 of an IPv6 address, all of whose
 * addresses are usually one household's or one machine's to choose from.
 */
public final class Network {
    private static final int IPV6_PREFIX = 64;

    /** Reading one takes longer than all else that is counted by it, and whoever connects is asked about several times. */
    private static final LoadingCache<String, String> READ =
            Caffeine.newBuilder().maximumSize(10_000).build(Network::read);

    private Network() {}

    /** The network of an address as the container gives it; what is no address stands for itself. */
    public static String of(String address) {
        return READ.get(address);
    }

    private static String read(String address) {
        @Nullable IPAddress parsed = Addresses.parse(address);
        if (parsed == null || parsed.isIPv4()) {
            return parsed == null ? address : parsed.toCanonicalString();
        }
        return parsed.toIPv6().removeZone().toPrefixBlock(IPV6_PREFIX).toCanonicalString();
    }
}

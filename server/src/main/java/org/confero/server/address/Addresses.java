package org.confero.server.address;

import inet.ipaddr.AddressStringParameters.RangeParameters;
import inet.ipaddr.IPAddress;
import inet.ipaddr.IPAddressString;
import inet.ipaddr.IPAddressStringParameters;
import org.jspecify.annotations.Nullable;

/** How addresses are read: as they are usually written, and no host names, ranges, wildcards or old shorthands. */
final class Addresses {
    private static final IPAddressStringParameters NETWORK = strict(true);
    private static final IPAddressStringParameters SINGLE = strict(false);

    private Addresses() {}

    /** An IPv4 or IPv6 address; null for anything else. IPv4 within IPv6 is IPv4. */
    static @Nullable IPAddress parse(String text) {
        IPAddress address = new IPAddressString(bare(text), SINGLE).getAddress();
        return address == null ? null : plain(address);
    }

    /** An address, or a network as {@code 10.0.0.0/8}; null for anything else. */
    static @Nullable IPAddress parseNetwork(String text) {
        IPAddress network = new IPAddressString(text, NETWORK).getAddress();
        return network == null ? null : plain(network).toPrefixBlock();
    }

    private static String bare(String text) {
        return text.startsWith("[") && text.endsWith("]") ? text.substring(1, text.length() - 1) : text;
    }

    private static IPAddress plain(IPAddress address) {
        return address.isIPv6() && address.toIPv6().isIPv4Mapped()
                ? address.toIPv6().getEmbeddedIPv4Address()
                : address;
    }

    private static IPAddressStringParameters strict(boolean isNetwork) {
        var builder = new IPAddressStringParameters.Builder()
                .allowEmpty(false)
                .allowSingleSegment(false)
                .allowAll(false)
                .allowPrefix(isNetwork)
                .allowPrefixOnly(false)
                .allowMask(false)
                .allowWildcardedSeparator(false)
                .setRangeOptions(RangeParameters.NO_RANGE)
                .allow_inet_aton(false);
        builder.getIPv4AddressParametersBuilder().allowBinary(false);
        builder.getIPv6AddressParametersBuilder()
                .allowBase85(false)
                .allowBinary(false)
                .allowZone(!isNetwork);
        return builder.toParams();
    }
}

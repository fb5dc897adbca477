package org.confero.server.address;

import inet.ipaddr.IPAddress;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The proxies whose word about where a request comes from is taken. */
public final class TrustedProxies {
    private final List<IPAddress> networks;

    /** Takes addresses and networks: {@code 10.1.2.3}, {@code 10.0.0.0/8}, {@code fd00::/8}. */
    public TrustedProxies(List<String> networks) {
        this.networks = networks.stream().map(TrustedProxies::network).toList();
    }

    boolean trusts(IPAddress address) {
        return networks.stream().anyMatch(network -> network.contains(address));
    }

    /** An address as the container gives it. */
    public boolean trusts(String address) {
        IPAddress parsed = Addresses.parse(address);
        return parsed != null && trusts(parsed);
    }

    public boolean isEmpty() {
        return networks.isEmpty();
    }

    private static IPAddress network(String text) {
        @Nullable IPAddress network = Addresses.parseNetwork(text);
        if (network == null) {
            throw new IllegalArgumentException(
                    "trusted-proxies has addresses like 10.1.2.3 and networks like 10.0.0.0/8, not \"" + text + "\"");
        }
        return network;
    }
}

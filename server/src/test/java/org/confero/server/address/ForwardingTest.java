package org.confero.server.address;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.eclipse.jetty.http.HttpFields;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Whom a request behind trusted proxies comes from. Here those of 10.0.0.0/8 and of fd00::/8 are trusted. */
class ForwardingTest {
    private final Forwarding forwarding = new Forwarding(new TrustedProxies(List.of("10.0.0.0/8", "fd00::/8")));

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "203.0.113.7 | 203.0.113.7",
                "203.0.113.7:4711 | 203.0.113.7",
                "6.6.6.6, 203.0.113.7 | 203.0.113.7",
                "6.6.6.6, 203.0.113.7, 10.0.0.9 | 203.0.113.7",
                "nonsense, 203.0.113.7, 10.0.0.9 | 203.0.113.7",
                "10.0.0.9 | 10.0.0.9",
                "2001:db8::17 | 2001:db8::17",
                "[2001:db8::17]:4711 | 2001:db8::17",
                "2001:db8::17, fd00::1 | 2001:db8::17",
                "::ffff:203.0.113.7 | 203.0.113.7",
            })
    void theClientIsTheFirstFromTheRightThatIsNoProxy(String header, String client) {
        assertThat(client("X-Forwarded-For", header)).isEqualTo(client);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "for=203.0.113.7 | 203.0.113.7",
                "For=\"203.0.113.7:4711\";proto=https;by=10.0.0.1 | 203.0.113.7",
                "for=6.6.6.6, for=203.0.113.7;host=\"a.example\", for=10.0.0.9 | 203.0.113.7",
                "for=\"[2001:db8::17]:4711\" | 2001:db8::17",
                "proto=https;for=\"[2001:db8::17]\" | 2001:db8::17",
            })
    void theStandardHeaderIsReadAlike(String header, String client) {
        assertThat(client("Forwarded", header)).isEqualTo(client);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "for=unknown",
                "for=_hidden",
                "for=",
                "proto=https",
                "for=1.2",
                "for=example.org",
                "for=1.2.3.4/8",
                "for=\"1.2.3.4",
                "nonsense",
                ",",
            })
    void whatNamesNoAddressLeavesTheProxysOwn(String header) {
        assertThat(client("Forwarded", header)).isNull();
        assertThat(client("X-Forwarded-For", header)).isNull();
    }

    @Test
    void twoHeadersThatDisagreeAreNotBelieved() {
        HttpFields both = HttpFields.build()
                .add("X-Forwarded-For", "203.0.113.7")
                .add("Forwarded", "for=6.6.6.6")
                .asImmutable();
        assertThat(forwarding.client(both)).isNull();
        HttpFields alike = HttpFields.build()
                .add("X-Forwarded-For", "203.0.113.7")
                .add("Forwarded", "for=203.0.113.7;proto=https")
                .asImmutable();
        assertThat(forwarding.client(alike)).isEqualTo(new Hop("203.0.113.7", "https", null));
    }

    @Test
    void schemeAndHostAreThoseThatTheClientAskedFor() {
        assertThat(forwarding.client(HttpFields.build()
                        .add("Forwarded", "for=203.0.113.7;proto=HTTPS;host=\"meet.example.org:8443\", for=10.0.0.9")
                        .asImmutable()))
                .isEqualTo(new Hop("203.0.113.7", "https", "meet.example.org:8443"));
        assertThat(forwarding.client(HttpFields.build()
                        .add("X-Forwarded-For", "203.0.113.7")
                        .add("X-Forwarded-Proto", "gopher, https")
                        .add("X-Forwarded-Host", "bad host")
                        .asImmutable()))
                .isEqualTo(new Hop("203.0.113.7", "https", null));
    }

    @ParameterizedTest
    @CsvSource({
        "203.0.113.7,203.0.113.7",
        "2001:db8:1:2:3:4:5:6,2001:db8:1:2::/64",
        "[2001:db8:1:2::9],2001:db8:1:2::/64",
        "::ffff:203.0.113.7,203.0.113.7",
        "fe80::1%eth0,fe80::/64",
        "not an address,not an address",
    })
    void ofIpv6TheNetworkCounts(String address, String network) {
        assertThat(Network.of(address)).isEqualTo(network);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "example.org", "10.0.0.0/33", "10.*", "1-2.3.4.5", "*", "10"})
    void proxiesAreAddressesAndNetworks(String text) {
        assertThatThrownBy(() -> new TrustedProxies(List.of(text)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("trusted-proxies");
    }

    private @Nullable String client(String header, String value) {
        Hop hop = forwarding.client(HttpFields.build().add(header, value).asImmutable());
        return hop == null ? null : hop.client();
    }
}

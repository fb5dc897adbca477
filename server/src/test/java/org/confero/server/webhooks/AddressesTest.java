package org.confero.server.webhooks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.eclipse.jetty.util.Promise;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Where webhooks may lead. */
class AddressesTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "0.0.0.0",
                "0.1.2.3",
                "10.0.0.1",
                "100.64.0.1",
                "100.127.255.255",
                "127.0.0.1",
                "127.255.0.1",
                "169.254.169.254",
                "172.16.0.1",
                "172.31.255.255",
                "192.0.0.1",
                "192.0.2.1",
                "192.168.1.1",
                "198.18.0.1",
                "198.19.255.255",
                "198.51.100.1",
                "203.0.113.1",
                "224.0.0.1",
                "240.0.0.1",
                "255.255.255.255",
                "::",
                "::1",
                "::127.0.0.1",
                "::ffff:127.0.0.1",
                "::ffff:10.1.2.3",
                "64:ff9b::7f00:1",
                "64:ff9b:1::1",
                "100::1",
                "2001::1",
                "2001:db8::1",
                "2002:7f00:1::",
                "3fff::1",
                "fc00::1",
                "fd12:3456::1",
                "fe80::1",
                "fec0::1",
                "ff02::1"
            })
    void whatIsSomebodysOwnIsRefused(String address) {
        assertThat(Addresses.isPublic(InetAddress.ofLiteral(address))).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1.1.1.1",
                "9.255.255.255",
                "11.0.0.1",
                "100.63.255.255",
                "100.128.0.0",
                "172.15.0.1",
                "172.32.0.1",
                "192.0.3.1",
                "192.167.1.1",
                "198.17.0.1",
                "198.20.0.1",
                "223.255.255.1",
                "::ffff:1.1.1.1",
                "2001:4860:4860::8888",
                "2606:4700::1111",
                "2a00:1450::1"
            })
    void whatIsPublicMayBeCalled(String address) {
        assertThat(Addresses.isPublic(InetAddress.ofLiteral(address))).isTrue();
    }

    @Test
    void oneBadAddressAmongGoodOnesIsEnough() {
        assertThat(resolved("1.1.1.1", "2606:4700::1111")).hasSize(2);
        assertThat(resolved("1.1.1.1", "10.0.0.1")).isEmpty();
        assertThat(resolved()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "/path",
                "ftp://example.org/",
                "file:///etc/passwd",
                "https:///path",
                "https://user:password@example.org/",
                "https://example.org/#part",
                "mailto:a@example.org"
            })
    void whatIsNoAddressOfHttpIsRefused(String url) {
        assertThatIllegalArgumentException().isThrownBy(() -> webhook(url, "0123456789abcdef", Set.of()));
    }

    @Test
    void shortSecretsAndUnknownTopicsAreRefused() {
        assertThatIllegalArgumentException().isThrownBy(() -> webhook("https://example.org", "short", Set.of()));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> webhook("https://example.org", "0123456789abcdef", Set.of("room.painted")));
    }

    @Test
    void theSignatureIsOfTheTimeAndTheBody() {
        // printf '1764000000.{}' | openssl dgst -sha256 -hmac 0123456789abcdef
        assertThat(Signature.of("0123456789abcdef", 1764000000, "{}"))
                .isEqualTo("t=1764000000,v1=7d30677170eef90881d27d4ed43c2fbd6dc9b8344fa6abe28751fe26722a3342");
    }

    private static Webhook webhook(String url, String secret, Set<String> topics) {
        return new Webhook("id", URI.create(url), secret, topics, Instant.EPOCH);
    }

    private static List<InetSocketAddress> resolved(String... addresses) {
        InetAddress[] found = new InetAddress[addresses.length];
        for (int i = 0; i < found.length; i++) {
            found[i] = InetAddress.ofLiteral(addresses[i]);
        }
        var answer = new CompletableFuture<List<InetSocketAddress>>();
        new Resolver(name -> found, Addresses::isPublic)
                .resolve("example.org", 443, Map.of(), Promise.from(answer::complete, answer::completeExceptionally));
        try {
            return answer.get(30, TimeUnit.SECONDS);
        } catch (ExecutionException refused) {
            return List.of();
        } catch (InterruptedException | TimeoutException e) {
            throw new AssertionError(e);
        }
    }
}

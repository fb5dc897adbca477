package org.confero.server.socket;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class OriginsTest {
    private final Origins origins = new Origins(List.of("https://meet.example.org"));

    @Test
    void pagesOfTheSameHostMayConnect() {
        assertThat(origins.allow("http://localhost:8080", "localhost:8080")).isTrue();
        assertThat(origins.allow("http://LOCALHOST", "localhost:80")).isTrue();
        assertThat(origins.allow("http://[::1]:8080", "[::1]:8080")).isTrue();
    }

    @Test
    void pagesBehindAProxyThatEndsTlsMayConnect() {
        assertThat(origins.allow("https://confero.example.org", "confero.example.org"))
                .isTrue();
    }

    @Test
    void pagesOfAnotherHostOrPortMayNot() {
        assertThat(origins.allow("http://evil.example", "localhost:8080")).isFalse();
        assertThat(origins.allow("http://localhost:9090", "localhost:8080")).isFalse();
        assertThat(origins.allow("http://localhost:8080.evil.example", "localhost:8080"))
                .isFalse();
        assertThat(origins.allow("null", "localhost:8080")).isFalse();
        assertThat(origins.allow("not an origin", "localhost:8080")).isFalse();
    }

    @Test
    void pagesThatTheOperatorNamesMayConnect() {
        assertThat(origins.allow("https://Meet.example.org", "localhost:8080")).isTrue();
    }

    @Test
    void nativeClientsHaveNoOriginAndMayConnect() {
        assertThat(origins.allow(null, "localhost:8080")).isTrue();
    }
}

package org.confero.desktop.ui.start;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ServerAddressTest {
    @ParameterizedTest
    @CsvSource({
        "http://localhost:8080, http://localhost:8080",
        "' https://meet.example.org/ ', https://meet.example.org",
        "HTTP://Host, http://Host",
        "localhost:8080, http://localhost:8080",
        "127.0.0.1:9000, http://127.0.0.1:9000",
        "[::1]:8080, http://[::1]:8080",
        "meet.example.org, https://meet.example.org",
    })
    void addressIsUnderstoodAsPeopleTypeIt(String typed, String meant) {
        assertThat(ServerAddress.of(typed)).hasToString(meant);
    }

    @Test
    void severalAddressesAreUnderstoodInTheirOrder() {
        assertThat(ServerAddress.all("meet.example.org, https://other.example"))
                .containsExactly(URI.create("https://meet.example.org"), URI.create("https://other.example"));
        assertThat(ServerAddress.isOf("meet.example.org, other.example", URI.create("https://meet.example.org")))
                .isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"meet.example.org,", "meet.example.org, localhost:8080", ","})
    void severalThatDoNotGoTogetherAreRefusedWithASentence(String typed) {
        assertThatThrownBy(() -> ServerAddress.all(typed))
                .isInstanceOf(IllegalArgumentException.class)
                .message()
                .contains(" ");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "ftp://host",
                "http://",
                "http:",
                "http:/",
                "http:///room",
                "http://host:0",
                "http://host:99999",
                "h:b",
                "http://host:port",
                "http://host/a/b",
                "http://host?x",
                "http://host#x",
                "http://user@host",
                "no such",
                "://",
                "a://",
                "://x",
                "https:x",
                "http://a_b",
                "http://[",
                "http://host:-1",
            })
    void everythingElseIsRefusedWithASentence(String typed) {
        assertThatThrownBy(() -> ServerAddress.of(typed))
                .isInstanceOf(InvalidAddressException.class)
                .message()
                .contains(" ");
    }
}

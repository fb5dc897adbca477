package org.confero.desktop.ui.start;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import org.confero.protocol.RoomId;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LinkTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://host:8080/demo",
                " http://host:8080/demo ",
                "http://host:8080/demo/",
                "\thttp://host:8080/demo\n"
            })
    void linkNamesServerAndRoom(String text) {
        assertThat(Link.of(text)).contains(new Link(URI.create("http://host:8080"), new RoomId("demo")));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "demo",
                "http://host",
                "http://host/",
                "http://host/a/b",
                "http://host/api",
                "ftp://host/demo",
                "://",
                "http:///demo"
            })
    void everythingElseIsNoLink(String text) {
        assertThat(Link.of(text)).isEmpty();
    }
}

package org.confero.desktop.ui.call;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.confero.desktop.ui.call.Linked.Piece;
import org.junit.jupiter.api.Test;

class LinkedTest {
    @Test
    void anAddressIsALinkWithoutWhatEndsTheSentence() {
        assertThat(Linked.pieces("see https://example.org/a?b=c, or (http://host:8080/x_(y))."))
                .containsExactly(
                        new Piece("see ", false),
                        new Piece("https://example.org/a?b=c", true),
                        new Piece(", or (", false),
                        new Piece("http://host:8080/x_(y)", true),
                        new Piece(").", false));
    }

    @Test
    void anAddressThatLooksLikeAnotherIsNoLink() {
        for (String text : List.of(
                "https://bank.example@evil.example/", "HTTP://user:secret@host", "http://a@b?c", "https://x:@y#z")) {
            assertThat(Linked.pieces(text)).containsExactly(new Piece(text, false));
        }
        assertThat(Linked.pieces("https://host/@name")).containsExactly(new Piece("https://host/@name", true));
    }

    @Test
    void bracketsAndQuotesAreOfTheSentenceUnlessTheAddressOpensThem() {
        assertThat(Linked.pieces("\u201chttps://a/[1]\u201d [https://b]"))
                .containsExactly(
                        new Piece("\u201c", false),
                        new Piece("https://a/[1]", true),
                        new Piece("\u201d [", false),
                        new Piece("https://b", true),
                        new Piece("]", false));
    }

    @Test
    void nothingElseIsALink() {
        for (String text : List.of(
                "javascript:alert(1)",
                "file:///etc/passwd",
                "xhttp://a",
                "http://",
                "data:text/html,x",
                "ftp://host/")) {
            assertThat(Linked.pieces(text)).containsExactly(new Piece(text, false));
        }
    }
}

package org.confero.server.redis;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.confero.protocol.ParticipantId;
import org.confero.protocol.RoomId;
import org.confero.server.routing.Letter;
import org.junit.jupiter.api.Test;

class PostmanTest {
    private final List<byte[]> published = new ArrayList<>();

    @Test
    void whatIsTakenBeforeAnybodyAsksIsOnItsWayAllTheSame() {
        var postman = new Postman((channel, message) -> {
            published.add(message);
            return CompletableFuture.completedFuture(1L);
        });
        assertThat(postman.send("other", note("1"))).isTrue();
        assertThat(postman.send("other", note("2"))).isTrue();
        assertThat(published).containsExactly(note("1").bytes(), note("2").bytes());
    }

    @Test
    void whatComesWhileOneIsOnItsWayGoesTogether() {
        var first = new CompletableFuture<Long>();
        var postman = new Postman((channel, message) -> {
            published.add(message);
            return first;
        });
        for (String number : List.of("1", "2", "3")) {
            assertThat(postman.send("other", note(number))).isTrue();
        }
        assertThat(published).hasSize(1);
        first.complete(1L);
        assertThat(published).hasSize(2);
        assertThat(published.getLast()).hasSize(2 * note("2").bytes().length);
    }

    @Test
    void whereThereIsNoWayTheSenderIsToldSo() {
        var postman = new Postman((channel, message) -> null);
        assertThat(postman.send("other", note("1"))).isFalse();
    }

    private static Mail note(String text) {
        return new Mail.Note(new RoomId("room"), 1, null, new Letter(List.of(new ParticipantId("ada")), text, false));
    }
}

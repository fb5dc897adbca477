package org.confero.desktop.conference;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.confero.protocol.ChatEntry;
import org.confero.protocol.ClientInfo;
import org.confero.protocol.ClientKey;
import org.confero.protocol.ControlMessage;
import org.confero.protocol.DisplayName;
import org.confero.protocol.MediaState;
import org.confero.protocol.ParticipantId;
import org.junit.jupiter.api.Test;

class ConversationTest {
    private static final Duration AHEAD = Duration.ofMinutes(10);
    private static final ClientKey GRACE = new ClientKey("grace");

    private final List<ControlMessage> sent = new ArrayList<>();
    private List<ChatLine> shown = List.of();
    private final Conversation conversation = new Conversation(
            new Ourselves(new DisplayName("Ada"), MediaState.ON),
            (client, message) -> sent.add(message),
            lines -> shown = lines);

    @Test
    void whatSomebodySaysWhoseClockIsTenMinutesAheadIsShownByOurClockAlsoWhenTheyHaveGone() {
        conversation.enter();
        conversation.opened(new ControlMessage.Hello(
                new ClientInfo("test", "1"), GRACE, new ParticipantId("g"), new DisplayName("Grace"), 5, List.of()));
        Instant now = Instant.now();
        ChatEntry word = new ChatEntry(GRACE, 1, 1, 1, now.plus(AHEAD).toEpochMilli(), new DisplayName("Grace"), "Hi");
        conversation.heard(GRACE, new ControlMessage.Chat(word, 0, 1L));
        assertThat(shown.getFirst().sent()).as("nothing is known yet").isAfter(now.plusSeconds(500));

        long asked = sent.stream()
                .filter(ControlMessage.Clock.class::isInstance)
                .map(ControlMessage.Clock.class::cast)
                .findFirst()
                .orElseThrow()
                .asked();
        conversation.heard(GRACE, new ControlMessage.Clock(asked, asked + AHEAD.toMillis()));
        assertThat(Duration.between(now, shown.getFirst().sent()).abs()).isLessThan(Duration.ofSeconds(10));
        conversation.gone(GRACE);
        assertThat(Duration.between(now, shown.getFirst().sent()).abs()).isLessThan(Duration.ofSeconds(10));
    }
}

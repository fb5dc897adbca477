package org.confero.server.soak;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.confero.codec.Codec;
import org.confero.protocol.DisplayName;
import org.confero.protocol.LeaveReason;
import org.confero.protocol.MediaState;
import org.confero.protocol.Participant;
import org.confero.protocol.ParticipantId;
import org.confero.protocol.Payload;
import org.confero.protocol.Presence;
import org.confero.protocol.Resumed;
import org.confero.protocol.Role;
import org.confero.protocol.RoomId;
import org.confero.protocol.RoomInfo;
import org.confero.protocol.ServerInfo;
import org.confero.protocol.ServerMessage;
import org.confero.protocol.SessionId;
import org.confero.protocol.SessionSecret;
import org.confero.protocol.WelcomeLimits;
import org.junit.jupiter.api.Test;

/** The books find what a server does wrong. */
class BooksTest {
    private final List<String> wrong = new ArrayList<>();
    private final Books books = new Books(wrong::add);

    @Test
    void aServerThatKeepsItsPromisesHasNothingWrong() {
        hear(joined(1, "ann"), came(2, "bob"), signal(3, "bob", 1), gone(4, "ann"), signal(5, "bob", 2));
        assertThat(wrong).isEmpty();
        assertThat(books.others()).containsExactly(new ParticipantId("bob"));
    }

    @Test
    void aLostMessageIsFound() {
        hear(joined(1), came(3, "bob"));
        assertThat(wrong).containsExactly("Message 3 came where 2 was due");
    }

    @Test
    void whoeverIsTwiceInARoomIsFound() {
        hear(joined(1, "ann"), came(2, "ann"));
        assertThat(wrong).singleElement().asString().contains("twice");
    }

    @Test
    void oneselfAmongTheOthersIsFound() {
        hear(joined(1, "self"));
        assertThat(wrong).singleElement().asString().contains("among the others");
    }

    @Test
    void aWordOfSomebodyWhoIsGoneIsFound() {
        hear(joined(1, "ann"), gone(2, "ann"), signal(3, "ann", 1));
        assertThat(wrong).singleElement().asString().contains("not there");
    }

    @Test
    void signalsInAnotherOrderAreFound() {
        hear(joined(1, "ann"), signal(2, "ann", 2), signal(3, "ann", 1));
        assertThat(wrong).containsExactly("Signal 1 came after 2");
    }

    @Test
    void wordsOfARoomThatOneHasLeftAreFound() {
        hear(joined(1, "ann"), new ServerMessage.Left(), came(2, "bob"));
        assertThat(wrong).singleElement().asString().contains("in no room");
    }

    @Test
    void whatIsSaidAgainIsNotTakenTwice() {
        hear(joined(1), came(2, "bob"));
        books.welcomed(welcome(Resumed.COMPLETE, 3), 1);
        hear(came(2, "bob"), came(3, "cem"));
        assertThat(wrong).isEmpty();
        assertThat(books.hasHeard(3)).isTrue();
        assertThat(books.others()).hasSize(2);
    }

    @Test
    void whatIsSaidAgainInOtherWordsIsFound() {
        hear(joined(1), came(2, "bob"));
        books.welcomed(welcome(Resumed.COMPLETE, 2), 1);
        hear(came(2, "eve"));
        assertThat(wrong).containsExactly("Message 2 was another one the first time");
    }

    @Test
    void aCompleteResumeThatLeavesSomethingOutIsFound() {
        hear(joined(1));
        books.welcomed(welcome(Resumed.COMPLETE, 4), 1);
        hear(came(2, "bob"), came(3, "cem"));
        assertThat(books.hasHeard(4)).isFalse();
    }

    @Test
    void afterAnIncompleteResumeTheRoomIsToldAnew() {
        hear(joined(1, "ann"));
        books.welcomed(welcome(Resumed.INCOMPLETE, 9), 1);
        hear(gone(10, "bob"), joined(11, "cem"), came(12, "ann"));
        assertThat(wrong).isEmpty();
        assertThat(books.others()).hasSize(2);
    }

    @Test
    void aServerThatHasTakenMoreThanWasSaidIsFound() {
        books.welcomed(welcome(Resumed.COMPLETE, 0, 1), 0);
        assertThat(wrong).containsExactly("The server has taken 1 of 0");
    }

    private void hear(ServerMessage... messages) {
        Stream.of(messages).forEach(message -> books.hears(message, Codec.encode(message)));
    }

    private static ServerMessage joined(long seq, String... others) {
        return new ServerMessage.Joined(
                null,
                seq,
                new ParticipantId("self"),
                new RoomInfo(new RoomId("room"), null, false, 16, Role.PARTICIPANT),
                Stream.of(others).map(BooksTest::participant).toList(),
                List.of());
    }

    private static ServerMessage came(long seq, String who) {
        return new ServerMessage.ParticipantJoined(seq, participant(who));
    }

    private static ServerMessage gone(long seq, String who) {
        return new ServerMessage.ParticipantLeft(seq, new ParticipantId(who), LeaveReason.LEFT);
    }

    private static ServerMessage signal(long seq, String from, int number) {
        return new ServerMessage.Signal(seq, new ParticipantId(from), new Payload("{\"n\":" + number + "}"));
    }

    private static Participant participant(String id) {
        return new Participant(
                new ParticipantId(id), new DisplayName(id), MediaState.ON, Role.PARTICIPANT, Presence.CONNECTED);
    }

    private static ServerMessage.Welcome welcome(Resumed resumed, long seq) {
        return welcome(resumed, seq, 0);
    }

    private static ServerMessage.Welcome welcome(Resumed resumed, long seq, long received) {
        return new ServerMessage.Welcome(
                new SessionId("s"),
                new SessionSecret("x"),
                resumed,
                seq,
                received,
                WelcomeLimits.DEFAULT,
                5000,
                2000,
                new ServerInfo("1", "node"));
    }
}

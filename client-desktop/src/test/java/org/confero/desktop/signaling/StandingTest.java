package org.confero.desktop.signaling;

import static org.assertj.core.api.Assertions.assertThat;

import org.confero.protocol.ClientMessage;
import org.confero.protocol.LeaveReason;
import org.confero.protocol.Limits;
import org.confero.protocol.MediaState;
import org.confero.protocol.ParticipantId;
import org.confero.protocol.Resume;
import org.confero.protocol.Resumed;
import org.confero.protocol.ServerInfo;
import org.confero.protocol.ServerMessage;
import org.confero.protocol.SessionId;
import org.confero.protocol.SessionSecret;
import org.confero.protocol.WelcomeLimits;
import org.junit.jupiter.api.Test;

class StandingTest {
    private static final ClientMessage MUTED = new ClientMessage.State(MediaState.ON.withAudio(false));
    private static final ClientMessage LOUD = new ClientMessage.State(MediaState.ON);

    private final Standing standing = new Standing();

    @Test
    void withoutASessionThereIsNothingToGoOnWith() {
        assertThat(standing.resume()).isNull();
        standing.welcomed(welcome(Resumed.NONE, 0));
        assertThat(standing.resume()).isNotNull();
        standing.forget();
        assertThat(standing.resume()).isNull();
    }

    @Test
    void whatWasHeardLastIsNamed() {
        standing.welcomed(welcome(Resumed.NONE, 0));
        standing.heard(new ServerMessage.ParticipantLeft(7, new ParticipantId("x"), LeaveReason.LEFT));
        assertThat(standing.resume()).isEqualTo(new Resume(new SessionId("s"), new SessionSecret("secret"), 7));
    }

    @Test
    void whatTheServerHasNotTakenIsSaidAgainInOrder() {
        standing.welcomed(welcome(Resumed.NONE, 0));
        standing.say(MUTED);
        standing.say(new ClientMessage.Ping());
        standing.say(LOUD);
        standing.say(MUTED);
        assertThat(standing.welcomed(welcome(Resumed.COMPLETE, 2))).containsExactly(LOUD, MUTED);
    }

    @Test
    void whatIsSaidAgainIsKeptUntilItIsTaken() {
        standing.welcomed(welcome(Resumed.NONE, 0));
        standing.say(MUTED);
        standing.welcomed(welcome(Resumed.INCOMPLETE, 0)).forEach(standing::say);
        assertThat(standing.welcomed(welcome(Resumed.COMPLETE, 0))).containsExactly(MUTED);
        assertThat(standing.welcomed(welcome(Resumed.COMPLETE, 1))).isEmpty();
    }

    @Test
    void soMuchIsAcknowledgedAtOnceThatAServerNeedNotKeepALot() {
        standing.welcomed(welcome(Resumed.NONE, 0));
        hear(Limits.ACKNOWLEDGED_AT_ONCE - 1);
        assertThat(standing.isAckDue()).isFalse();
        hear(Limits.ACKNOWLEDGED_AT_ONCE);
        assertThat(standing.isAckDue()).isTrue();
        assertThat(standing.ack()).isEqualTo(new ClientMessage.Ack(Limits.ACKNOWLEDGED_AT_ONCE));
        assertThat(standing.isAckDue()).isFalse();
    }

    private void hear(int seq) {
        standing.heard(new ServerMessage.ParticipantLeft(seq, new ParticipantId("x"), LeaveReason.LEFT));
    }

    @Test
    void aNewSessionIsToldNothingOfTheOldOne() {
        standing.welcomed(welcome(Resumed.NONE, 0));
        standing.say(MUTED);
        standing.heard(new ServerMessage.Removed(9));
        assertThat(standing.welcomed(welcome(Resumed.NONE, 0))).isEmpty();
        assertThat(standing.resume()).extracting(Resume::lastSeq).isEqualTo(0L);
    }

    @Test
    void newsAreAcknowledgedOnce() {
        standing.welcomed(welcome(Resumed.NONE, 0));
        assertThat(standing.ack()).isNull();
        standing.heard(new ServerMessage.Removed(3));
        assertThat(standing.ack()).isEqualTo(new ClientMessage.Ack(3));
        assertThat(standing.ack()).isNull();
    }

    @Test
    void whoeverHasTooMuchToSayAgainBeginsAnew() {
        standing.welcomed(welcome(Resumed.NONE, 0));
        for (int i = 0; i <= Standing.MOST_KEPT; i++) {
            standing.say(MUTED);
        }
        assertThat(standing.resume()).isNull();
    }

    private static ServerMessage.Welcome welcome(Resumed resumed, long received) {
        return new ServerMessage.Welcome(
                new SessionId("s"),
                new SessionSecret("secret"),
                resumed,
                0,
                received,
                WelcomeLimits.DEFAULT,
                5_000,
                120_000,
                new ServerInfo("1", "n"));
    }
}

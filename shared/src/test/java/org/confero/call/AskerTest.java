package org.confero.call;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.stream.Stream;
import org.confero.call.Asker.Next;
import org.confero.protocol.ErrorCode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class AskerTest {
    @Test
    void aPlaceThatWaitsIsAskedForAgainAfterWhatMayPass() {
        assertThat(codes().filter(code -> Asker.RETURNING.refused(code, null) == Next.ASK_AGAIN))
                .containsExactlyInAnyOrder(ErrorCode.UNAVAILABLE, ErrorCode.TOO_MANY_REQUESTS, ErrorCode.INTERNAL);
    }

    @ParameterizedTest
    @EnumSource(
            value = Asker.class,
            names = {"AT_DOOR", "IN_ROOM"})
    void whoHasLostTheirSessionBeginsAnewAfterWhatMayPass(Asker asker) {
        assertThat(codes().filter(code -> asker.refused(code, null) == Next.BEGIN_ANEW))
                .containsExactlyInAnyOrder(ErrorCode.UNAVAILABLE, ErrorCode.TOO_MANY_REQUESTS, ErrorCode.INTERNAL);
    }

    @Test
    void aTimeToComeAgainIsAPromise() {
        assertThat(Asker.RETURNING.refused(ErrorCode.ROOM_FULL, 1000L)).isEqualTo(Next.ASK_AGAIN);
        assertThat(Asker.IN_ROOM.refused(ErrorCode.ROOM_FULL, 1000L)).isEqualTo(Next.BEGIN_ANEW);
    }

    @Test
    void aPersonWhoComesForTheFirstTimeIsToldAndDecides() {
        assertThat(codes()).allMatch(code -> Asker.NEWCOMER.refused(code, 1000L) == Next.GIVE_UP);
    }

    @Test
    void whoIsInTheRoomKeepsTheirLinksWhateverTheServerSays() {
        assertThat(codes()).noneMatch(code -> Asker.IN_ROOM.refused(code, null) == Next.GIVE_UP);
        assertThat(Asker.IN_ROOM.refused(ErrorCode.WRONG_PASSCODE, null)).isEqualTo(Next.SHUT_OUT);
    }

    @Test
    void aPlaceThatIsGoneIsNoReasonToStayOutside() {
        assertThat(Asker.RETURNING.refused(ErrorCode.NOT_JOINED, null)).isEqualTo(Next.BY_THE_DOOR);
        assertThat(Asker.RETURNING.refused(ErrorCode.ALREADY_JOINED, null)).isEqualTo(Next.LEAVE_FIRST);
    }

    private static Stream<ErrorCode> codes() {
        return Arrays.stream(ErrorCode.values());
    }
}

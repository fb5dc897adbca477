package org.confero.desktop.conference;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.confero.call.Asker;
import org.confero.desktop.returning.KeptStay;
import org.confero.desktop.signaling.SignalingFailure;
import org.confero.protocol.DisplayName;
import org.confero.protocol.LeaveReason;
import org.confero.protocol.MediaState;
import org.confero.protocol.ParticipantId;
import org.confero.protocol.Resume;
import org.confero.protocol.ServerMessage;
import org.confero.protocol.SessionId;
import org.confero.protocol.SessionSecret;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class EntryTest {
    private static final URI NOBODY = URI.create("http://127.0.0.1:1");
    private static final URI NOBODY_EITHER = URI.create("http://127.0.0.1:2");
    private static final DisplayName ADA = new DisplayName("Ada");
    private static final SignalingFailure LOST = new SignalingFailure(SignalingFailure.Kind.LOST, "Lost");

    private final Loop loop = new Loop();
    private final Attached told = new Attached();

    @AfterEach
    void end() {
        loop.shutdownNow();
    }

    @Test
    void theFirstAddressThatAnswersIsJoinedBy() throws Exception {
        try (StandIn server = new StandIn(StandIn::letIn)) {
            var gaveUp = new CompletableFuture<SignalingFailure>();
            enter(request(NOBODY).alsoAt(List.of(server.address())), gaveUp);
            StandIn.await("a welcome", () -> !told.welcomes().isEmpty());
            assertThat(gaveUp).isNotDone();
        }
    }

    @Test
    void whenNoAddressAnswersTheFirstOneIsNamed() throws Exception {
        var gaveUp = new CompletableFuture<SignalingFailure>();
        enter(request(NOBODY).alsoAt(List.of(NOBODY_EITHER)), gaveUp);
        assertThat(gaveUp.get().detail()).isEqualTo("Nothing answers at 127.0.0.1:1");
    }

    @Test
    void aPlaceIsAskedForAgainAsLongAsItMayWait() throws Exception {
        Entry waits = enter(request(NOBODY).backTo(place(Duration.ofMinutes(2))), new CompletableFuture<>());
        assertThat(waits.asker()).isEqualTo(Asker.RETURNING);
        assertThat(loop.submit(() -> waits.triesOn(LOST)).get()).isTrue();
        Entry late = enter(request(NOBODY).backTo(place(Duration.ZERO)), new CompletableFuture<>());
        assertThat(late.asker()).isEqualTo(Asker.NEWCOMER);
        assertThat(loop.submit(() -> late.triesOn(LOST)).get()).isFalse();
        waits.placeIsGone();
        assertThat(waits.asker()).isEqualTo(Asker.NEWCOMER);
    }

    @Test
    void whatIsSaidOfThePlaceFromBeforeIsNotForUs() throws Exception {
        Entry entry = enter(request(NOBODY).backTo(place(Duration.ofMinutes(2))), new CompletableFuture<>());
        var news = new ServerMessage.ParticipantLeft(1, new ParticipantId("x"), LeaveReason.LEFT);
        assertThat(entry.isForUs(news)).isFalse();
        assertThat(entry.isForUs(new ServerMessage.Removed(2))).isTrue();
        assertThat(entry.isForUs(news)).isTrue();
    }

    private Entry enter(JoinRequest request, CompletableFuture<SignalingFailure> gaveUp) throws Exception {
        return loop.submit(() -> {
                    Attachment attachment = told.of(new Attachment(request, loop, told));
                    Entry entry = new Entry(request, new Ourselves(ADA, MediaState.ON), attachment);
                    told.onFailure(failure -> {
                        if (!entry.triesOn(failure)) {
                            gaveUp.complete(entry.firstFailure(failure));
                        }
                    });
                    return entry;
                })
                .get();
    }

    private static JoinRequest request(URI server) {
        return new JoinRequest(server, StandIn.ROOM, ADA, MediaState.ON, true);
    }

    private static KeptStay place(Duration grace) {
        var resume = new Resume(new SessionId("s"), new SessionSecret("secret"), 0);
        return new KeptStay(NOBODY, NOBODY, StandIn.ROOM, ADA, true, true, resume, grace);
    }
}

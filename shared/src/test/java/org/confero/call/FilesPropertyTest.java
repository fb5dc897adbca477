package org.confero.call;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.confero.Seeded;
import org.confero.protocol.FileName;
import org.confero.protocol.FileRefusal;
import org.confero.protocol.Limits;
import org.junit.jupiter.api.Test;

class FilesPropertyTest {
    private static final FileName NAME = new FileName("plan.pdf");
    private static final String SHA = "5".repeat(64);

    @Test
    void whateverBreaksEveryFileEndsOnBothSidesAndWhatIsDoneIsWhole() {
        List<Long> done = new ArrayList<>();
        Seeded.always(random -> {
            FileLink link = new FileLink(random, FilesOut::step, FilesIn::step);
            link.live(20 + random.nextInt(400));
            link.check();
            done.add(link.done());
        });

        assertThat(done.stream().mapToLong(Long::longValue).sum())
                .as("files arrive")
                .isGreaterThan(3000);
    }

    @Test
    void aSenderThatDoesNotOfferAgainIsFoundOut() {
        assertFound(
                (state, event) -> {
                    FilesOut.Step step = FilesOut.step(state, event);
                    return event instanceof FilesOutEvent.Opened ? new FilesOut.Step(step.next(), List.of()) : step;
                },
                FilesIn::step);
    }

    @Test
    void aSenderThatNeverSaysThatItIsAllIsFoundOut() {
        assertFound(
                (state, event) -> {
                    FilesOut.Step step = FilesOut.step(state, event);
                    return new FilesOut.Step(
                            step.next(),
                            step.effects().stream()
                                    .filter(effect -> !(effect instanceof FilesOutEffect.SendDone))
                                    .toList());
                },
                FilesIn::step);
    }

    @Test
    void aReceiverThatTakesPiecesFromAnywhereIsFoundOut() {
        assertFound(FilesOut::step, (state, event) -> {
            FilesIn.File file =
                    event instanceof FilesInEvent.Piece piece ? state.files().get(piece.file()) : null;
            return FilesIn.step(
                    state,
                    file != null && event instanceof FilesInEvent.Piece(var number, var ignored, var length)
                            ? new FilesInEvent.Piece(number, file.came(), length)
                            : event);
        });
    }

    @Test
    void aReceiverThatDoesNotAskAgainIsFoundOut() {
        assertFound(FilesOut::step, (state, event) -> {
            FilesIn.Step step = FilesIn.step(state, event);
            return event instanceof FilesInEvent.Opened ? new FilesIn.Step(step.next(), List.of()) : step;
        });
    }

    @Test
    void aReceiverThatForgetsHowItEndedIsFoundOut() {
        assertFound(
                FilesOut::step,
                (state, event) -> FilesIn.step(new FilesIn.State(state.open(), state.files(), List.of()), event));
    }

    @Test
    void aFileThatGoesOnAfterABreakGoesOnFromWhereItStands() {
        FilesIn.State taking = in(
                FilesIn.State.NONE,
                new FilesInEvent.Opened(),
                new FilesInEvent.Offered(1, NAME, 1000),
                new FilesInEvent.Accept(1),
                new FilesInEvent.Piece(1, 0, 600),
                new FilesInEvent.Closed());

        assertThat(FilesIn.step(taking, new FilesInEvent.Opened()).effects())
                .contains(new FilesInEffect.SendAccept(1, 600));

        FilesOut.State sending = out(
                FilesOut.State.NONE,
                new FilesOutEvent.Opened(),
                new FilesOutEvent.Offer(1, NAME, 1000),
                new FilesOutEvent.Accepted(1, 0),
                new FilesOutEvent.Closed(),
                new FilesOutEvent.Opened());

        assertThat(FilesOut.step(sending, new FilesOutEvent.Accepted(1, 600)).effects())
                .contains(new FilesOutEffect.SendPiece(1, 600, 400));
    }

    @Test
    void thatAllHasBeenSentMayOvertakeTheLastPiece() {
        FilesIn.State early = in(
                FilesIn.State.NONE,
                new FilesInEvent.Opened(),
                new FilesInEvent.Offered(1, NAME, 10),
                new FilesInEvent.Accept(1),
                new FilesInEvent.Done(1, SHA));
        FilesIn.Step last = FilesIn.step(in(early, new FilesInEvent.Piece(1, 0, 10)), new FilesInEvent.Written(1, 10));

        assertThat(last.effects()).endsWith(new FilesInEffect.Finish(1, SHA));
        assertThat(FilesIn.step(last.next(), new FilesInEvent.Kept(1)).effects())
                .containsExactly(new FilesInEffect.Show(1, FileStage.DONE, 10), new FilesInEffect.SendProgress(1, 10));
    }

    @Test
    void whatIsDamagedIsDeletedAndSaidToBe() {
        FilesIn.State whole = in(
                FilesIn.State.NONE,
                new FilesInEvent.Opened(),
                new FilesInEvent.Offered(1, NAME, 10),
                new FilesInEvent.Accept(1),
                new FilesInEvent.Piece(1, 0, 10),
                new FilesInEvent.Done(1, SHA),
                new FilesInEvent.Written(1, 10));

        assertThat(FilesIn.step(whole, new FilesInEvent.Damaged(1)).effects())
                .containsExactly(
                        new FilesInEffect.Discard(1),
                        new FilesInEffect.Show(1, FileStage.DAMAGED, 10),
                        new FilesInEffect.SendRefuse(1, FileRefusal.DAMAGED));
    }

    @Test
    void thereAreAtMost16FilesOnOneLinkEachWay() {
        FilesIn.State in = in(FilesIn.State.NONE, new FilesInEvent.Opened());
        FilesOut.State out = out(FilesOut.State.NONE, new FilesOutEvent.Opened());
        for (int file : IntStream.rangeClosed(1, Limits.FILES_PER_LINK).toArray()) {
            in = in(in, new FilesInEvent.Offered(file, NAME, 10));
            out = out(out, new FilesOutEvent.Offer(file, NAME, 10));
        }

        assertThat(FilesIn.step(in, new FilesInEvent.Offered(17, NAME, 10)).effects())
                .containsExactly(new FilesInEffect.SendRefuse(17, FileRefusal.FAILED));
        assertThat(FilesOut.step(out, new FilesOutEvent.Offer(17, NAME, 10)).effects())
                .containsExactly(new FilesOutEffect.Show(17, FileStage.TOO_MANY, 0));
    }

    @Test
    void nobodyIsSentWhatTheyAreNotOffered() {
        FilesOut.State open = out(FilesOut.State.NONE, new FilesOutEvent.Opened());

        assertThat(FilesOut.step(open, new FilesOutEvent.Accepted(7, 0)).effects())
                .containsExactly(new FilesOutEffect.SendCancel(7));
    }

    @Test
    void nothingIsWrittenOfWhatNobodyHasAccepted() {
        FilesIn.State offered =
                in(FilesIn.State.NONE, new FilesInEvent.Opened(), new FilesInEvent.Offered(1, NAME, 10));

        assertThat(FilesIn.step(offered, new FilesInEvent.Piece(1, 0, 10)).effects())
                .isEmpty();
    }

    private static void assertFound(FileLink.OutStepper out, FileLink.InStepper in) {
        assertThatThrownBy(() -> Seeded.always(random -> {
                    FileLink link = new FileLink(random, out, in);
                    link.live(20 + random.nextInt(400));
                    link.check();
                }))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("With seed");
    }

    private static FilesIn.State in(FilesIn.State state, FilesInEvent... events) {
        FilesIn.State next = state;
        for (FilesInEvent event : events) {
            next = FilesIn.step(next, event).next();
        }
        return next;
    }

    private static FilesOut.State out(FilesOut.State state, FilesOutEvent... events) {
        FilesOut.State next = state;
        for (FilesOutEvent event : events) {
            next = FilesOut.step(next, event).next();
        }
        return next;
    }
}

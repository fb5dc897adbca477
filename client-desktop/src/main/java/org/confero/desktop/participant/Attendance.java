package org.confero.desktop.participant;

import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.confero.codec.Documents;
import org.confero.desktop.conference.ChatLine;
import org.confero.desktop.conference.Conference;
import org.confero.desktop.conference.ConferenceListener;
import org.confero.desktop.conference.Failure;
import org.confero.desktop.conference.FileLine;
import org.confero.desktop.conference.JoinRequest;
import org.confero.desktop.conference.ParticipantStats;
import org.confero.desktop.conference.Problem;
import org.confero.desktop.conference.Refusal;
import org.confero.desktop.conference.Signs;
import org.confero.desktop.returning.StayFile;
import org.confero.protocol.ErrorCode;
import org.confero.protocol.ParticipantId;
import org.confero.protocol.Role;
import org.confero.protocol.RoomInfo;
import org.confero.protocol.Visitor;
import org.jspecify.annotations.Nullable;

/**
 * One stay of a participant without a window, with its report. Everything but {@link #end} and {@link #await} happens on
 * its own thread.
 */
final class Attendance implements ConferenceListener {
    private static final Logger LOG = System.getLogger(Attendance.class.getName());

    /** As fine as gaps in the sound are measured; the pictures tell theirs by themselves. */
    private static final Duration MEASURE = Duration.ofMillis(100);

    private static final Duration WRITE = Duration.ofSeconds(1);

    private final JoinRequest request;
    private final @Nullable Duration stay;
    private final @Nullable Path reportFile;
    private final @Nullable PictureFolder pictures;
    private final @Nullable Extent show;
    private final FileWishes wishes;
    private final ScheduledExecutorService thread = daemon("confero-participant");
    private final ScheduledExecutorService painter = daemon("confero-pictures");
    private final CompletableFuture<Optional<String>> outcome = new CompletableFuture<>();
    private final Map<ParticipantId, ParticipantStats> measured = new LinkedHashMap<>();
    private final long startNanos = System.nanoTime();
    private final Conference conference;
    private volatile List<Remote> remotes = List.of();
    private List<ChatLine> chat = List.of();
    private List<FileLine> files = List.of();
    private @Nullable Long joinMs;
    private @Nullable Role role;
    private boolean waiting;
    private boolean reconnecting;
    private boolean written;
    private @Nullable String trouble;

    /**
     * @param kept where a place is kept to come back to; null for nowhere
     * @param stay how long, from the moment when we are in; null until told to end
     * @param show how large pictures are shown; null shows none, and the others send what they have
     */
    Attendance(
            JoinRequest request,
            @Nullable StayFile kept,
            @Nullable Duration stay,
            @Nullable Path reportFile,
            @Nullable PictureFolder pictures,
            @Nullable Extent show,
            FileWishes wishes) {
        this.request = request;
        this.stay = stay;
        this.reportFile = reportFile;
        this.pictures = pictures;
        this.show = show;
        this.wishes = wishes;
        conference = Conference.join(request, kept, this, thread);
        every(thread, MEASURE, this::measure);
        every(thread, WRITE, this::write);
        every(painter, WRITE, this::paint);
    }

    /** Leaves; any thread. */
    void end() {
        try {
            thread.execute(this::leave);
        } catch (RejectedExecutionException e) {
            LOG.log(Level.DEBUG, "It is over already");
        }
    }

    private void leave() {
        // Before all that takes its time: the others should hear of it also where the machine hardly lets us.
        var _ = conference.leave();
        write();
        // What is seen of our own leaving says nothing of the call.
        written = true;
    }

    /** Follows these orders from now on; any thread. */
    void obey(InputStream lines, PrintWriter complaints) {
        new Orders(conference, complaints).follow(lines);
    }

    /** Waits for the end: nothing, or why we could not stay, in one line. */
    Optional<String> await() {
        return outcome.join();
    }

    @Override
    public void waiting() {
        waiting = true;
    }

    @Override
    public void joined(RoomInfo room, ParticipantId self) {
        waiting = false;
        role = room.role();
        if (wishes.send() != null) {
            conference.offerToComers(wishes.send());
        }
        joinMs = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - startNanos);
        if (stay != null) {
            var _ = thread.schedule(this::end, stay.toMillis(), TimeUnit.MILLISECONDS);
        }
    }

    @Override
    public void remotes(List<Remote> now) {
        remotes = List.copyOf(now);
        if (show != null) {
            now.forEach(remote -> remote.picture().show(show.width(), show.height()));
        }
    }

    @Override
    public void roleChanged(ParticipantId self, Role now) {
        // Also after we waited once more.
        waiting = false;
        role = now;
    }

    @Override
    public void roomChanged(RoomInfo room) {
        LOG.log(Level.DEBUG, "The room is {0}", room.locked() ? "locked" : "open");
    }

    @Override
    public void visitors(List<Visitor> visitors) {
        LOG.log(Level.DEBUG, "{0} at the door", visitors.size());
    }

    @Override
    public void muteRequested(ParticipantId from) {
        LOG.log(Level.DEBUG, "A host asks us to mute, which a probe does not do");
    }

    @Override
    public void refused(Refusal refusal) {
        LOG.log(Level.DEBUG, "Refused: {0}", refusal.action());
    }

    @Override
    public void chat(List<ChatLine> lines) {
        chat = lines;
    }

    @Override
    public void files(List<FileLine> lines) {
        files = lines;
        Path folder = wishes.acceptTo();
        if (folder != null) {
            lines.stream()
                    .filter(line -> !line.own() && line.shares().getFirst().stage() == FileLine.Stage.OFFERED)
                    .forEach(line -> conference.accept(line.id(), folder));
        }
    }

    @Override
    public void ownSigns(Signs signs) {
        LOG.log(Level.DEBUG, "Our signs: {0}", signs);
    }

    @Override
    public void problem(Problem problem, String detail) {
        reconnecting = problem == Problem.SERVER_LOST || (reconnecting && problem != Problem.SHUT_OUT);
        waiting |= problem == Problem.WAITING;
        LOG.log(Level.DEBUG, "Problem: {0}", problem);
        if (problem == Problem.FILE_UNFIT) {
            trouble = detail;
            var _ = conference.leave();
        }
    }

    @Override
    public void serverBack() {
        reconnecting = false;
    }

    @Override
    public void failed(Failure failure) {
        ErrorCode code = failure.code();
        finish(Optional.of(code == null ? failure.detail() : failure.detail() + " (" + code.word() + ")"));
    }

    @Override
    public void left() {
        finish(Optional.empty());
    }

    private void finish(Optional<String> why) {
        write();
        thread.shutdown();
        painter.shutdown();
        outcome.complete(trouble == null ? why : Optional.of(trouble));
    }

    private void measure() {
        var _ = conference.stats().thenAcceptAsync(this::take, thread);
    }

    private void take(List<ParticipantStats> stats) {
        stats.forEach(each -> measured.put(each.id(), each));
    }

    private void write() {
        if (reportFile == null || written || trouble != null) {
            return;
        }
        try {
            AtomicFile.write(reportFile, Documents.encode(report()).getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            LOG.log(Level.DEBUG, "No report", e);
            trouble = "The report cannot be written to " + reportFile;
            var _ = conference.leave();
        }
    }

    private Report report() {
        Map<ParticipantId, Remote> present = new HashMap<>();
        remotes.forEach(remote -> present.put(remote.id(), remote));
        // Gaps are told by the time of the day, which is the same everywhere on a machine.
        long epoch = System.currentTimeMillis() - TimeUnit.NANOSECONDS.toMillis(System.nanoTime());
        List<Report.Entry> entries = new ArrayList<>();
        measured.forEach((id, stats) -> entries.add(Report.Entry.of(stats, present.get(id), files, epoch)));
        return new Report(
                request.room().value(),
                joinMs,
                reconnecting ? "reconnecting" : "connected",
                role == null ? null : role.word(),
                waiting,
                entries,
                chat.stream().map(Report.ChatEntry::of).toList());
    }

    private void paint() {
        if (pictures == null) {
            return;
        }
        try {
            pictures.save(remotes);
        } catch (IOException e) {
            LOG.log(Level.WARNING, "A picture cannot be written: {0}", e.toString());
        }
    }

    private static void every(ScheduledExecutorService thread, Duration period, Runnable action) {
        var _ = thread.scheduleAtFixedRate(action, 0, period.toMillis(), TimeUnit.MILLISECONDS);
    }

    private static ScheduledExecutorService daemon(String name) {
        return Executors.newSingleThreadScheduledExecutor(
                Thread.ofPlatform().daemon().name(name).factory());
    }
}

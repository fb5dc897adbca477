package org.confero.desktop.conference;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.nio.ByteOrder;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.confero.desktop.rtc.Picture;
import org.confero.protocol.DisplayName;
import org.confero.protocol.ErrorCode;
import org.confero.protocol.MediaState;
import org.confero.protocol.ParticipantId;
import org.confero.protocol.Role;
import org.confero.protocol.RoomId;
import org.confero.protocol.RoomInfo;
import org.confero.protocol.Visitor;
import org.jspecify.annotations.Nullable;

/** Takes part with test media, remembers what it is told, and can wait for what should come. */
final class Guest implements ConferenceListener, AutoCloseable {
    /** For a machine that is busy with much else; what is waited for usually takes well under a second. */
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private static final int CELLS = Integer.SIZE;

    private final Conference conference;
    private final List<String> told = new CopyOnWriteArrayList<>();
    private volatile List<Remote> remotes = List.of();
    private volatile List<Visitor> visitors = List.of();
    private volatile Signs ownSigns = Signs.NONE;
    private volatile List<ChatLine> lines = List.of();
    private volatile List<FileLine> files = List.of();

    Guest(URI server, String room, String name) {
        this(new JoinRequest(server, new RoomId(room), new DisplayName(name), MediaState.ON, true));
    }

    Guest(JoinRequest request) {
        conference = Conference.join(request, this, Runnable::run);
    }

    Conference conference() {
        return conference;
    }

    List<Remote> remotes() {
        return remotes;
    }

    /** Who waits at the door, for hosts. */
    List<Visitor> visitors() {
        return visitors;
    }

    /** What has been said, by whom, in order. */
    List<String> chat() {
        return lines.stream().map(line -> line.name() + ": " + line.text()).toList();
    }

    Signs ownSigns() {
        return ownSigns;
    }

    List<ChatLine> lines() {
        return lines;
    }

    /** What has been offered, the oldest first. */
    List<FileLine> files() {
        return files;
    }

    /** The newest file, once it is so far for everybody. */
    FileLine file(FileLine.Stage stage) {
        return sought(
                "a file to be " + stage,
                () -> Optional.of(files)
                        .filter(all -> !all.isEmpty())
                        .map(List::getLast)
                        .filter(line -> !line.shares().isEmpty()
                                && line.shares().stream().allMatch(share -> share.stage() == stage)));
    }

    List<String> told() {
        return told;
    }

    /** The link to somebody, once it is up. */
    Remote connectedTo(String name) {
        return sought("a link to " + name, () -> find(name).filter(Guest::isUp));
    }

    /** Of the connection that there is: one that has just been closed has none. */
    ParticipantStats stats(String name) {
        return sought(
                "statistics of " + name,
                () -> conference.stats().join().stream()
                        .filter(stats -> stats.name().value().equals(name))
                        .findFirst());
    }

    /** The clock that the next picture of somebody shows, modulo 2^32: over whatever link there is to them by then. */
    long clock(String name) {
        Picture.Frame frame = sought(
                "a picture of " + name, () -> find(name).map(Remote::picture).map(Guest::frame));
        long clock = 0;
        for (int cell = 0; cell < CELLS; cell++) {
            int x = (2 * cell + 1) * frame.width() / (2 * CELLS);
            int y = frame.height() - 16 * frame.height() / 360;
            int pixel =
                    frame.pixels().duplicate().order(ByteOrder.LITTLE_ENDIAN).getInt(4 * (y * frame.width() + x));
            clock = clock << 1 | ((pixel >> Byte.SIZE & 0xFF) > 127 ? 1 : 0);
        }
        return clock;
    }

    void await(String what, BooleanSupplier condition) {
        var _ = sought(what, () -> condition.getAsBoolean() ? Optional.of(what) : Optional.empty());
    }

    private <T> T sought(String what, Supplier<Optional<T>> source) {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (true) {
            Optional<T> found = source.get();
            if (found.isPresent()) {
                return found.get();
            }
            assertThat(System.nanoTime())
                    .as(
                            "waited for %s; told %s; sees %s; files %s; measures %s",
                            what, told, remotes, files, conference.stats())
                    .isLessThan(deadline);
            LockSupport.parkNanos(Duration.ofMillis(20).toNanos());
        }
    }

    @Override
    public void close() {
        conference.leave().join();
    }

    @Override
    public void waiting() {
        told.add("waiting");
    }

    @Override
    public void roomChanged(RoomInfo room) {
        told.add(room.locked() ? "locked" : "unlocked");
    }

    @Override
    public void roleChanged(ParticipantId self, Role role) {
        told.add("role " + role.word());
    }

    @Override
    public void visitors(List<Visitor> now) {
        visitors = now;
    }

    @Override
    public void chat(List<ChatLine> now) {
        lines = now;
    }

    @Override
    public void files(List<FileLine> now) {
        files = now;
    }

    @Override
    public void ownSigns(Signs signs) {
        ownSigns = signs;
    }

    @Override
    public void muteRequested(ParticipantId from) {
        told.add("asked to mute");
    }

    @Override
    public void refused(Refusal refusal) {
        told.add("refused " + refusal.action().word() + " " + refusal.code().word());
    }

    @Override
    public void joined(RoomInfo room, ParticipantId self) {
        told.add("joined " + room.id());
    }

    @Override
    public void remotes(List<Remote> now) {
        remotes = List.copyOf(now);
    }

    @Override
    public void problem(Problem problem, String detail) {
        told.add("problem " + problem);
    }

    @Override
    public void serverBack() {
        told.add("server back");
    }

    @Override
    public void failed(Failure failure) {
        ErrorCode code = failure.code();
        told.add("failed " + failure.problem() + (code == null ? "" : " " + code.word()));
    }

    @Override
    public void left() {
        told.add("left");
    }

    private static Picture.@Nullable Frame frame(Picture picture) {
        picture.show(640, 360);
        return picture.take();
    }

    private Optional<Remote> find(String name) {
        return remotes.stream()
                .filter(remote -> remote.name().value().equals(name))
                .findFirst();
    }

    private static boolean isUp(Remote remote) {
        return remote.link() == LinkState.CONNECTED;
    }
}

package org.confero.desktop;

import java.net.URI;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.confero.desktop.conference.Conference;
import org.confero.desktop.conference.ConferenceListener;
import org.confero.desktop.conference.JoinRequest;
import org.confero.desktop.conference.Problem;
import org.confero.protocol.DisplayName;
import org.confero.protocol.ErrorCode;
import org.confero.protocol.MediaState;
import org.confero.protocol.ParticipantId;
import org.confero.protocol.RoomId;
import org.confero.protocol.RoomInfo;
import org.jspecify.annotations.Nullable;

/** Somebody else in the room, by the real engine, with a test picture for a camera. */
final class Friend implements ConferenceListener, AutoCloseable {
    private final Conference conference;
    private final List<String> failures = new CopyOnWriteArrayList<>();
    private volatile List<Remote> remotes = List.of();

    Friend(URI server, RoomId room, DisplayName name) {
        conference = Conference.join(new JoinRequest(server, room, name, MediaState.ON, true), this, Runnable::run);
    }

    /** The others, as this one sees them. */
    List<Remote> others() {
        if (!failures.isEmpty()) {
            throw new AssertionError(failures.toString());
        }
        return remotes;
    }

    void setCamera(boolean on) {
        conference.setCamera(on);
    }

    @Override
    public void close() {
        conference.leave().join();
    }

    @Override
    public void remotes(List<Remote> now) {
        remotes = List.copyOf(now);
    }

    @Override
    public void failed(Problem problem, @Nullable ErrorCode code, String detail) {
        failures.add(problem + " " + code + " " + detail);
    }

    @Override
    public void joined(RoomInfo room, ParticipantId self) {}

    @Override
    public void problem(Problem problem, String detail) {}

    @Override
    public void serverBack() {}

    @Override
    public void left() {}
}

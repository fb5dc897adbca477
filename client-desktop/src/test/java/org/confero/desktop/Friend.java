package org.confero.desktop;

import java.net.URI;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.confero.desktop.conference.ChatLine;
import org.confero.desktop.conference.Conference;
import org.confero.desktop.conference.ConferenceListener;
import org.confero.desktop.conference.Failure;
import org.confero.desktop.conference.FileLine;
import org.confero.desktop.conference.JoinRequest;
import org.confero.desktop.conference.Problem;
import org.confero.desktop.conference.Refusal;
import org.confero.desktop.conference.Signs;
import org.confero.protocol.DisplayName;
import org.confero.protocol.MediaState;
import org.confero.protocol.ParticipantId;
import org.confero.protocol.Role;
import org.confero.protocol.RoomId;
import org.confero.protocol.RoomInfo;
import org.confero.protocol.Visitor;

/** Somebody else in the room, by the real engine, with a test picture for a camera. */
final class Friend implements ConferenceListener, AutoCloseable {
    private final Conference conference;
    private final List<Object> failures = new CopyOnWriteArrayList<>();
    private final List<ParticipantId> muteRequests = new CopyOnWriteArrayList<>();
    private final List<List<Remote>> history = new CopyOnWriteArrayList<>();
    private volatile List<Remote> remotes = List.of();
    private volatile List<ChatLine> lines = List.of();

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

    /** The others at each time when something of them changed, the first time first. */
    List<List<Remote>> history() {
        return history;
    }

    /** Why this one is not in the room any more, or what it was refused. */
    List<Object> failures() {
        return failures;
    }

    /** Who has asked this one to mute. */
    List<ParticipantId> muteRequests() {
        return muteRequests;
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
        history.add(remotes);
    }

    @Override
    public void failed(Failure failure) {
        failures.add(failure.problem());
    }

    /** What has been said in the room, in order. */
    List<ChatLine> chat() {
        return lines;
    }

    void say(String text) {
        conference.say(text);
    }

    @Override
    public void chat(List<ChatLine> now) {
        lines = now;
    }

    @Override
    public void files(List<FileLine> lines) {}

    @Override
    public void ownSigns(Signs signs) {}

    @Override
    public void waiting() {}

    @Override
    public void joined(RoomInfo room, ParticipantId self) {}

    @Override
    public void roomChanged(RoomInfo room) {}

    @Override
    public void roleChanged(ParticipantId self, Role role) {}

    @Override
    public void visitors(List<Visitor> visitors) {}

    @Override
    public void muteRequested(ParticipantId from) {
        muteRequests.add(from);
    }

    @Override
    public void refused(Refusal refusal) {
        failures.add(refusal);
    }

    @Override
    public void problem(Problem problem, String detail) {}

    @Override
    public void serverBack() {}

    @Override
    public void left() {}
}

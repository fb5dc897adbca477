package org.confero.desktop.conference;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import org.confero.desktop.conference.ConferenceListener.Remote;
import org.confero.protocol.ParticipantId;
import org.confero.protocol.Role;
import org.confero.protocol.RoomInfo;
import org.confero.protocol.Visitor;

/** Tells the listener on its own executor, in order. */
final class Teller {
    private static final Logger LOG = System.getLogger(Teller.class.getName());

    private final ConferenceListener listener;
    private final Executor executor;

    Teller(ConferenceListener listener, Executor executor) {
        this.listener = listener;
        this.executor = executor;
    }

    void joined(RoomInfo room, ParticipantId self) {
        tell(() -> listener.joined(room, self));
    }

    void waiting() {
        tell(listener::waiting);
    }

    void roomChanged(RoomInfo room) {
        tell(() -> listener.roomChanged(room));
    }

    void roleChanged(ParticipantId self, Role role) {
        tell(() -> listener.roleChanged(self, role));
    }

    void visitors(List<Visitor> visitors) {
        tell(() -> listener.visitors(visitors));
    }

    void muteRequested(ParticipantId from) {
        tell(() -> listener.muteRequested(from));
    }

    void refused(Refusal refusal) {
        tell(() -> listener.refused(refusal));
    }

    void remotes(List<Remote> remotes) {
        tell(() -> listener.remotes(remotes));
    }

    void chat(List<ChatLine> lines) {
        tell(() -> listener.chat(lines));
    }

    void files(List<FileLine> lines) {
        tell(() -> listener.files(lines));
    }

    void ownSigns(Signs signs) {
        tell(() -> listener.ownSigns(signs));
    }

    void problem(Problem problem, String detail) {
        tell(() -> listener.problem(problem, detail));
    }

    void serverBack() {
        tell(listener::serverBack);
    }

    void failed(Failure failure) {
        tell(() -> listener.failed(failure));
    }

    void left() {
        tell(listener::left);
    }

    private void tell(Runnable news) {
        try {
            executor.execute(news);
        } catch (RejectedExecutionException e) {
            LOG.log(Level.DEBUG, "Nobody listens any more");
        }
    }
}

package org.confero.desktop.conference;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import org.confero.desktop.conference.ConferenceListener.Remote;
import org.confero.protocol.ErrorCode;
import org.confero.protocol.ParticipantId;
import org.confero.protocol.RoomInfo;
import org.jspecify.annotations.Nullable;

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

    void remotes(List<Remote> remotes) {
        tell(() -> listener.remotes(remotes));
    }

    void problem(Problem problem, String detail) {
        tell(() -> listener.problem(problem, detail));
    }

    void serverBack() {
        tell(listener::serverBack);
    }

    void failed(Problem problem, @Nullable ErrorCode code, String detail) {
        tell(() -> listener.failed(problem, code, detail));
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

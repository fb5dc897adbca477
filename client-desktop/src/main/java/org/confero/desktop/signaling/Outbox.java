package org.confero.desktop.signaling;

import jakarta.websocket.SendResult;
import jakarta.websocket.Session;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.Executor;

/** Sends frames one after another without waiting for any. All methods on the conference's thread. */
final class Outbox {
    /** A room's worth of candidates for every participant, and then some; who has more waiting has a dead socket. */
    private static final int CAPACITY = 1024;

    private final Session session;
    private final Executor loop;
    private final Runnable broken;
    private final Deque<String> waiting = new ArrayDeque<>();
    private boolean sending;

    Outbox(Session session, Executor loop, Runnable broken) {
        this.session = session;
        this.loop = loop;
        this.broken = broken;
    }

    void send(String frame) {
        if (waiting.size() == CAPACITY) {
            broken.run();
            return;
        }
        waiting.add(frame);
        sendNext();
    }

    private void sendNext() {
        if (sending || waiting.isEmpty()) {
            return;
        }
        sending = true;
        try {
            session.getAsyncRemote().sendText(waiting.remove(), result -> loop.execute(() -> sent(result)));
        } catch (IllegalStateException | IllegalArgumentException e) {
            // The socket closed a moment ago.
            broken.run();
        }
    }

    private void sent(SendResult result) {
        sending = false;
        if (result.isOK()) {
            sendNext();
        } else {
            broken.run();
        }
    }
}

package org.confero.desktop.signaling;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import org.confero.protocol.ClientMessage;
import org.confero.protocol.Limits;
import org.confero.protocol.Numbered;
import org.confero.protocol.Resume;
import org.confero.protocol.Resumed;
import org.confero.protocol.ServerMessage;
import org.jspecify.annotations.Nullable;

/**
 * What we know of our session over all its sockets: how to go on with it, and what we said that the server may not have
 * heard. PROTOCOL.md, "Life of a session". All methods on the conference's thread.
 */
public final class Standing {
    /** More than a server would take without a word in between; beyond it the session is given up for a new one. */
    static final int MOST_KEPT = 1024;

    private final ArrayDeque<Said> said = new ArrayDeque<>();
    private @Nullable Resume resume;
    private long lastSeq;
    private long acknowledged;
    private long count;

    /** Goes on with the session of another process of ours, of which the server has told no socket of ours. */
    public void take(Resume left) {
        resume = left;
        lastSeq = left.lastSeq();
        acknowledged = lastSeq;
    }

    /** For hello: null when there is nothing to go on with. */
    public @Nullable Resume resume() {
        Resume known = resume;
        return known == null ? null : new Resume(known.session(), known.secret(), lastSeq);
    }

    /** The next socket begins a new session. */
    public void forget() {
        resume = null;
        said.clear();
    }

    /** What has to be said again, in order: all that the server has not taken, or nothing in a new session. */
    List<ClientMessage> welcomed(ServerMessage.Welcome welcome) {
        count = welcome.received();
        List<ClientMessage> again = new ArrayList<>();
        if (welcome.resumed() == Resumed.NONE) {
            lastSeq = 0;
            acknowledged = 0;
        } else {
            taken(welcome.received());
            said.forEach(each -> again.add(each.message()));
        }
        said.clear();
        resume = new Resume(welcome.session(), welcome.secret(), 0);
        return again;
    }

    /** Before it is sent, or kept for the next socket. */
    void say(ClientMessage message) {
        count++;
        if (message instanceof ClientMessage.Ping || message instanceof ClientMessage.Ack) {
            return;
        }
        said.add(new Said(count, message));
        if (said.size() > MOST_KEPT) {
            forget();
        }
    }

    void heard(ServerMessage message) {
        switch (message) {
            case Numbered numbered -> lastSeq = numbered.seq();
            case ServerMessage.Pong(long received) -> taken(received);
            default -> {
                // Not counted.
            }
        }
    }

    /** Whether so much is not acknowledged that it should not wait for the next ping. */
    boolean isAckDue() {
        return lastSeq - acknowledged >= Limits.ACKNOWLEDGED_AT_ONCE;
    }

    /** What is to be acknowledged; null when nothing is new. */
    ClientMessage.@Nullable Ack ack() {
        if (lastSeq == acknowledged) {
            return null;
        }
        acknowledged = lastSeq;
        return new ClientMessage.Ack(lastSeq);
    }

    private void taken(long received) {
        while (!said.isEmpty() && said.getFirst().number() <= received) {
            said.removeFirst();
        }
    }

    private record Said(long number, ClientMessage message) {}
}

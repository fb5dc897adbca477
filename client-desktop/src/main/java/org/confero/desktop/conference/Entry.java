package org.confero.desktop.conference;

import org.confero.call.Asker;
import org.confero.desktop.returning.KeptStay;
import org.confero.desktop.signaling.SignalingFailure;
import org.confero.protocol.ClientMessage;
import org.confero.protocol.ServerMessage;
import org.jspecify.annotations.Nullable;

/**
 * Our way into the room: asks for a place, or for the one that another process of ours has left, as long as it may wait. All methods on
 * the conference's thread.
 */
final class Entry {
    private final JoinRequest request;
    private final Ourselves ourselves;
    private final Attachment server;
    private final long startNanos = System.nanoTime();
    private boolean returns;
    private @Nullable SignalingFailure first;

    Entry(JoinRequest request, Ourselves ourselves, Attachment server) {
        this.request = request;
        this.ourselves = ourselves;
        this.server = server;
        this.returns = request.comesBackTo() != null;
    }

    /** Until we have our place back: what is said of the room is about links that are another process's. */
    boolean returns() {
        return returns;
    }

    /** From now on we come as everybody does. */
    void placeIsGone() {
        returns = false;
    }

    void ask() {
        server.join(id ->
                new ClientMessage.Join(id, request.room(), request.name(), ourselves.state(), request.credentials()));
    }

    void askByTheDoor() {
        placeIsGone();
        ask();
    }

    /** False for what is about the place from before; the answer to our asking ends that. */
    boolean isForUs(ServerMessage message) {
        returns &= !isAnswer(message);
        return !returns;
    }

    private boolean isAnswer(ServerMessage message) {
        return switch (message) {
            case ServerMessage.Joined joined -> server.isJoin(joined.ref());
            case ServerMessage.Waiting waiting -> server.isJoin(waiting.ref());
            case ServerMessage.Removed ignored -> true;
            case ServerMessage.Ended ignored -> true;
            default -> false;
        };
    }

    /** After a try that failed: whether there is another one. A place that waits is worth more than one for each address. */
    boolean triesOn(SignalingFailure failure) {
        first = firstFailure(failure);
        if (mayHavePlace()) {
            server.comeBack(failure.detail(), failure.retryAfter());
            return true;
        }
        return !returns && server.triesNext();
    }

    /** That of the address which the person named first. */
    SignalingFailure firstFailure(SignalingFailure last) {
        return first == null ? last : first;
    }

    /** How we stand, as long as we have never been in. */
    Asker asker() {
        return mayHavePlace() ? Asker.RETURNING : Asker.NEWCOMER;
    }

    /** Whether the place that we come back to may still wait for us. */
    private boolean mayHavePlace() {
        KeptStay place = request.comesBackTo();
        return returns
                && place != null
                && System.nanoTime() - startNanos < place.grace().toNanos();
    }
}

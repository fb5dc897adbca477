package org.confero.desktop.conference;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.confero.desktop.signaling.SignalingFailure;
import org.confero.protocol.Resumed;
import org.confero.protocol.ServerMessage;
import org.jspecify.annotations.Nullable;

/** Remembers what an attachment tells, wants the server for as long as there is one, and comes back after a loss unless a test says otherwise. */
final class Attached implements Attachment.Listener {
    private final List<Resumed> welcomes = new CopyOnWriteArrayList<>();
    private final List<String> losses = new CopyOnWriteArrayList<>();
    private @Nullable Attachment attachment;
    private @Nullable Consumer<SignalingFailure> onFailure;

    Attachment of(Attachment told) {
        attachment = told;
        return told;
    }

    /** In the place of coming back. */
    void onFailure(Consumer<SignalingFailure> action) {
        onFailure = action;
    }

    List<Resumed> welcomes() {
        return welcomes;
    }

    /** That the server is away, each time. */
    List<String> losses() {
        return losses;
    }

    @Override
    public void welcomed(Resumed resumed) {
        welcomes.add(resumed);
    }

    @Override
    public void received(ServerMessage message) {
        // Of no interest here.
    }

    @Override
    public void failed(SignalingFailure failure) {
        if (onFailure != null) {
            onFailure.accept(failure);
        } else if (attachment != null) {
            attachment.comeBack(failure.detail(), failure.retryAfter());
        }
    }

    @Override
    public boolean wantsServer() {
        return true;
    }

    @Override
    public boolean returns() {
        return false;
    }

    @Override
    public void serverAway(boolean news, String why) {
        losses.add(why);
    }
}

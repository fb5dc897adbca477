package org.confero.desktop.conference;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.confero.desktop.returning.StayFile;
import org.confero.desktop.rtc.Picture;
import org.confero.protocol.ControlMessage;
import org.confero.protocol.Moderation;
import org.confero.protocol.ParticipantId;
import org.jspecify.annotations.Nullable;

/**
 * One stay in one room. All methods may be called from any thread, return at once, and do nothing after the end.
 */
public final class Conference {
    private static final int LEAVE_SECONDS = 2;

    private final Loop loop = new Loop();
    private final Picture ownPicture = new Picture();
    private final CompletableFuture<Stay> stay;

    private Conference(
            JoinRequest request, @Nullable StayFile file, ConferenceListener listener, Executor listenerExecutor) {
        Teller teller = new Teller(listener, listenerExecutor);
        stay = CompletableFuture.supplyAsync(() -> new Stay(request, ownPicture, file, teller, loop), loop);
    }

    /** Starts to join; how it went is told to the listener. */
    public static Conference join(JoinRequest request, ConferenceListener listener, Executor listenerExecutor) {
        return new Conference(request, null, listener, listenerExecutor);
    }

    /** The same, and a process that is started when this one was killed can come back to its place by this file; null for none. */
    public static Conference join(
            JoinRequest request, @Nullable StayFile file, ConferenceListener listener, Executor listenerExecutor) {
        return new Conference(request, file, listener, listenerExecutor);
    }

    /** What our own camera (or test picture) gives, not mirrored. */
    public Picture ownPicture() {
        return ownPicture;
    }

    public void setMicrophone(boolean on) {
        act(now -> now.setMicrophone(on));
    }

    public void setCamera(boolean on) {
        act(now -> now.setCamera(on));
    }

    /**
     * Asks the server for what only hosts may. What comes of it is told as it is to everybody; that it is not done, by
     * {@link ConferenceListener#refused}.
     *
     * @param target to whom; null for what is done to the room
     */
    public void moderate(Moderation action, @Nullable ParticipantId target) {
        act(now -> now.moderate(action, target));
    }

    public void raiseHand(boolean up) {
        act(now -> now.raiseHand(up));
    }

    /**
     * Shows everybody this emoji for a moment.
     *
     * @throws org.confero.protocol.InvalidValueException when it is none
     */
    public void react(String emoji) {
        ControlMessage.Reaction reaction = new ControlMessage.Reaction(emoji);
        act(now -> now.inCall(call -> call.react(reaction)));
    }

    /** Says this to everybody in the room, now or as soon as there is a way; what is no text of the protocol's is left out. */
    public void say(String text) {
        act(now -> now.conversation().say(text));
    }

    /** Changes what we have said; the id is that of our own {@link ChatLine}. */
    public void edit(long id, String text) {
        act(now -> now.conversation().edit(id, text));
    }

    /** Takes back what we have said. */
    public void delete(long id) {
        act(now -> now.conversation().delete(id));
    }

    /**
     * Offers a file to everybody in the room. What becomes of it is told by {@link ConferenceListener#files}; that it cannot be
     * offered, by {@link Problem#FILE_UNFIT}.
     */
    public void offer(Path file) {
        act(now -> now.files().offer(file, false));
    }

    /** The same, and also to everybody who comes later. */
    public void offerToComers(Path file) {
        act(now -> now.files().offer(file, true));
    }

    /** Takes a file that another offers, and writes it to this folder under a name that is safe and free. */
    public void accept(FileLine.Id file, Path folder) {
        act(now -> now.files().accept(file, folder));
    }

    /** Declines or breaks off a file that another offers; sends one of our own to nobody any more. */
    public void end(FileLine.Id file) {
        act(now -> now.files().end(file));
    }

    /** How the links to the others in the room have done so far; never completed when the conference ends first. */
    public CompletableFuture<List<ParticipantStats>> stats() {
        return stay.thenComposeAsync(Stay::stats, loop);
    }

    /** Leaves the room and frees devices; done when the server knows or 2 s have passed. Idempotent. */
    public CompletableFuture<Void> leave() {
        act(Stay::leave);
        return stay.thenCompose(Stay::departed).completeOnTimeout(null, LEAVE_SECONDS, TimeUnit.SECONDS);
    }

    /** Renegotiates every link and looks for new ways, as after a change of network. */
    public void restartLinks() {
        act(now -> now.inCall(Call::restart));
    }

    /** From now on {@link #stats} tell of times without sound and picture since now. */
    public void measureAnew() {
        act(now -> now.inCall(Call::measureAnew));
    }

    /** Makes the connection to somebody anew, as when nothing else would heal it. */
    void renewLink(ParticipantId to) {
        act(now -> now.inCall(call -> call.renew(to)));
    }

    /** On the loop itself, not by the future: the loop does not keep a failure to itself. */
    private void act(Consumer<Stay> action) {
        var _ = stay.thenAccept(now -> loop.execute(() -> action.accept(now)));
    }
}

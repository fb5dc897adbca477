package org.confero.desktop.conference;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.confero.desktop.rtc.Picture;

/**
 * One stay in one room. All methods may be called from any thread, return at once, and do nothing after the end.
 */
public final class Conference {
    private static final int LEAVE_SECONDS = 2;

    private final Loop loop = new Loop();
    private final Picture ownPicture = new Picture();
    private final CompletableFuture<Stay> stay;

    private Conference(JoinRequest request, ConferenceListener listener, Executor listenerExecutor) {
        Teller teller = new Teller(listener, listenerExecutor);
        stay = CompletableFuture.supplyAsync(() -> new Stay(request, ownPicture, teller, loop), loop);
    }

    /** Starts to join; how it went is told to the listener. */
    public static Conference join(JoinRequest request, ConferenceListener listener, Executor listenerExecutor) {
        return new Conference(request, listener, listenerExecutor);
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
    void restartLinks() {
        act(Stay::restartLinks);
    }

    /** On the loop itself, not by the future: the loop does not keep a failure to itself. */
    private void act(Consumer<Stay> action) {
        var _ = stay.thenAccept(now -> loop.execute(() -> action.accept(now)));
    }
}

package org.confero.desktop.ui.call;

import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import org.confero.desktop.conference.ConferenceListener;
import org.confero.desktop.conference.ConferenceListener.LinkState;
import org.confero.desktop.conference.ConferenceListener.Remote;
import org.confero.desktop.conference.JoinRequest;
import org.confero.desktop.rtc.Picture;
import org.confero.protocol.DisplayName;
import org.confero.protocol.MediaState;
import org.confero.protocol.ParticipantId;
import org.confero.protocol.Role;
import org.confero.protocol.RoomInfo;
import org.jspecify.annotations.Nullable;

/** An engine that does what the test says, and remembers what it was told. */
public final class StandIn implements Joiner {
    public final List<JoinRequest> requests = new CopyOnWriteArrayList<>();
    public final List<String> told = new CopyOnWriteArrayList<>();
    private CompletableFuture<Void> departure = new CompletableFuture<>();
    private @Nullable ConferenceListener listener;
    private @Nullable Executor executor;

    @Override
    public CallHandle join(JoinRequest request, ConferenceListener to, Executor by) {
        requests.add(request);
        listener = to;
        executor = by;
        departure = new CompletableFuture<>();
        return new CallHandle(new Picture(), on -> told.add("microphone " + on), on -> told.add("camera " + on), () -> {
            told.add("leave");
            return departure;
        });
    }

    /** Has the engine say something, on the executor that it was given. */
    public void say(Consumer<ConferenceListener> what) {
        ConferenceListener to = Objects.requireNonNull(listener, "nobody joined");
        Objects.requireNonNull(executor).execute(() -> what.accept(to));
    }

    public void letIn() {
        say(to -> to.joined(
                new RoomInfo(requests.getLast().room(), null, false, 16, Role.PARTICIPANT), new ParticipantId("self")));
    }

    public void letGo() {
        departure.complete(null);
    }

    public static Remote remote(String name, MediaState state, LinkState link) {
        return new Remote(
                new ParticipantId("id-" + Integer.toHexString(name.hashCode())),
                new DisplayName(name),
                state,
                link,
                new Picture());
    }
}

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
import org.confero.desktop.conference.Signs;
import org.confero.desktop.rtc.Picture;
import org.confero.protocol.DisplayName;
import org.confero.protocol.MediaState;
import org.confero.protocol.Participant;
import org.confero.protocol.ParticipantId;
import org.confero.protocol.Presence;
import org.confero.protocol.Role;
import org.confero.protocol.RoomInfo;
import org.confero.protocol.Visitor;
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
        return new CallHandle(
                new Picture(),
                on -> told.add("microphone " + on),
                on -> told.add("camera " + on),
                up -> told.add("hand " + up),
                emoji -> told.add("react " + emoji),
                (action, target) -> told.add(action.word() + (target == null ? "" : " " + target)),
                new ChatHandle(
                        text -> told.add("say " + text),
                        (id, text) -> told.add("edit " + id + " " + text),
                        id -> told.add("delete " + id)),
                new FileHandle(
                        file -> told.add("offer " + file),
                        file -> told.add("accept " + file.number()),
                        file -> told.add("end " + file.number())),
                () -> {
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
        letInAs(Role.PARTICIPANT);
    }

    public void letInAs(Role role) {
        say(to -> to.joined(room(false, role), new ParticipantId("self")));
    }

    /** The room as the server tells of it. */
    public RoomInfo room(boolean locked, @Nullable Role role) {
        return new RoomInfo(requests.getLast().room(), null, locked, 16, role);
    }

    public void letGo() {
        departure.complete(null);
    }

    public static Remote remote(String name, MediaState state, LinkState link) {
        return remote(name, state, link, Role.PARTICIPANT, Presence.CONNECTED);
    }

    public static Remote remote(String name, MediaState state, LinkState link, Role role, Presence presence) {
        return new Remote(
                new Participant(
                        new ParticipantId("id-" + Integer.toHexString(name.hashCode())),
                        new DisplayName(name),
                        state,
                        role,
                        presence),
                link,
                new Picture(),
                Signs.NONE);
    }

    public static Visitor visitor(String name) {
        return new Visitor(new ParticipantId("visitor-" + name), new DisplayName(name));
    }
}

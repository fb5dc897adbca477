package org.confero.desktop.ui.call;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.BiConsumer;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;
import org.confero.desktop.conference.ChatLine;
import org.confero.desktop.conference.ConferenceListener;
import org.confero.desktop.conference.Failure;
import org.confero.desktop.conference.FileLine;
import org.confero.desktop.conference.JoinRequest;
import org.confero.desktop.conference.Problem;
import org.confero.desktop.conference.Refusal;
import org.confero.desktop.conference.Signs;
import org.confero.desktop.rtc.Picture;
import org.confero.desktop.ui.parts.Notice;
import org.confero.protocol.ErrorCode;
import org.confero.protocol.MediaState;
import org.confero.protocol.Moderation;
import org.confero.protocol.ParticipantId;
import org.confero.protocol.Role;
import org.confero.protocol.RoomInfo;
import org.confero.protocol.Visitor;
import org.jspecify.annotations.Nullable;

/** One call from its joining to its end. Confined to the thread of the UI executor, but for {@link #depart}. */
public final class CallViewModel {
    /** What can be shown for a moment. */
    public static final List<String> REACTIONS = List.of("👍", "👏", "❤", "😂", "😮", "🎉");

    // More than these nobody reads, and they would cover the pictures.
    private static final int MOST_TROUBLES = 3;

    /** A loss of the server that is over by then has touched nobody: the call itself needs none. */
    private static final Duration UNNOTICED = Duration.ofMillis(500);

    private final JoinRequest request;
    private final Executor ui;
    private final BiConsumer<Duration, Runnable> later;
    private final CallHandle handle;
    private final TileViewModel own;
    // By their pictures: somebody's id may become another one in a call that goes on.
    private final Map<Picture, TileViewModel> others = new HashMap<>();
    private final ObservableList<TileViewModel> tiles = FXCollections.observableArrayList();
    private final ObservableList<Trouble> troubles = FXCollections.observableArrayList();
    // Kept, because a view of a list listens to it weakly: one that nobody holds soon tells its listeners nothing more.
    private final ObservableList<TileViewModel> shownTiles = FXCollections.unmodifiableObservableList(tiles);
    private final ObservableList<Trouble> shownTroubles = FXCollections.unmodifiableObservableList(troubles);
    private final ReadOnlyObjectWrapper<Device> microphone =
            new ReadOnlyObjectWrapper<>(this, "microphone", Device.OFF);
    private final ReadOnlyObjectWrapper<Device> camera = new ReadOnlyObjectWrapper<>(this, "camera", Device.OFF);
    private final ReadOnlyStringWrapper title = new ReadOnlyStringWrapper(this, "title");
    private final ReadOnlyBooleanWrapper locked = new ReadOnlyBooleanWrapper(this, "locked");
    private final ReadOnlyObjectWrapper<@Nullable String> muteRequest = new ReadOnlyObjectWrapper<>(this, "mute");
    private final ReadOnlyStringWrapper announcement = new ReadOnlyStringWrapper(this, "announcement", "");
    private final ReadOnlyObjectWrapper<@Nullable Side> side = new ReadOnlyObjectWrapper<>(this, "side");
    private final ReadOnlyBooleanWrapper hand = new ReadOnlyBooleanWrapper(this, "hand");
    private final HostViewModel hosting;
    private final ChatViewModel chat;
    private final ReadOnlyObjectWrapper<Phase> phase = new ReadOnlyObjectWrapper<>(this, "phase", new Phase.Joining());

    /** How often the server was lost or is back: a loss is shown when nothing of that has followed for a moment. */
    private int serverTurns;

    /**
     * Starts to join at once.
     *
     * @param later runs something on the UI's thread after some time
     */
    public CallViewModel(JoinRequest request, Joiner joiner, Executor ui, BiConsumer<Duration, Runnable> later) {
        this.request = request;
        this.ui = ui;
        this.later = later;
        Events events = new Events();
        this.handle = joiner.join(request, events, ui);
        this.own = TileViewModel.own(request.name().value(), request.state(), handle.ownPicture());
        this.hosting = new HostViewModel(handle.moderation(), locked.getReadOnlyProperty());
        this.chat = new ChatViewModel(handle.chat(), handle.files());
        title.set(request.room().value());
        tiles.add(own);
        showOwn(request.state());
    }

    public ReadOnlyObjectProperty<Phase> phaseProperty() {
        return phase.getReadOnlyProperty();
    }

    /** Everybody's tile, our own first, the others in the order of their joining. */
    public ObservableList<TileViewModel> tiles() {
        return shownTiles;
    }

    /** What is amiss and was not dismissed, the oldest first. */
    public ObservableList<Trouble> troubles() {
        return shownTroubles;
    }

    public ReadOnlyObjectProperty<Device> microphoneProperty() {
        return microphone.getReadOnlyProperty();
    }

    public ReadOnlyObjectProperty<Device> cameraProperty() {
        return camera.getReadOnlyProperty();
    }

    /** What only hosts can do. */
    public HostViewModel hosting() {
        return hosting;
    }

    /** What is said in the room. */
    public ChatViewModel chat() {
        return chat;
    }

    /** What the room is called: its title or, without one, its id. */
    public ReadOnlyStringProperty titleProperty() {
        return title.getReadOnlyProperty();
    }

    /** Whether nobody else can come in. */
    public ReadOnlyBooleanProperty lockedProperty() {
        return locked.getReadOnlyProperty();
    }

    /** The name of the host who asks us to mute, until we have answered. */
    public ReadOnlyObjectProperty<@Nullable String> muteRequestProperty() {
        return muteRequest.getReadOnlyProperty();
    }

    /** The latest that everybody should notice, also those who do not see the screen; a sentence. */
    public ReadOnlyStringProperty announcementProperty() {
        return announcement.getReadOnlyProperty();
    }

    /** What stands beside the pictures; null for nothing. */
    public ReadOnlyObjectProperty<@Nullable Side> sideProperty() {
        return side.getReadOnlyProperty();
    }

    /** Shows it, or, when it is shown, takes it away. */
    public void toggle(Side which) {
        side.set(which.equals(side.get()) ? null : which);
        chat.watch(side.get() == Side.CHAT);
        if (side.get() == Side.PEOPLE) {
            hosting.seen();
        }
    }

    public String room() {
        return request.room().value();
    }

    /** What others open to come here, too. */
    public String link() {
        return request.server() + "/" + request.room();
    }

    /** Nothing stands beside the pictures any more. */
    public void hideSide() {
        side.set(null);
        chat.watch(false);
    }

    /** Where there is no microphone: looks for one again. */
    public void toggleMicrophone() {
        boolean on = microphone.get() != Device.ON;
        if (on) {
            troubles.removeIf(trouble -> trouble.problem() == Problem.NO_SOUND);
        } else {
            muteRequest.set(null);
        }
        handle.microphone().accept(on);
        showOwn(ownState().withAudio(on));
    }

    /** Where there is no camera: looks for one again. */
    public void toggleCamera() {
        boolean on = camera.get() != Device.ON;
        if (on) {
            troubles.removeIf(trouble -> trouble.problem() == Problem.NO_CAMERA);
        }
        handle.camera().accept(on);
        showOwn(ownState().withVideo(on));
    }

    /** Whether our hand is up. */
    public ReadOnlyBooleanProperty handProperty() {
        return hand.getReadOnlyProperty();
    }

    public void toggleHand() {
        hand.set(!hand.get());
        handle.hand().accept(hand.get());
    }

    /** Shows everybody one of {@link #REACTIONS} for a moment. */
    public void react(String emoji) {
        handle.reactions().accept(emoji);
    }

    /** Does what the host asked for. */
    public void mute() {
        muteRequest.set(null);
        if (microphone.get() == Device.ON) {
            toggleMicrophone();
        }
    }

    /** Does not do what the host asked for. */
    public void keepTalking() {
        muteRequest.set(null);
    }

    public void dismiss(Trouble trouble) {
        troubles.remove(trouble);
    }

    /** Leaves the room, also one that we are still joining. */
    public void leave() {
        if (!(phase.get() instanceof Phase.Leaving) && !(phase.get() instanceof Phase.Over)) {
            phase.set(new Phase.Leaving());
            var _ = depart().whenCompleteAsync((done, failure) -> end(null), ui);
        }
    }

    /** The same from any thread, for the end of the process; done when the server knows or gave no answer in time. */
    public CompletableFuture<Void> depart() {
        return handle.departure().get();
    }

    private void end(@Nullable Failure why) {
        if (!(phase.get() instanceof Phase.Over)) {
            phase.set(new Phase.Over(why));
        }
    }

    private MediaState ownState() {
        return request.state().withAudio(microphone.get() == Device.ON).withVideo(camera.get() == Device.ON);
    }

    private void showOwn(MediaState state) {
        microphone.set(shown(state.audio(), microphone.get()));
        camera.set(shown(state.video(), camera.get()));
        own.show(state);
    }

    /** What is missing stays so until it is switched on. */
    private static Device shown(boolean on, Device before) {
        if (on) {
            return Device.ON;
        }
        return before == Device.MISSING ? Device.MISSING : Device.OFF;
    }

    private void showRemotes(List<ConferenceListener.Remote> remotes) {
        List<TileViewModel> now = new ArrayList<>();
        now.add(own);
        for (ConferenceListener.Remote remote : remotes) {
            TileViewModel tile = others.computeIfAbsent(remote.picture(), picture -> TileViewModel.of(remote));
            boolean raised = tile.handProperty().get();
            tile.update(remote);
            if (!raised && remote.signs().hand()) {
                announce(remote.name() + " has raised a hand");
            }
            now.add(tile);
        }
        others.values().retainAll(now);
        if (!tiles.equals(now)) {
            tiles.setAll(now);
        }
    }

    /** On another network the server is mostly there again before anybody could read that it was not. */
    private void showLoss(Trouble loss) {
        int turn = ++serverTurns;
        later.accept(UNNOTICED, () -> {
            if (turn == serverTurns) {
                showTrouble(loss);
            }
        });
    }

    private void endLoss() {
        serverTurns++;
        troubles.removeIf(trouble -> trouble.problem() == Problem.SERVER_LOST);
    }

    private void showTrouble(Trouble trouble) {
        if (trouble.problem() == Problem.NO_CAMERA) {
            showOwn(ownState().withVideo(false));
            camera.set(Device.MISSING);
        }
        if (trouble.problem() == Problem.NO_SOUND) {
            showOwn(ownState().withAudio(false));
            microphone.set(Device.MISSING);
        }
        if (trouble.problem() == Problem.SHUT_OUT) {
            // Nobody tries, and nobody waits, any more.
            endLoss();
            troubles.removeIf(each -> each.problem() == Problem.WAITING);
            hosting.show(Role.PARTICIPANT);
        }
        if (!troubles.contains(trouble)) {
            troubles.add(trouble);
        }
        if (troubles.size() > MOST_TROUBLES) {
            troubles.removeFirst();
        }
    }

    private void showRoom(RoomInfo room) {
        troubles.removeIf(trouble -> trouble.problem() == Problem.WAITING);
        title.set(room.title() == null ? room.id().value() : room.title().value());
        if (room.locked() != locked.get()) {
            locked.set(room.locked());
            announce(room.locked() ? "The room is locked: nobody else can come in" : "The room is open again");
        }
    }

    private void showRole(Role role) {
        boolean before = hosting.hostProperty().get();
        own.show(role);
        hosting.show(role);
        if (before != (role == Role.HOST)) {
            announce(role == Role.HOST ? "You are a host of this room now" : "You are no host of this room any more");
        }
    }

    private void showVisitors(List<Visitor> now) {
        List<Visitor> fresh = hosting.show(now);
        if (!fresh.isEmpty()) {
            announce(fresh.getLast().name() + " waits to be let in");
        }
        if (side.get() == Side.PEOPLE) {
            hosting.seen();
        }
    }

    private void showMuteRequest(ParticipantId from) {
        if (microphone.get() == Device.ON) {
            String name = others.values().stream()
                    .filter(tile -> tile.id().equals(Optional.of(from)))
                    .map(tile -> tile.nameProperty().get())
                    .findFirst()
                    .orElse("A host");
            muteRequest.set(name);
            announce(name + " asks you to mute your microphone");
        }
    }

    /** The same sentence twice is two announcements. */
    private void announce(String sentence) {
        announcement.set("");
        announcement.set(sentence);
    }

    private final class Events implements ConferenceListener {
        @Override
        public void waiting() {
            if (phase.get() instanceof Phase.Joining) {
                phase.set(new Phase.AtDoor());
            }
        }

        @Override
        public void joined(RoomInfo room, ParticipantId self) {
            Role role = room.role() == null ? Role.PARTICIPANT : room.role();
            own.identify(self);
            own.show(role);
            hosting.show(role);
            locked.set(room.locked());
            showRoom(room);
            if (phase.get() instanceof Phase.Joining || phase.get() instanceof Phase.AtDoor) {
                if (request.comesBackTo() != null) {
                    troubles.add(Trouble.of(Notice.ofBack()));
                }
                phase.set(new Phase.InRoom());
            }
        }

        @Override
        public void roomChanged(RoomInfo room) {
            showRoom(room);
        }

        @Override
        public void roleChanged(ParticipantId self, Role role) {
            own.identify(self);
            showRole(role);
        }

        @Override
        public void visitors(List<Visitor> visitors) {
            showVisitors(visitors);
        }

        @Override
        public void muteRequested(ParticipantId from) {
            showMuteRequest(from);
        }

        @Override
        public void refused(Refusal refusal) {
            boolean alreadyDone = refusal.code() == ErrorCode.NO_SUCH_PARTICIPANT
                    && (refusal.action() == Moderation.ADMIT || refusal.action() == Moderation.DENY);
            if (!alreadyDone) {
                showTrouble(Trouble.of(Notice.ofRefusal(refusal)));
            }
        }

        @Override
        public void remotes(List<Remote> remotes) {
            showRemotes(remotes);
        }

        @Override
        public void chat(List<ChatLine> lines) {
            chat.show(lines, line -> announce(line.name() + " has written a message"));
        }

        @Override
        public void files(List<FileLine> lines) {
            chat.files().show(lines, CallViewModel.this::announce);
        }

        @Override
        public void ownSigns(Signs signs) {
            own.show(signs);
        }

        @Override
        public void problem(Problem problem, String detail) {
            Trouble trouble = Trouble.of(problem, detail);
            if (problem == Problem.SERVER_LOST) {
                showLoss(trouble);
            } else {
                showTrouble(trouble);
            }
        }

        @Override
        public void serverBack() {
            endLoss();
        }

        @Override
        public void failed(Failure failure) {
            end(failure);
        }

        @Override
        public void left() {
            end(null);
        }
    }
}

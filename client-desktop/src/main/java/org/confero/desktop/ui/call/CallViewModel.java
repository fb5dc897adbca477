package org.confero.desktop.ui.call;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;
import org.confero.desktop.conference.ConferenceListener;
import org.confero.desktop.conference.JoinRequest;
import org.confero.desktop.conference.Problem;
import org.confero.desktop.ui.parts.Notice;
import org.confero.protocol.ErrorCode;
import org.confero.protocol.MediaState;
import org.confero.protocol.ParticipantId;
import org.confero.protocol.RoomInfo;
import org.jspecify.annotations.Nullable;

/** One call from its joining to its end. Confined to the thread of the UI executor, but for {@link #depart}. */
public final class CallViewModel {
    // More than these nobody reads, and they would cover the pictures.
    private static final int MOST_TROUBLES = 3;

    private final JoinRequest request;
    private final Executor ui;
    private final CallHandle handle;
    private final TileViewModel own;
    private final Map<ParticipantId, TileViewModel> others = new HashMap<>();
    private final ObservableList<TileViewModel> tiles = FXCollections.observableArrayList();
    private final ObservableList<Trouble> troubles = FXCollections.observableArrayList();
    // Kept, because a view of a list listens to it weakly: one that nobody holds soon tells its listeners nothing more.
    private final ObservableList<TileViewModel> shownTiles = FXCollections.unmodifiableObservableList(tiles);
    private final ObservableList<Trouble> shownTroubles = FXCollections.unmodifiableObservableList(troubles);
    private final ReadOnlyBooleanWrapper microphone = new ReadOnlyBooleanWrapper(this, "microphone");
    private final ReadOnlyBooleanWrapper camera = new ReadOnlyBooleanWrapper(this, "camera");
    private final ReadOnlyObjectWrapper<Phase> phase = new ReadOnlyObjectWrapper<>(this, "phase", new Phase.Joining());

    /** Starts to join at once. */
    public CallViewModel(JoinRequest request, Joiner joiner, Executor ui) {
        this.request = request;
        this.ui = ui;
        Events events = new Events();
        this.handle = joiner.join(request, events, ui);
        this.own = TileViewModel.own(request.name().value(), request.state(), handle.ownPicture());
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

    public ReadOnlyBooleanProperty microphoneProperty() {
        return microphone.getReadOnlyProperty();
    }

    public ReadOnlyBooleanProperty cameraProperty() {
        return camera.getReadOnlyProperty();
    }

    public String room() {
        return request.room().value();
    }

    /** What others open to come here, too. */
    public String link() {
        return request.server() + "/" + request.room();
    }

    public void toggleMicrophone() {
        boolean on = !microphone.get();
        handle.microphone().accept(on);
        showOwn(ownState().withAudio(on));
    }

    public void toggleCamera() {
        boolean on = !camera.get();
        if (on) {
            troubles.removeIf(trouble -> trouble.problem() == Problem.NO_CAMERA);
        }
        handle.camera().accept(on);
        showOwn(ownState().withVideo(on));
    }

    public void dismiss(Trouble trouble) {
        troubles.remove(trouble);
    }

    /** Leaves the room, also one that we are still joining. */
    public void leave() {
        if (phase.get() instanceof Phase.Joining || phase.get() instanceof Phase.InRoom) {
            phase.set(new Phase.Leaving());
            var _ = depart().whenCompleteAsync((done, failure) -> end(null), ui);
        }
    }

    /** The same from any thread, for the end of the process; done when the server knows or gave no answer in time. */
    public CompletableFuture<Void> depart() {
        return handle.departure().get();
    }

    private void end(@Nullable Notice why) {
        if (!(phase.get() instanceof Phase.Over)) {
            phase.set(new Phase.Over(why));
        }
    }

    private MediaState ownState() {
        return request.state().withAudio(microphone.get()).withVideo(camera.get());
    }

    private void showOwn(MediaState state) {
        microphone.set(state.audio());
        camera.set(state.video());
        own.show(state);
    }

    private void showRemotes(List<ConferenceListener.Remote> remotes) {
        List<TileViewModel> now = new ArrayList<>();
        now.add(own);
        for (ConferenceListener.Remote remote : remotes) {
            TileViewModel tile = others.computeIfAbsent(remote.id(), id -> TileViewModel.of(remote));
            tile.update(remote);
            now.add(tile);
        }
        others.values().retainAll(now);
        if (!tiles.equals(now)) {
            tiles.setAll(now);
        }
    }

    private void showTrouble(Trouble trouble) {
        if (trouble.problem() == Problem.NO_CAMERA) {
            showOwn(ownState().withVideo(false));
        }
        if (!troubles.contains(trouble)) {
            troubles.add(trouble);
        }
        if (troubles.size() > MOST_TROUBLES) {
            troubles.removeFirst();
        }
    }

    private final class Events implements ConferenceListener {
        @Override
        public void joined(RoomInfo room, ParticipantId self) {
            troubles.removeIf(trouble -> trouble.problem() == Problem.WAITING);
            if (phase.get() instanceof Phase.Joining) {
                phase.set(new Phase.InRoom());
            }
        }

        @Override
        public void remotes(List<Remote> remotes) {
            showRemotes(remotes);
        }

        @Override
        public void problem(Problem problem, String detail) {
            showTrouble(new Trouble(problem, detail));
        }

        @Override
        public void serverBack() {
            troubles.removeIf(trouble -> trouble.problem() == Problem.SERVER_LOST);
        }

        @Override
        public void failed(Problem problem, @Nullable ErrorCode code, String detail) {
            end(Notice.ofFailure(problem, code, detail));
        }

        @Override
        public void left() {
            end(null);
        }
    }
}

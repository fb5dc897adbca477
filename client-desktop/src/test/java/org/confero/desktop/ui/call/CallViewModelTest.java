package org.confero.desktop.ui.call;

import static org.assertj.core.api.Assertions.assertThat;
import static org.confero.desktop.ui.call.StandIn.remote;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import javafx.collections.ListChangeListener;
import org.confero.desktop.conference.ConferenceListener.LinkState;
import org.confero.desktop.conference.ConferenceListener.Remote;
import org.confero.desktop.conference.JoinRequest;
import org.confero.desktop.conference.Problem;
import org.confero.desktop.ui.parts.Notice;
import org.confero.protocol.DisplayName;
import org.confero.protocol.MediaState;
import org.confero.protocol.RoomId;
import org.junit.jupiter.api.Test;

/** Without a toolkit: the UI executor is the test's own thread. */
class CallViewModelTest {
    private final StandIn engine = new StandIn();
    private final CallViewModel model = new CallViewModel(
            new JoinRequest(
                    URI.create("http://localhost:8080"),
                    new RoomId("demo"),
                    new DisplayName("Ada"),
                    MediaState.ON,
                    false),
            engine,
            Runnable::run);

    @Test
    void muteIsToldToTheEngineAndShownInOurTile() {
        model.toggleMicrophone();
        assertThat(engine.told).containsExactly("microphone false");
        assertThat(model.microphoneProperty().get()).isFalse();
        assertThat(model.tiles().getFirst().audioProperty().get()).isFalse();
        model.toggleMicrophone();
        assertThat(engine.told).containsExactly("microphone false", "microphone true");
    }

    @Test
    void cameraThatIsNotThereIsShownAsOffAndCanBeTriedAgain() {
        engine.say(to -> to.problem(Problem.NO_CAMERA, "none"));
        assertThat(model.cameraProperty().get()).isFalse();
        model.toggleCamera();
        assertThat(engine.told).containsExactly("camera true");
        assertThat(model.troubles()).isEmpty();
    }

    @Test
    void tileStaysTheSameForAsLongAsItsParticipantDoes() {
        Remote grace = remote("Grace", MediaState.ON, LinkState.CONNECTING);
        engine.say(to -> to.remotes(List.of(grace)));
        TileViewModel tile = model.tiles().getLast();
        engine.say(to -> to.remotes(List.of(
                new Remote(
                        grace.id(), grace.name(), MediaState.ON.withAudio(false), LinkState.CONNECTED, grace.picture()),
                remote("Alan", MediaState.ON, LinkState.CONNECTED))));
        assertThat(model.tiles()).hasSize(3).contains(tile);
        assertThat(tile.description().get()).isEqualTo("Grace, microphone off, camera on");
        engine.say(to -> to.remotes(List.of()));
        assertThat(model.tiles()).hasSize(1);
    }

    @Test
    void changeOfAStateMovesNoTiles() {
        Remote grace = remote("Grace", MediaState.ON, LinkState.CONNECTED);
        engine.say(to -> to.remotes(List.of(grace)));
        List<Object> changes = new ArrayList<>();
        model.tiles().addListener((ListChangeListener<TileViewModel>) changes::add);
        engine.say(to -> to.remotes(List.of(grace)));
        assertThat(changes).isEmpty();
    }

    @Test
    void whoListensOnceIsToldForAsLongAsTheCallLasts() {
        List<Object> changes = new ArrayList<>();
        model.tiles().addListener((ListChangeListener<TileViewModel>) changes::add);
        System.gc();
        engine.say(to -> to.remotes(List.of(remote("Grace", MediaState.ON, LinkState.CONNECTED))));
        assertThat(changes).hasSize(1);
    }

    @Test
    void troublesAreFewAndEachIsToldOnce() {
        engine.say(to -> to.problem(Problem.NO_SOUND, ""));
        engine.say(to -> to.problem(Problem.NO_SOUND, ""));
        assertThat(model.troubles()).hasSize(1);
        for (String name : List.of("Grace", "Alan", "Barbara", "Edsger")) {
            engine.say(to -> to.problem(Problem.NO_PATH, name));
        }
        assertThat(model.troubles()).hasSize(3);
        assertThat(model.troubles().getLast().notice().title()).isEqualTo("No connection to Edsger");
    }

    @Test
    void endThatWeDidNotWantHasItsReason() {
        engine.letIn();
        engine.say(to -> to.failed(Problem.SERVER_LOST, null, ""));
        assertThat(model.phaseProperty().get())
                .isEqualTo(new Phase.Over(Notice.ofFailure(Problem.SERVER_LOST, null, "")));
    }

    @Test
    void leavingHappensOnce() {
        engine.letIn();
        model.leave();
        model.leave();
        assertThat(engine.told).containsExactly("leave");
        engine.say(to -> to.left());
        engine.letGo();
        assertThat(model.phaseProperty().get()).isEqualTo(new Phase.Over(null));
    }

    @Test
    void linkLeadsToTheRoom() {
        assertThat(model.link()).isEqualTo("http://localhost:8080/demo");
    }

    @Test
    void initialsAreOfTheFirstAndTheLastName() {
        assertThat(TileViewModel.of(remote("grace brewster hopper", MediaState.ON, LinkState.CONNECTED))
                        .initials())
                .isEqualTo("GH");
        assertThat(TileViewModel.of(remote("😀", MediaState.ON, LinkState.CONNECTED))
                        .initials())
                .isEqualTo("😀");
    }
}

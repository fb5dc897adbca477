package org.confero.desktop.ui.call;

import static org.assertj.core.api.Assertions.assertThat;
import static org.confero.desktop.ui.call.StandIn.remote;
import static org.confero.desktop.ui.call.StandIn.visitor;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import javafx.collections.ListChangeListener;
import org.confero.desktop.conference.ConferenceListener.LinkState;
import org.confero.desktop.conference.ConferenceListener.Remote;
import org.confero.desktop.conference.Failure;
import org.confero.desktop.conference.JoinRequest;
import org.confero.desktop.conference.Problem;
import org.confero.desktop.conference.Refusal;
import org.confero.desktop.conference.Signs;
import org.confero.desktop.ui.parts.Notice;
import org.confero.protocol.DisplayName;
import org.confero.protocol.ErrorCode;
import org.confero.protocol.MediaState;
import org.confero.protocol.Moderation;
import org.confero.protocol.ParticipantId;
import org.confero.protocol.Presence;
import org.confero.protocol.Role;
import org.confero.protocol.RoomId;
import org.confero.protocol.RoomInfo;
import org.confero.protocol.RoomTitle;
import org.junit.jupiter.api.Test;

/** Without a toolkit: the UI executor is the test's own thread. */
class CallViewModelTest {
    private static final ParticipantId SELF = new ParticipantId("self");

    private final StandIn engine = new StandIn();
    private final List<Runnable> later = new ArrayList<>();
    private final CallViewModel model = new CallViewModel(
            new JoinRequest(
                    URI.create("http://localhost:8080"),
                    new RoomId("demo"),
                    new DisplayName("Ada"),
                    MediaState.ON,
                    false),
            engine,
            Runnable::run,
            (delay, task) -> later.add(task));

    @Test
    void muteIsToldToTheEngineAndShownInOurTile() {
        model.toggleMicrophone();
        assertThat(engine.told).containsExactly("microphone false");
        assertThat(model.microphoneProperty().get()).isEqualTo(Device.OFF);
        assertThat(model.tiles().getFirst().audioProperty().get()).isFalse();
        model.toggleMicrophone();
        assertThat(engine.told).containsExactly("microphone false", "microphone true");
    }

    @Test
    void cameraThatIsNotThereIsShownSoAndCanBeTriedAgain() {
        engine.say(to -> to.problem(Problem.NO_CAMERA, "none"));
        assertThat(model.cameraProperty().get()).isEqualTo(Device.MISSING);
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
                        grace.participant().withState(MediaState.ON.withAudio(false)),
                        LinkState.CONNECTED,
                        grace.picture(),
                        new Signs(true, 2, true, List.of("👍", "🎉"))),
                remote("Alan", MediaState.ON, LinkState.CONNECTED))));
        assertThat(model.tiles()).hasSize(3).contains(tile);
        assertThat(tile.description().get()).isEqualTo("Grace, microphone off, camera on, hand raised 2");
        assertThat(tile.reactionsProperty().get()).isEqualTo("👍 🎉");
        assertThat(tile.speakingProperty().get()).isTrue();
        assertThat(model.announcementProperty().get()).isEqualTo("Grace has raised a hand");
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
    void whoIsNotLetInAgainIsNotToldThatSomebodyStillTries() {
        engine.letIn();
        engine.say(to -> to.problem(Problem.SERVER_LOST, "closed"));
        later.removeFirst().run();
        engine.say(to -> to.problem(Problem.SHUT_OUT, "The token has run out"));
        assertThat(model.troubles())
                .singleElement()
                .satisfies(
                        trouble -> assertThat(trouble.notice())
                                .isEqualTo(
                                        new Notice(
                                                "The server does not let you in again",
                                                "The token has run out. You can go on talking with those who are still here; nobody else can join you.")));
        assertThat(model.phaseProperty().get()).isEqualTo(new Phase.InRoom());
    }

    @Test
    void aServerThatIsMissedIsToldOnceItHasBeenAwayForAMoment() {
        engine.letIn();
        engine.say(to -> to.problem(Problem.SERVER_LOST, "closed"));
        assertThat(model.troubles()).isEmpty();
        later.removeFirst().run();
        assertThat(model.troubles())
                .singleElement()
                .satisfies(trouble -> assertThat(trouble.problem()).isEqualTo(Problem.SERVER_LOST));
        engine.say(to -> to.serverBack());
        assertThat(model.troubles()).isEmpty();
    }

    @Test
    void aServerThatIsBackAtOnceWasNotMissed() {
        engine.letIn();
        engine.say(to -> to.problem(Problem.SERVER_LOST, "closed"));
        engine.say(to -> to.serverBack());
        later.removeFirst().run();
        assertThat(model.troubles()).isEmpty();
        engine.say(to -> to.problem(Problem.SERVER_LOST, "closed"));
        engine.say(to -> to.problem(Problem.SHUT_OUT, ""));
        later.removeFirst().run();
        assertThat(model.troubles()).extracting(trouble -> trouble.problem()).containsExactly(Problem.SHUT_OUT);
    }

    @Test
    void endThatWeDidNotWantHasItsReason() {
        engine.letIn();
        engine.say(to -> to.failed(new Failure(Problem.SERVER_LOST, null, "")));
        assertThat(model.phaseProperty().get()).isEqualTo(new Phase.Over(new Failure(Problem.SERVER_LOST, null, "")));
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

    @Test
    void microphoneThatIsNotThereIsShownSoAndLookedForAgainOnClick() {
        engine.say(to -> to.problem(Problem.NO_SOUND, "none"));
        assertThat(model.microphoneProperty().get()).isEqualTo(Device.MISSING);
        assertThat(model.tiles().getFirst().audioProperty().get()).isFalse();
        model.toggleCamera();
        assertThat(model.microphoneProperty().get()).as("still").isEqualTo(Device.MISSING);
        model.toggleMicrophone();
        assertThat(engine.told).containsExactly("camera false", "microphone true");
        assertThat(model.troubles()).isEmpty();
        engine.say(to -> to.problem(Problem.NO_SOUND, "none"));
        assertThat(model.microphoneProperty().get()).isEqualTo(Device.MISSING);
    }

    @Test
    void ourOwnRoleIsShownAtOnce() {
        engine.letIn();
        assertThat(model.hosting().hostProperty().get()).isFalse();
        engine.say(to -> to.roleChanged(SELF, Role.HOST));
        assertThat(model.hosting().hostProperty().get()).isTrue();
        assertThat(model.tiles().getFirst().hostProperty().get()).isTrue();
        assertThat(model.announcementProperty().get()).isEqualTo("You are a host of this room now");
        engine.say(to -> to.visitors(List.of(visitor("Alan"))));
        engine.say(to -> to.roleChanged(SELF, Role.PARTICIPANT));
        assertThat(model.hosting().hostProperty().get()).isFalse();
        assertThat(model.hosting().visitors()).isEmpty();
    }

    @Test
    void titleAndLockOfTheRoomAreKnown() {
        engine.say(to ->
                to.joined(new RoomInfo(new RoomId("demo"), new RoomTitle("Weekly"), true, 16, Role.PARTICIPANT), SELF));
        assertThat(model.titleProperty().get()).isEqualTo("Weekly");
        assertThat(model.lockedProperty().get()).isTrue();
        assertThat(model.announcementProperty().get()).as("that is no news").isEmpty();
        engine.say(to -> to.roomChanged(engine.room(false, null)));
        assertThat(model.lockedProperty().get()).isFalse();
        assertThat(model.titleProperty().get()).as("a room without a title").isEqualTo("demo");
        assertThat(model.announcementProperty().get()).isEqualTo("The room is open again");
    }

    @Test
    void requestToMuteIsOursToGrant() {
        engine.letIn();
        Remote grace = remote("Grace", MediaState.ON, LinkState.CONNECTED);
        engine.say(to -> to.remotes(List.of(grace)));
        engine.say(to -> to.muteRequested(grace.id()));
        assertThat(model.muteRequestProperty().get()).isEqualTo("Grace");
        model.keepTalking();
        assertThat(model.muteRequestProperty().get()).isNull();
        assertThat(engine.told).isEmpty();
        engine.say(to -> to.muteRequested(new ParticipantId("gone")));
        assertThat(model.muteRequestProperty().get()).isEqualTo("A host");
        model.mute();
        assertThat(engine.told).containsExactly("microphone false");
        engine.say(to -> to.muteRequested(grace.id()));
        assertThat(model.muteRequestProperty().get()).as("already muted").isNull();
    }

    @Test
    void whoReconnectsIsMarked() {
        engine.say(to -> to.remotes(
                List.of(remote("Grace", MediaState.ON, LinkState.CONNECTED, Role.HOST, Presence.RECONNECTING))));
        assertThat(model.tiles().getLast().description().get())
                .isEqualTo("Grace, host, microphone on, camera on, reconnecting to the server");
    }

    @Test
    void whatCouldNotBeDoneIsSaidInWords() {
        engine.letInAs(Role.HOST);
        engine.say(to ->
                to.refused(new Refusal(Moderation.DEMOTE, ErrorCode.NOT_ALLOWED, "A room keeps one host at least")));
        assertThat(model.troubles().getLast().notice())
                .isEqualTo(new Notice("The roles are as they were", "A room keeps one host at least."));
        engine.say(to -> to.refused(new Refusal(Moderation.ADMIT, ErrorCode.NO_SUCH_PARTICIPANT, "")));
        assertThat(model.troubles()).as("another host was faster").hasSize(1);
    }

    @Test
    void waitingBeginsAtTheDoorAndEndsInTheRoom() {
        engine.say(to -> to.waiting());
        assertThat(model.phaseProperty().get()).isEqualTo(new Phase.AtDoor());
        engine.letIn();
        assertThat(model.phaseProperty().get()).isEqualTo(new Phase.InRoom());
    }

    @Test
    void whoWaitsCanGoAway() {
        engine.say(to -> to.waiting());
        model.leave();
        assertThat(engine.told).containsExactly("leave");
    }
}

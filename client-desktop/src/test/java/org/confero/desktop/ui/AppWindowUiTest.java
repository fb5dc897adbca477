package org.confero.desktop.ui;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import javafx.application.Platform;
import javafx.scene.Node;
import javafx.scene.control.Labeled;
import javafx.scene.control.TextInputControl;
import javafx.scene.input.Clipboard;
import javafx.scene.input.KeyCode;
import javafx.stage.Stage;
import org.confero.desktop.conference.ConferenceListener.LinkState;
import org.confero.desktop.conference.Problem;
import org.confero.desktop.rooms.NewRoom;
import org.confero.desktop.ui.call.StandIn;
import org.confero.desktop.ui.parts.Look;
import org.confero.desktop.ui.start.Remembered;
import org.confero.desktop.ui.start.StartViewModel;
import org.confero.protocol.ErrorCode;
import org.confero.protocol.MediaState;
import org.confero.protocol.RoomId;
import org.junit.jupiter.api.Test;
import org.testfx.framework.junit5.ApplicationTest;
import org.testfx.util.WaitForAsyncUtils;

/** The screens as a person operates them, over an engine that does what the test says. */
class AppWindowUiTest extends ApplicationTest {
    private final StandIn engine = new StandIn();
    private final List<Remembered> remembered = new CopyOnWriteArrayList<>();
    private final CompletableFuture<NewRoom> newRoom = new CompletableFuture<>();

    @Override
    public void start(Stage stage) {
        Look.followSystem();
        StartViewModel model = new StartViewModel(
                Remembered.NOTHING, remembered::add, server -> newRoom, engine, Platform::runLater, true);
        new AppWindow(stage, model).open();
    }

    @Test
    void keyboardAloneIsEnoughToJoinMuteAndLeave() {
        // The server's field has its default: the keyboard waits in the first empty one.
        write("demo").push(KeyCode.TAB).push(KeyCode.TAB).write("Ada").push(KeyCode.ENTER);
        await(() -> !engine.requests.isEmpty());
        engine.letIn();
        await(() -> exists("#microphone"));
        push(KeyCode.M);
        push(KeyCode.CONTROL, KeyCode.E);
        push(KeyCode.TAB).push(KeyCode.TAB).push(KeyCode.TAB).push(KeyCode.SPACE);
        await(() -> engine.told.contains("leave"));
        assertThat(engine.told).containsExactly("microphone false", "camera false", "leave");
    }

    @Test
    void joinWaitsUntilEveryFieldIsRight() {
        await(() -> node("#join").isDisabled());
        type("#name", "Ada");
        type("#room", "not a room");
        assertThat(node("#join").isDisabled()).isTrue();
        type("#room", "demo");
        await(() -> !node("#join").isDisabled());
        type("#server", "ftp://elsewhere");
        await(() -> node("#join").isDisabled());
    }

    @Test
    void whatIsWrongStandsBelowItsField() {
        type("#server", "http://host/a/b");
        type("#room", "no spaces, please");
        type("#name", "x".repeat(65));
        clickOn("#room");
        await(() -> text("#server-error").contains("http://localhost:8080"));
        await(() -> text("#room-error").contains("letters, digits"));
        await(() -> text("#name-error").contains("at most 64"));
        type("#name", "Ada");
        await(() -> !node("#name-error").isVisible());
    }

    @Test
    void pastedLinkFillsServerAndRoom() {
        type("#room", "http://meet.example.org:8443/weekly");
        await(() -> content("#room").equals("weekly"));
        await(() -> content("#server").equals("http://meet.example.org:8443"));
    }

    @Test
    void typedLinkIsLeftAloneUntilItIsWhole() {
        clickOn("#room").write("http://h/ab");
        await(() -> content("#room").equals("http://h/ab"));
        clickOn("#name");
        await(() -> content("#room").equals("ab"));
        await(() -> content("#server").equals("http://h"));
    }

    @Test
    void newRoomIsFilledIn() {
        clickOn("#new-room");
        await(() -> text("#join").equals("Making a room…"));
        newRoom.complete(new NewRoom.Made(new RoomId("fresh-room")));
        await(() -> content("#room").equals("fresh-room"));
    }

    @Test
    void roomThatCannotBeMadeIsExplained() {
        clickOn("#new-room");
        await(() -> text("#join").equals("Making a room…"));
        newRoom.complete(new NewRoom.Failed(Problem.SERVER_UNREACHABLE, "refused"));
        await(() -> exists("No server answers there"));
        await(() -> !node("#new-room").isDisabled());
    }

    @Test
    void failureSaysWhyAndKeepsWhatWasTyped() {
        join("demo", "Ada");
        await(() -> text("#join").equals("Joining…"));
        engine.say(to -> to.failed(Problem.REFUSED, ErrorCode.ROOM_FULL, "16 of 16"));
        await(() -> exists("The room is full"));
        assertThat(Stream.of("#server", "#room", "#name").map(this::content))
                .containsExactly("http://localhost:8080", "demo", "Ada");
        await(() -> !node("#join").isDisabled());
        assertThat(remembered.getLast().name()).isEqualTo("Ada");
    }

    @Test
    void joiningCanBeCancelled() {
        join("demo", "Ada");
        clickOn("#cancel");
        await(() -> engine.told.contains("leave"));
        engine.letIn();
        engine.letGo();
        await(() -> text("#join").equals("Join"));
        assertThat(exists("#microphone")).isFalse();
    }

    @Test
    void devicesThatWereSwitchedOffStayOffInTheCall() {
        clickOn("#start-microphone").clickOn("#start-camera");
        joined();
        assertThat(engine.requests.getLast().state()).isEqualTo(new MediaState(false, false, false, false));
        await(() -> text("#microphone").equals("Turn microphone on"));
        await(() -> text("#camera").equals("Turn camera on"));
    }

    @Test
    void everybodyHasATileThatSaysHowTheyAre() {
        joined();
        engine.say(to -> to.remotes(List.of(
                StandIn.remote("Grace Hopper", MediaState.ON.withAudio(false).withVideo(false), LinkState.CONNECTED),
                StandIn.remote("Alan", MediaState.ON, LinkState.CONNECTING))));
        await(() -> lookup(".tile").queryAll().size() == 3);
        assertThat(lookup(".tile").queryAll().stream().map(Node::getAccessibleText))
                .containsExactlyInAnyOrder(
                        "Ada (you), microphone on, camera on",
                        "Grace Hopper, microphone off, camera off",
                        "Alan, microphone on, camera on, connecting");
        await(() -> exists("GH"));
        await(() -> exists("Connecting…"));
        engine.say(to -> to.remotes(List.of()));
        await(() -> lookup(".tile").queryAll().size() == 1);
    }

    @Test
    void troublesAreShownUntilDismissedOrOver() {
        joined();
        engine.say(to -> to.problem(Problem.NO_CAMERA, "none"));
        engine.say(to -> to.problem(Problem.SERVER_LOST, "closed"));
        await(() -> exists("Reconnecting to the server"));
        await(() -> text("#camera").equals("Turn camera on"));
        clickOn(".dismiss");
        await(() -> !exists("No camera"));
        engine.say(to -> to.serverBack());
        await(() -> !exists("Reconnecting to the server"));
    }

    @Test
    void copiedLinkIsConfirmed() throws Exception {
        joined();
        clickOn("#copy-link");
        await(() -> text("#copy-link").equals("Link copied"));
        String copied = WaitForAsyncUtils.waitForAsyncFx(
                5_000, () -> Clipboard.getSystemClipboard().getString());
        assertThat(copied).isEqualTo("http://localhost:8080/demo");
    }

    @Test
    void leavingGoesBackToTheStartAtOnceAndFreesTheDevicesFirst() {
        joined();
        await(() -> title().equals("demo – Confero"));
        clickOn("#leave");
        await(() -> exists("#join"));
        await(() -> text("#join").equals("Leaving…"));
        assertThat(node("#join").isDisabled()).isTrue();
        engine.letGo();
        await(() -> !node("#join").isDisabled());
        await(() -> title().equals("Confero"));
        assertThat(content("#room")).isEqualTo("demo");
    }

    @Test
    void lostCallSaysSoOnTheStartScreen() {
        joined();
        engine.say(to -> to.failed(Problem.SERVER_LOST, null, "closed"));
        await(() -> exists("The connection to the server was lost"));
        await(() -> !node("#join").isDisabled());
    }

    private void join(String room, String name) {
        type("#room", room);
        type("#name", name);
        clickOn("#join");
        await(() -> !engine.requests.isEmpty());
    }

    private void joined() {
        join("demo", "Ada");
        engine.letIn();
        await(() -> exists("#leave"));
    }

    private void type(String field, String text) {
        TextInputControl input = lookup(field).queryTextInputControl();
        clickOn(field).interact(() -> input.setText(text));
    }

    private Node node(String query) {
        return lookup(query).query();
    }

    private String text(String query) {
        return lookup(query).<Labeled>query().getText();
    }

    private String content(String field) {
        return lookup(field).queryTextInputControl().getText();
    }

    private boolean exists(String query) {
        return lookup(query).tryQuery().filter(Node::isVisible).isPresent();
    }

    private String title() {
        return ((Stage) targetWindow()).getTitle();
    }

    private static void await(BooleanSupplier condition) {
        try {
            WaitForAsyncUtils.waitFor(10, TimeUnit.SECONDS, () -> {
                WaitForAsyncUtils.waitForFxEvents(1);
                return condition.getAsBoolean();
            });
        } catch (TimeoutException e) {
            throw new AssertionError("did not come about within 10 s", e);
        }
    }
}

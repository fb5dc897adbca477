package org.confero.desktop.ui;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import java.util.stream.Stream;
import javafx.application.Platform;
import javafx.geometry.Bounds;
import javafx.scene.Node;
import javafx.scene.control.Labeled;
import javafx.scene.control.ProgressBar;
import javafx.scene.control.TextInputControl;
import javafx.scene.input.Clipboard;
import javafx.scene.input.KeyCode;
import javafx.scene.input.MouseButton;
import javafx.stage.Stage;
import org.confero.desktop.conference.ChatLine;
import org.confero.desktop.conference.ChatLine.Arrival;
import org.confero.desktop.conference.ConferenceListener.LinkState;
import org.confero.desktop.conference.Failure;
import org.confero.desktop.conference.FileLine;
import org.confero.desktop.conference.Problem;
import org.confero.desktop.conference.Refusal;
import org.confero.desktop.returning.KeptStay;
import org.confero.desktop.rooms.NewRoom;
import org.confero.desktop.rooms.RoomWishes;
import org.confero.desktop.ui.call.StandIn;
import org.confero.desktop.ui.parts.Look;
import org.confero.desktop.ui.parts.Outside;
import org.confero.desktop.ui.start.Remembered;
import org.confero.desktop.ui.start.Services;
import org.confero.desktop.ui.start.StartViewModel;
import org.confero.protocol.ClientKey;
import org.confero.protocol.Credentials;
import org.confero.protocol.DisplayName;
import org.confero.protocol.ErrorCode;
import org.confero.protocol.FileName;
import org.confero.protocol.MediaState;
import org.confero.protocol.Moderation;
import org.confero.protocol.ParticipantId;
import org.confero.protocol.Presence;
import org.confero.protocol.Resume;
import org.confero.protocol.Role;
import org.confero.protocol.RoomId;
import org.confero.protocol.RoomTitle;
import org.confero.protocol.SessionId;
import org.confero.protocol.SessionSecret;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.testfx.api.FxRobot;
import org.testfx.framework.junit5.ApplicationTest;
import org.testfx.util.NodeQueryUtils;
import org.testfx.util.WaitForAsyncUtils;

/** The screens as a person operates them, over an engine that does what the test says. */
class AppWindowUiTest extends ApplicationTest {
    private static final Path SAVED = Path.of("/tmp/downloads/plan.pdf");

    private final StandIn engine = new StandIn();
    private final List<Remembered> remembered = new CopyOnWriteArrayList<>();
    private final CompletableFuture<NewRoom> newRoom = new CompletableFuture<>();
    private final List<String> opened = new CopyOnWriteArrayList<>();
    private final List<Path> chosen = new CopyOnWriteArrayList<>();
    private final List<RoomWishes> wishes = new CopyOnWriteArrayList<>();
    private @Nullable StartViewModel model;

    @Override
    public void start(Stage stage) {
        // It is the same stage in all tests, in the size that the one before has left it in.
        stage.setWidth(1120);
        stage.setHeight(700);
        Look.followSystem();
        model = new StartViewModel(
                Remembered.NOTHING,
                Credentials.NONE,
                new Services(
                        remembered::add,
                        (server, asked, token) -> {
                            wishes.add(asked);
                            return newRoom;
                        },
                        engine,
                        Platform::runLater,
                        (delay, task) -> Platform.runLater(task)),
                true);
        new AppWindow(stage, model, new Outside(opened::add, window -> chosen)).open();
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
        push(KeyCode.H);
        // Camera, hand, reactions, people, chat, link, leave.
        for (int tabs = 0; tabs < 7; tabs++) {
            push(KeyCode.TAB);
        }
        push(KeyCode.SPACE);
        await(() -> engine.told.contains("leave"));
        assertThat(engine.told).containsExactly("microphone false", "camera false", "hand true", "leave");
    }

    @Test
    void whoComesBackIntoACallSeesThatAndCanLeave() {
        KeptStay place = new KeptStay(
                URI.create("http://localhost:8080"),
                URI.create("http://localhost:8080"),
                new RoomId("weekly"),
                new DisplayName("Ada"),
                false,
                true,
                new Resume(new SessionId("s"), new SessionSecret("secret"), 3),
                Duration.ofMinutes(2));
        StartViewModel start = Objects.requireNonNull(model);
        interact(() -> start.comeBack(place));
        await(() -> exists("Coming back to the call"));
        assertThat(node("#cancel").isVisible()).isTrue();
        engine.letIn();
        await(() -> exists("You are back in the call"));
        assertThat(text("#microphone")).isEqualTo("Turn microphone on");
        clickOn("#leave");
        await(() -> engine.told.contains("leave"));
    }

    @Test
    void whatIsToldOverThePicturesCanBeReadAlsoInASmallWindow() {
        shrink();
        joined();
        await(() -> exists("#alone"));
        engine.say(to -> to.roomChanged(engine.room(true, null)));
        await(() -> exists("#toast"));
        WaitForAsyncUtils.waitForFxEvents();
        Bounds alone = node("#alone").localToScreen(node("#alone").getLayoutBounds());
        Bounds toast = node("#toast").localToScreen(node("#toast").getLayoutBounds());
        assertThat(alone.intersects(toast)).isFalse();
        assertThat(toast.getMaxY()).isLessThanOrEqualTo(alone.getMinY());
    }

    @Test
    void everyControlCanBeReachedInTheSmallestWindow() {
        shrink();
        joinedAs(Role.HOST);
        await(() -> lookup(".bar-button").queryAll().stream().allMatch(NodeQueryUtils.isVisible()));
        engine.say(to -> to.remotes(List.of(StandIn.remote("Grace", MediaState.ON, LinkState.CONNECTED))));
        clickOn("#people");
        await(() -> lookup(".person-menu").queryAll().size() == 2
                && lookup(".person-menu").queryAll().stream().allMatch(NodeQueryUtils.isVisible()));
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
    void newRoomIsMadeByKeyboardAndFilledIn() {
        clickOn("#new-room");
        await(() -> canBeTypedInto("#title"));
        assertThat(node("#join").isDisabled()).as("what lies below the card").isTrue();
        write("Weekly").push(KeyCode.TAB).write("rosebud").push(KeyCode.TAB).push(KeyCode.SPACE);
        push(KeyCode.TAB).push(KeyCode.TAB).push(KeyCode.SPACE);
        await(() -> text("#make-room").equals("Making a room…"));
        assertThat(wishes).containsExactly(new RoomWishes(new RoomTitle("Weekly"), "rosebud", true));
        newRoom.complete(new NewRoom.Made(new RoomId("fresh-room"), "key"));
        await(() -> content("#room").equals("fresh-room"));
        await(() -> text("#room-hint").contains("as a host"));
    }

    @Test
    void roomThatCannotBeMadeIsExplained() {
        clickOn("#new-room");
        await(() -> exists("#make-room"));
        clickOn("#make-room");
        newRoom.complete(new NewRoom.Failed(Problem.SERVER_UNREACHABLE, "refused"));
        await(() -> exists("No server answers there"));
        push(KeyCode.ESCAPE);
        await(() -> !exists("#make-room"));
        await(() -> !node("#new-room").isDisabled());
    }

    @Test
    void passcodeIsAskedForAndWhatWasTypedStays() {
        join("demo", "Ada");
        engine.say(to -> to.failed(new Failure(Problem.REFUSED, ErrorCode.WRONG_PASSCODE, "no")));
        await(() -> canBeTypedInto("#passcode"));
        assertThat(exists("#passcode-error")).isFalse();
        write("rosebut").push(KeyCode.ENTER);
        await(() -> engine.requests.size() == 2);
        await(() -> text("#enter").equals("Checking…"));
        engine.say(to -> to.failed(new Failure(Problem.REFUSED, ErrorCode.WRONG_PASSCODE, "no")));
        await(() -> exists("#passcode-error") && text("#passcode-error").contains("wrong"));
        assertThat(content("#passcode")).isEqualTo("rosebut");
        await(() -> node("#passcode").isFocused());
        push(KeyCode.ESCAPE);
        await(() -> !exists("#passcode"));
        assertThat(content("#name")).isEqualTo("Ada");
    }

    @Test
    void waitingIsShownWithOurOwnPictureAndCanBeGivenUp() {
        join("demo", "Ada");
        engine.say(to -> to.waiting());
        await(() -> exists("Waiting to be let in"));
        assertThat(lookup(".tile").queryAll()).hasSize(1);
        push(KeyCode.M);
        await(() -> engine.told.contains("microphone false"));
        clickOn("#cancel-waiting");
        await(() -> engine.told.contains("leave"));
        engine.letGo();
        await(() -> exists("#join"));
    }

    @Test
    void hostLetsPeopleInFromTheNoticeAndFromTheList() {
        joinedAs(Role.HOST);
        engine.say(to -> to.visitors(List.of(StandIn.visitor("Alan"))));
        await(() -> exists("Alan waits to be let in"));
        await(() -> text("#waiting-count").equals("1"));
        assertThat(node("#people").getAccessibleText()).contains("1 waits to be let in");
        clickOn("#admit-newest");
        await(() -> engine.told.contains("admit visitor-Alan"));
        engine.say(to -> to.visitors(List.of(StandIn.visitor("Barbara"), StandIn.visitor("Edsger"))));
        await(() -> exists("#look-at-door"));
        clickOn("#look-at-door");
        await(() -> exists("#door"));
        assertThat(exists("#look-at-door")).isFalse();
        clickOn(from(node("#door")).lookup(".deny").<Node>query());
        clickOn("#admit-all");
        await(() -> engine.told.containsAll(
                List.of("deny visitor-Barbara", "admit visitor-Barbara", "admit visitor-Edsger")));
        engine.say(to -> to.visitors(List.of()));
        await(() -> !exists("#door"));
    }

    @Test
    void hostRunsTheRoomByKeyboard() {
        joinedAs(Role.HOST);
        engine.say(to -> to.remotes(List.of(StandIn.remote("Grace", MediaState.ON, LinkState.CONNECTED))));
        push(KeyCode.P);
        await(() -> node("#close-side").isFocused());
        // Ourselves and our menu, then Grace and hers.
        push(KeyCode.TAB).push(KeyCode.TAB).push(KeyCode.TAB).push(KeyCode.TAB).push(KeyCode.SPACE);
        await(() -> exists("#promote"));
        push(KeyCode.DOWN).push(KeyCode.DOWN).push(KeyCode.ENTER);
        await(() -> engine.told.stream().anyMatch(told -> told.startsWith("promote id-")));
        push(KeyCode.TAB).push(KeyCode.SPACE);
        await(() -> engine.told.contains("lock"));
        engine.say(to -> to.roomChanged(engine.room(true, null)));
        await(() -> text("#lock").equals("Unlock the room"));
        await(() -> exists("#locked"));
        push(KeyCode.TAB).push(KeyCode.SPACE);
        await(() -> node("#dismiss-question").isFocused());
        push(KeyCode.ESCAPE);
        await(() -> !exists("#dismiss-question"));
        assertThat(engine.told).doesNotContain("end");
        clickOn("#end-for-all");
        await(() -> exists("#confirm"));
        clickOn("#confirm");
        await(() -> engine.told.contains("end"));
    }

    @Test
    void removingIsAskedBeforeItIsDone() {
        joinedAs(Role.HOST);
        engine.say(to -> to.remotes(List.of(StandIn.remote("Grace", MediaState.ON, LinkState.CONNECTED))));
        clickOn("#people");
        await(() -> lookup(".person-row").queryAll().size() == 2);
        clickOn(lookup(".person-menu")
                .match((Node menu) -> menu.getAccessibleText().startsWith("Grace"))
                .<Node>query());
        await(() -> exists("#remove"));
        clickOn("#remove");
        await(() -> exists("Remove Grace?"));
        assertThat(engine.told).isEmpty();
        clickOn("#confirm");
        await(() -> engine.told.stream().anyMatch(told -> told.startsWith("remove id-")));
        engine.say(to -> to.refused(new Refusal(Moderation.REMOVE, ErrorCode.NO_SUCH_PARTICIPANT, "gone")));
        await(() -> exists("Nobody was removed"));
    }

    @Test
    void whoIsNoHostSeesNobodysMenuAndNoLock() {
        joined();
        engine.say(to -> to.remotes(List.of(
                StandIn.remote("Grace", MediaState.ON, LinkState.CONNECTED, Role.HOST, Presence.RECONNECTING))));
        push(KeyCode.P);
        await(() -> lookup(".person-row").queryAll().size() == 2);
        assertThat(lookup(".person-menu").queryAllAs(Node.class)).noneMatch(Node::isVisible);
        assertThat(lookup("#lock").query().getParent().isVisible()).isFalse();
        await(() -> exists("Host, reconnecting"));
        await(() -> lookup(".reconnecting").queryAllAs(Node.class).stream().anyMatch(Node::isVisible));
        engine.say(to -> to.roleChanged(new ParticipantId("self"), Role.HOST));
        await(() -> exists("You are a host of this room now"));
        await(() -> lookup(".person-menu").queryAllAs(Node.class).stream().allMatch(Node::isVisible));
        push(KeyCode.ESCAPE);
        await(() -> !lookup("#side").query().isVisible());
        await(() -> node("#people").isFocused());
    }

    @Test
    void requestToMuteCanBeGrantedOrNot() {
        joined();
        engine.say(to -> to.muteRequested(new ParticipantId("host")));
        await(() -> exists("A host asks you to mute"));
        clickOn("#keep-talking");
        await(() -> !exists("A host asks you to mute"));
        engine.say(to -> to.muteRequested(new ParticipantId("host")));
        await(() -> exists("#mute"));
        clickOn("#mute");
        await(() -> text("#microphone").equals("Turn microphone on"));
        assertThat(engine.told).containsExactly("microphone false");
    }

    @Test
    void endThatOthersMadeSaysWhatOneCanDo() {
        joined();
        engine.say(to -> to.failed(new Failure(Problem.REMOVED, null, "removed")));
        await(() -> exists("A host has put you out of the room"));
        await(() -> text("#join-again").equals("Ask to be let in again"));
        clickOn("#join-again");
        await(() -> engine.requests.size() == 2);
        engine.say(to -> to.waiting());
        await(() -> exists("Waiting to be let in"));
        engine.say(to -> to.failed(new Failure(Problem.ENDED, null, "The room has been deleted")));
        await(() -> exists("The room has been deleted"));
        push(KeyCode.ESCAPE);
        await(() -> exists("#join"));
    }

    @Test
    void missingMicrophoneIsNamedAndLookedForOnClick() {
        joined();
        engine.say(to -> to.problem(Problem.NO_SOUND, "none"));
        await(() -> text("#microphone").equals("No microphone: look for one again"));
        clickOn("#microphone");
        await(() -> engine.told.contains("microphone true"));
    }

    @Test
    void failureSaysWhyAndKeepsWhatWasTyped() {
        join("demo", "Ada");
        await(() -> text("#join").equals("Joining…"));
        engine.say(to -> to.failed(new Failure(Problem.REFUSED, ErrorCode.ROOM_FULL, "16 of 16")));
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
        await(() -> text("#camera").equals("No camera: look for one again"));
        clickOn(".notice .dismiss");
        await(() -> !exists("No camera"));
        engine.say(to -> to.serverBack());
        await(() -> !exists("Reconnecting to the server"));
    }

    @Test
    void chatIsWrittenReadAndChangedByKeyboard() {
        joined();
        engine.say(to -> to.chat(List.of(line("Grace", 1, "look: https://example.org/a.", Arrival.EVERYWHERE))));
        await(() -> exists("Grace has written a message"));
        await(() -> text("#unread-count").equals("1"));
        assertThat(node("#chat").getAccessibleText()).isEqualTo("Show the chat, 1 new message");
        push(KeyCode.C);
        await(() -> canBeTypedInto("#draft"));
        await(() -> !exists("#unread-count"));
        write("cool");
        push(KeyCode.ESCAPE);
        await(() -> node("#chat").isFocused());
        push(KeyCode.C);
        await(() -> canBeTypedInto("#draft") && content("#draft").equals("cool"));
        push(KeyCode.ENTER);
        await(() -> engine.told.equals(List.of("say cool")));
        await(() -> content("#draft").isEmpty());
        engine.say(to -> to.chat(List.of(
                line("Grace", 1, "look: https://example.org/a.", Arrival.EVERYWHERE),
                line("Ada", 1, "cool", Arrival.UNSENT))));
        await(() -> exists("not sent yet"));
        push(KeyCode.UP);
        await(() -> content("#draft").equals("cool"));
        write("er").push(KeyCode.ENTER);
        await(() -> engine.told.contains("edit 1 cooler"));
        clickOn("https://example.org/a");
        await(() -> opened.equals(List.of("https://example.org/a")));
        clickOn(".chat-menu");
        await(() -> exists("#delete-message"));
        clickOn("#delete-message");
        await(() -> engine.told.contains("delete 1"));
        engine.say(to -> to.chat(List.of(line("Ada", 1, null, Arrival.EVERYWHERE))));
        await(() -> lookup(".chat-row").queryAll().size() == 1);
        assertThat(lookup(".chat-row").<Node>query().getAccessibleText()).endsWith(": deleted");
    }

    @Test
    void filesAreOfferedTakenAndFoundByKeyboard() {
        joined();
        engine.say(to -> to.files(List.of(file("Grace", FileLine.Stage.OFFERED, 0))));
        await(() -> exists("Grace offers you a file: plan.pdf"));
        await(() -> text("#unread-count").equals("1"));
        push(KeyCode.C);
        await(() -> canBeTypedInto("#draft") && exists("#save-file"));
        assertThat(node(".file-row").getAccessibleText()).isEqualTo("Grace, file plan.pdf, 3.1 MB: Do you want it?");
        assertThat(node("#save-file").getAccessibleText()).isEqualTo("Save plan.pdf");
        assertThat(node("#end-file").getAccessibleText()).isEqualTo("Decline plan.pdf");
        interact(() -> node("#save-file").requestFocus());
        push(KeyCode.SPACE);
        await(() -> engine.told.contains("accept 1"));
        engine.say(to -> to.files(List.of(file("Grace", FileLine.Stage.MOVING, 1_550_000))));
        await(() -> text(".file-status").equals("50 %"));
        assertThat(exists("#save-file")).isFalse();
        assertThat(lookup(".progress-bar").<ProgressBar>query().getProgress()).isEqualTo(0.5);
        Node row = node(".file-row");
        interact(() -> node("#end-file").requestFocus());
        engine.say(to -> to.files(List.of(file("Grace", FileLine.Stage.WAITING, 1_550_000))));
        await(() -> text(".file-status").contains("goes on when the connection is back"));
        assertThat(node(".file-row")).isSameAs(row);
        assertThat(node("#end-file").isFocused()).isTrue();
        engine.say(to -> to.files(List.of(file("Grace", FileLine.Stage.DONE, 3_100_000))));
        await(() -> text(".file-status").equals("Saved to " + SAVED));
        assertThat(opened).as("what has come is not opened by itself").isEmpty();
        interact(() -> node("#show-file").requestFocus());
        push(KeyCode.SPACE);
        await(() -> opened.equals(List.of(Path.of("/tmp/downloads").toUri().toString())));
        assertThat(exists("#end-file")).isFalse();
    }

    @Test
    void whatBecomesOfOnesOwnFilesIsSaidForEverybody() {
        joined();
        push(KeyCode.C);
        await(() -> canBeTypedInto("#draft"));
        chosen.add(SAVED);
        clickOn("#attach");
        await(() -> engine.told.equals(List.of("offer " + SAVED)));
        engine.say(to -> to.chat(List.of(line("Grace", 1, "before", Arrival.EVERYWHERE))));
        FileLine own = new FileLine(
                new FileLine.Id(new ClientKey("Ada"), 7),
                true,
                new FileName("plan.pdf"),
                100,
                List.of(share("Grace", FileLine.Stage.MOVING, 40), share("Edsger", FileLine.Stage.DECLINED, 0)),
                null,
                null);
        engine.say(to -> to.files(List.of(own)));
        engine.say(to -> to.chat(List.of(
                line("Grace", 1, "before", Arrival.EVERYWHERE), line("Grace", 2, "after", Arrival.EVERYWHERE))));
        await(() -> lookup(".chat-row").queryAll().size() == 3);
        assertThat(lookup(".chat-row").<Node>queryAll().stream().map(Node::getAccessibleText))
                .element(1)
                .isEqualTo("You, file plan.pdf, 100 bytes: Grace: 40 %; Edsger does not want it");
        assertThat(exists("#unread-count")).isFalse();
        clickOn("#end-file");
        await(() -> engine.told.contains("end 7"));
    }

    private static FileLine file(String from, FileLine.Stage stage, long bytes) {
        return new FileLine(
                new FileLine.Id(new ClientKey(from), 1),
                false,
                new FileName("plan.pdf"),
                3_100_000,
                List.of(share(from, stage, bytes)),
                stage == FileLine.Stage.DONE ? SAVED : null,
                null);
    }

    private static FileLine.Share share(String with, FileLine.Stage stage, long bytes) {
        return new FileLine.Share(new ParticipantId("id-" + with), new DisplayName(with), stage, bytes);
    }

    private static ChatLine line(String author, long id, @Nullable String text, Arrival arrival) {
        return new ChatLine(
                new ClientKey(author),
                id,
                new DisplayName(author),
                Instant.EPOCH,
                text,
                false,
                author.equals("Ada"),
                arrival);
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
        engine.say(to -> to.failed(new Failure(Problem.SERVER_LOST, null, "closed")));
        await(() -> exists("The connection to the server was lost"));
        await(() -> !node("#join").isDisabled());
    }

    private void join(String room, String name) {
        type("#room", room);
        type("#name", name);
        clickOn("#join");
        await(() -> !engine.requests.isEmpty());
    }

    /** To the least that a person can make of it. */
    private void shrink() {
        interact(() -> {
            Stage stage = (Stage) node("#join").getScene().getWindow();
            stage.setWidth(stage.getMinWidth());
            stage.setHeight(stage.getMinHeight());
        });
    }

    private void joined() {
        joinedAs(Role.PARTICIPANT);
    }

    private void joinedAs(Role role) {
        join("demo", "Ada");
        engine.letInAs(role);
        await(() -> exists("#leave"));
    }

    private void type(String field, String text) {
        TextInputControl input = lookup(field).queryTextInputControl();
        clickOn(field).interact(() -> input.setText(text));
    }

    /** Has the keyboard, and has been shown once: before that keys come to nothing. */
    private boolean canBeTypedInto(String field) {
        return lookup(field)
                .tryQueryAs(TextInputControl.class)
                .filter(input -> input.isFocused() && input.getSkin() != null)
                .isPresent();
    }

    /** Once it is to be seen and stands still: in a window that is still being laid out a click misses. */
    @Override
    public FxRobot clickOn(String query, MouseButton... buttons) {
        awaitRest(() -> lookup(query).match(NodeQueryUtils.isVisible()).<Node>tryQuery());
        super.clickOn(query, buttons);
        return this;
    }

    @Override
    public FxRobot clickOn(Node node, MouseButton... buttons) {
        awaitRest(() -> Optional.of(node).filter(NodeQueryUtils.isVisible()));
        super.clickOn(node, buttons);
        return this;
    }

    private static void awaitRest(Supplier<Optional<Node>> control) {
        AtomicReference<@Nullable Bounds> before = new AtomicReference<>();
        await(() -> {
            WaitForAsyncUtils.waitForFxEvents();
            Bounds place = control.get()
                    .map(node -> node.localToScreen(node.getLayoutBounds()))
                    .orElse(null);
            return place != null && place.equals(before.getAndSet(place));
        });
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

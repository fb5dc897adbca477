package org.confero.desktop.ui.start;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.confero.desktop.conference.Failure;
import org.confero.desktop.conference.Problem;
import org.confero.desktop.returning.KeptStay;
import org.confero.desktop.rooms.NewRoom;
import org.confero.desktop.rooms.RoomWishes;
import org.confero.desktop.ui.call.StandIn;
import org.confero.desktop.ui.parts.Notice;
import org.confero.desktop.ui.start.StartViewModel.Doing;
import org.confero.protocol.Credentials;
import org.confero.protocol.DisplayName;
import org.confero.protocol.ErrorCode;
import org.confero.protocol.Resume;
import org.confero.protocol.RoomId;
import org.confero.protocol.RoomTitle;
import org.confero.protocol.SessionId;
import org.confero.protocol.SessionSecret;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Without a toolkit: the UI executor is the test's own thread. */
class StartViewModelTest {
    private static final KeptStay PLACE = new KeptStay(
            URI.create("http://localhost:8080"),
            URI.create("http://localhost:8081"),
            new RoomId("weekly"),
            new DisplayName("Ada L."),
            false,
            true,
            new Resume(new SessionId("s"), new SessionSecret("secret"), 3),
            Duration.ofMinutes(2));

    private final StandIn engine = new StandIn();
    private final List<Remembered> saved = new ArrayList<>();
    private final List<RoomWishes> asked = new ArrayList<>();
    private final List<Optional<String>> shown = new ArrayList<>();
    private final List<Runnable> later = new ArrayList<>();
    private CompletableFuture<NewRoom> made = new CompletableFuture<>();
    private final StartViewModel model = model(Credentials.NONE);

    private StartViewModel model(Credentials credentials) {
        return new StartViewModel(
                new Remembered("http://localhost:8080", "demo", "Ada", true, false),
                credentials,
                new Services(
                        saved::add,
                        (server, wishes, token) -> {
                            shown.add(Optional.ofNullable(token));
                            asked.add(wishes);
                            made = new CompletableFuture<>();
                            return made;
                        },
                        engine,
                        Runnable::run,
                        (delay, task) -> later.add(task)),
                false);
    }

    @Test
    void nobodyIsBlamedForAFieldThatTheyHaveNotReached() {
        model.name().textProperty().set("");
        assertThat(model.canJoin().get()).isFalse();
        assertThat(model.name().error().get()).isEmpty();
        model.name().touch();
        assertThat(model.name().error().get()).isEqualTo("A name is needed");
    }

    @Test
    void whatIsRightIsHandedToTheEngine() {
        model.join();
        assertThat(engine.requests).singleElement().satisfies(request -> {
            assertThat(request.server()).isEqualTo(URI.create("http://localhost:8080"));
            assertThat(request.room()).isEqualTo(new RoomId("demo"));
            assertThat(request.name().value()).isEqualTo("Ada");
            assertThat(request.state().audio()).isTrue();
            assertThat(request.state().video()).isFalse();
        });
        assertThat(saved).containsExactly(new Remembered("http://localhost:8080", "demo", "Ada", true, false));
    }

    @Test
    void anAppThatWasKilledInACallGoesBackThereByItselfAsItWas() {
        model.comeBack(PLACE);
        assertThat(engine.requests).singleElement().satisfies(request -> {
            assertThat(request.comesBackTo()).isEqualTo(PLACE);
            assertThat(request.room()).isEqualTo(PLACE.room());
            assertThat(request.name()).isEqualTo(PLACE.name());
            assertThat(request.state().audio()).isFalse();
            assertThat(request.state().video()).isTrue();
        });
        assertThat(model.noticeProperty().get())
                .isNotNull()
                .extracting(Notice::title)
                .isEqualTo("Coming back to the call");
        engine.letIn();
        assertThat(model.screenProperty().get())
                .isInstanceOfSatisfying(
                        Screen.Room.class,
                        room -> assertThat(room.call().troubles())
                                .extracting(trouble -> trouble.notice().title())
                                .containsExactly("You are back in the call"));
        assertThat(saved).as("nobody has typed anything").isEmpty();
    }

    @Test
    void whoDoesNotWantToComeBackStaysOut() {
        model.comeBack(PLACE);
        model.cancel();
        engine.letGo();
        assertThat(engine.told).containsExactly("leave");
        assertThat(model.screenProperty().get()).isInstanceOf(Screen.Form.class);
        assertThat(model.canJoin().get()).isTrue();
        model.join();
        assertThat(engine.requests.getLast().comesBackTo()).isNull();
    }

    @Test
    void oneJoinAtATime() {
        model.join();
        model.join();
        model.askForRoom();
        assertThat(engine.requests).hasSize(1);
        assertThat(model.screenProperty().get()).isEqualTo(new Screen.Form());
    }

    @Test
    void callIsThereOnceTheServerLetsUsIn() {
        model.join();
        assertThat(model.screenProperty().get()).isEqualTo(new Screen.Form());
        engine.letIn();
        assertThat(model.screenProperty().get()).isInstanceOf(Screen.Room.class);
        assertThat(model.doingProperty().get()).isEqualTo(Doing.NOTHING);
    }

    @Test
    void failureIsToldUntilTheNextTry() {
        model.join();
        engine.say(to -> to.failed(new Failure(Problem.SERVER_UNREACHABLE, null, "")));
        assertThat(model.noticeProperty().get())
                .isEqualTo(Notice.ofFailure(new Failure(Problem.SERVER_UNREACHABLE, null, "")));
        assertThat(model.canJoin().get()).isTrue();
        model.join();
        assertThat(model.noticeProperty().get()).isNull();
    }

    @Test
    void cancelledJoinIsOverWhenTheDevicesAreFree() {
        model.join();
        model.cancel();
        assertThat(model.doingProperty().get()).isEqualTo(Doing.LEAVING);
        engine.letIn();
        assertThat(model.screenProperty().get()).isEqualTo(new Screen.Form());
        engine.letGo();
        assertThat(model.doingProperty().get()).isEqualTo(Doing.NOTHING);
    }

    @Test
    void leavingTheCallLeadsBack() {
        model.join();
        engine.letIn();
        model.anyCall().orElseThrow().leave();
        assertThat(model.screenProperty().get()).isEqualTo(new Screen.Form());
        assertThat(model.anyCall()).isPresent();
        engine.letGo();
        assertThat(model.canJoin().get()).isTrue();
        assertThat(model.anyCall()).isEmpty();
    }

    @Test
    void newRoomThatNobodyWaitsForChangesNothing() {
        askForRoom().make();
        model.cancel();
        made.complete(new NewRoom.Made(new RoomId("late"), null));
        assertThat(model.room().textProperty().get()).isEqualTo("demo");
        assertThat(model.screenProperty().get()).isEqualTo(new Screen.Form());
    }

    @Test
    void newRoomIsAsItWasWishedForAndItsMakerComesAsHost() {
        NewRoomViewModel room = askForRoom();
        room.title().textProperty().set(" Weekly ");
        room.passcode().textProperty().set("rosebud");
        room.waitingRoomProperty().set(true);
        room.make();
        assertThat(asked).containsExactly(new RoomWishes(new RoomTitle("Weekly"), "rosebud", true));
        made.complete(new NewRoom.Made(new RoomId("fresh"), "the-key"));
        assertThat(model.room().textProperty().get()).isEqualTo("fresh");
        assertThat(model.roomHint().get()).contains("as a host");
        model.join();
        assertThat(engine.requests.getLast().credentials()).isEqualTo(new Credentials("rosebud", "the-key", null));
    }

    @Test
    void roomThatCannotBeMadeLosesNothingThatWasTyped() {
        NewRoomViewModel room = askForRoom();
        room.passcode().textProperty().set("x".repeat(65));
        assertThat(room.canMake().get()).isFalse();
        assertThat(room.passcode().error().get()).contains("at most 64");
        room.passcode().textProperty().set("rosebud");
        room.make();
        room.make();
        assertThat(asked).as("once").hasSize(1);
        made.complete(new NewRoom.Failed(Problem.SERVER_UNREACHABLE, ""));
        assertThat(Objects.requireNonNull(room.noticeProperty().get()).title()).isEqualTo("No server answers there");
        assertThat(model.screenProperty().get()).isEqualTo(new Screen.Making(room));
        assertThat(room.passcode().textProperty().get()).isEqualTo("rosebud");
        assertThat(room.canMake().get()).isTrue();
    }

    @Test
    void keyOfOneRoomIsShownAtNoOther() {
        StartViewModel withKey = model(new Credentials(null, "the-key", null));
        withKey.room().textProperty().set("other");
        withKey.join();
        assertThat(engine.requests.getLast().credentials()).isEqualTo(Credentials.NONE);
        assertThat(withKey.roomHint().get()).isEmpty();
    }

    @Test
    void tokenIsForAllRoomsOfItsServerAndForMakingOneThere() {
        StartViewModel withToken = model(new Credentials(null, "the-key", "the-token"));
        askForRoom(withToken).make();
        made.complete(new NewRoom.Made(new RoomId("fresh"), "fresh-key"));
        withToken.join();
        assertThat(shown).containsExactly(Optional.of("the-token"));
        assertThat(engine.requests.getLast().credentials()).isEqualTo(new Credentials(null, "fresh-key", "the-token"));
    }

    @Test
    void tokenIsNotShownToAnotherServer() {
        StartViewModel withToken = model(new Credentials(null, null, "the-token"));
        withToken.server().textProperty().set("http://elsewhere:8080");
        askForRoom(withToken).make();
        withToken.cancel();
        withToken.join();
        assertThat(shown).containsExactly(Optional.empty());
        assertThat(engine.requests.getLast().credentials()).isEqualTo(Credentials.NONE);
    }

    @Test
    void whoMayMakeNoRoomIsToldWhy() {
        NewRoomViewModel room = askForRoom(model);
        room.make();
        made.complete(new NewRoom.Failed(Problem.REFUSED, ErrorCode.UNAUTHORIZED, "A token is needed"));
        assertThat(room.noticeProperty().get())
                .isEqualTo(new Notice(
                        "The server does not know who you are",
                        "A token is needed. Start the app with a fresh token of whoever runs the server."));
        room.make();
        made.complete(new NewRoom.Failed(Problem.REFUSED, ErrorCode.NOT_ALLOWED, "Not with this token"));
        assertThat(Objects.requireNonNull(room.noticeProperty().get()).title())
                .isEqualTo("You may not make rooms on this server");
    }

    @Test
    void passcodeIsAskedForUntilItIsRight() {
        model.join();
        refuse(ErrorCode.WRONG_PASSCODE, null);
        PasscodeViewModel passcode = passcode();
        assertThat(passcode.complaintProperty().get())
                .as("nobody has typed one yet")
                .isEmpty();
        assertThat(passcode.canTry().get()).isFalse();
        passcode.textProperty().set("rosebut");
        passcode.submit();
        assertThat(engine.requests.getLast().credentials().passcode()).isEqualTo("rosebut");
        assertThat(passcode.checkingProperty().get()).isTrue();
        refuse(ErrorCode.WRONG_PASSCODE, null);
        assertThat(passcode()).isSameAs(passcode);
        assertThat(passcode.complaintProperty().get()).contains("wrong");
        assertThat(passcode.textProperty().get()).isEqualTo("rosebut");
        passcode.textProperty().set("rosebud ");
        passcode.submit();
        engine.letIn();
        assertThat(model.screenProperty().get()).isInstanceOf(Screen.Room.class);
        assertThat(engine.requests.getLast().credentials().passcode()).isEqualTo("rosebud");
        assertThat(saved.toString()).as("what is kept on disk").doesNotContain("rosebud");
    }

    @Test
    void tooManyPasscodesHaveToWaitAndTheTimeIsToldAsItGoes() {
        model.join();
        refuse(ErrorCode.WRONG_PASSCODE, null);
        PasscodeViewModel passcode = passcode();
        passcode.textProperty().set("guess");
        passcode.submit();
        refuse(ErrorCode.TOO_MANY_REQUESTS, Duration.ofMillis(1_500));
        assertThat(passcode.complaintProperty().get()).contains("2 seconds");
        assertThat(passcode.canTry().get()).isFalse();
        later.removeFirst().run();
        assertThat(passcode.complaintProperty().get()).contains("1 second.");
        later.removeFirst().run();
        assertThat(passcode.complaintProperty().get()).contains("again now");
        assertThat(passcode.canTry().get()).isTrue();
        assertThat(later).isEmpty();
    }

    @Test
    void passcodeThatIsNotKnownCanBeGivenUp() {
        model.join();
        refuse(ErrorCode.WRONG_PASSCODE, null);
        passcode().cancel();
        assertThat(model.screenProperty().get()).isEqualTo(new Screen.Form());
        assertThat(model.canJoin().get()).isTrue();
        assertThat(model.room().textProperty().get()).isEqualTo("demo");
    }

    @Test
    void whoHasToWaitIsShownTheDoorUntilAHostDecides() {
        model.join();
        engine.say(to -> to.waiting());
        assertThat(model.screenProperty().get()).isInstanceOf(Screen.Door.class);
        engine.letIn();
        assertThat(model.screenProperty().get()).isInstanceOf(Screen.Room.class);
    }

    @Test
    void whoIsSentAwayCanAskAgain() {
        model.join();
        engine.say(to -> to.waiting());
        engine.say(to -> to.failed(new Failure(Problem.DENIED, null, "")));
        assertThat(model.screenProperty().get())
                .isInstanceOfSatisfying(
                        Screen.Farewell.class,
                        farewell -> assertThat(farewell.again()).isEqualTo("Ask to be let in again"));
        model.join();
        engine.say(to -> to.waiting());
        assertThat(model.screenProperty().get()).isInstanceOf(Screen.Door.class);
        assertThat(engine.requests).hasSize(2);
    }

    @Test
    void endedCallSaysSoAndLeadsBack() {
        model.join();
        engine.letIn();
        engine.say(to -> to.failed(new Failure(Problem.ENDED, null, "The room has been deleted")));
        assertThat(model.screenProperty().get())
                .isInstanceOfSatisfying(
                        Screen.Farewell.class,
                        farewell -> assertThat(farewell.notice().title()).isEqualTo("The room has been deleted"));
        model.cancel();
        assertThat(model.screenProperty().get()).isEqualTo(new Screen.Form());
        assertThat(model.canJoin().get()).isTrue();
    }

    private NewRoomViewModel askForRoom() {
        return askForRoom(model);
    }

    private static NewRoomViewModel askForRoom(StartViewModel on) {
        on.askForRoom();
        return ((Screen.Making) on.screenProperty().get()).room();
    }

    private PasscodeViewModel passcode() {
        return ((Screen.Passcode) model.screenProperty().get()).passcode();
    }

    private void refuse(ErrorCode code, @Nullable Duration retryAfter) {
        engine.say(to -> to.failed(new Failure(Problem.REFUSED, code, "no", retryAfter)));
    }

    @Test
    void serverThatWasGivenWithSeveralAddressesIsJoinedByAnyOfThem() {
        model.server().textProperty().set("https://a.example, b.example");
        model.join();
        assertThat(engine.requests.getFirst().servers())
                .containsExactly(URI.create("https://a.example"), URI.create("https://b.example"));
    }

    @Test
    void linkInTheRoomFieldDecidesTheServerToo() {
        model.room().textProperty().set("https://other.example/weekly");
        model.join();
        assertThat(engine.requests.getFirst().server()).isEqualTo(URI.create("https://other.example"));
        assertThat(engine.requests.getFirst().room()).isEqualTo(new RoomId("weekly"));
    }
}

package org.confero.desktop.ui.start;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import org.confero.desktop.conference.Problem;
import org.confero.desktop.rooms.NewRoom;
import org.confero.desktop.ui.call.StandIn;
import org.confero.desktop.ui.parts.Notice;
import org.confero.desktop.ui.start.StartViewModel.Doing;
import org.confero.protocol.RoomId;
import org.junit.jupiter.api.Test;

/** Without a toolkit: the UI executor is the test's own thread. */
class StartViewModelTest {
    private final StandIn engine = new StandIn();
    private final List<Remembered> saved = new ArrayList<>();
    private final List<URI> asked = new ArrayList<>();
    private final CompletableFuture<NewRoom> made = new CompletableFuture<>();
    private final StartViewModel model = new StartViewModel(
            new Remembered("http://localhost:8080", "demo", "Ada", true, false),
            saved::add,
            server -> {
                asked.add(server);
                return made;
            },
            engine,
            Runnable::run,
            false);

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
    void oneJoinAtATime() {
        model.join();
        model.join();
        model.makeRoom();
        assertThat(engine.requests).hasSize(1);
        assertThat(asked).isEmpty();
    }

    @Test
    void callIsThereOnceTheServerLetsUsIn() {
        model.join();
        assertThat(model.callProperty().get()).isNull();
        engine.letIn();
        assertThat(model.callProperty().get()).isNotNull();
        assertThat(model.doingProperty().get()).isEqualTo(Doing.NOTHING);
    }

    @Test
    void failureIsToldUntilTheNextTry() {
        model.join();
        engine.say(to -> to.failed(Problem.SERVER_UNREACHABLE, null, ""));
        assertThat(model.noticeProperty().get()).isEqualTo(Notice.ofFailure(Problem.SERVER_UNREACHABLE, null, ""));
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
        assertThat(model.callProperty().get()).isNull();
        engine.letGo();
        assertThat(model.doingProperty().get()).isEqualTo(Doing.NOTHING);
    }

    @Test
    void leavingTheCallLeadsBack() {
        model.join();
        engine.letIn();
        Objects.requireNonNull(model.callProperty().get()).leave();
        assertThat(model.callProperty().get()).isNull();
        assertThat(model.anyCall()).isPresent();
        engine.letGo();
        assertThat(model.canJoin().get()).isTrue();
        assertThat(model.anyCall()).isEmpty();
    }

    @Test
    void newRoomThatNobodyWaitsForChangesNothing() {
        model.makeRoom();
        model.cancel();
        made.complete(new NewRoom.Made(new RoomId("late")));
        assertThat(model.room().textProperty().get()).isEqualTo("demo");
    }

    @Test
    void linkInTheRoomFieldDecidesTheServerToo() {
        model.room().textProperty().set("https://other.example/weekly");
        model.join();
        assertThat(engine.requests.getFirst().server()).isEqualTo(URI.create("https://other.example"));
        assertThat(engine.requests.getFirst().room()).isEqualTo(new RoomId("weekly"));
    }
}

package org.confero.desktop;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javafx.scene.Node;
import javafx.scene.control.Labeled;
import javafx.scene.control.MenuButton;
import javafx.scene.image.Image;
import javafx.scene.image.ImageView;
import javafx.scene.input.KeyCode;
import javafx.stage.Stage;
import org.confero.desktop.conference.Problem;
import org.confero.desktop.returning.StayFile;
import org.confero.desktop.ui.start.Memory;
import org.confero.protocol.Credentials;
import org.confero.protocol.DisplayName;
import org.confero.protocol.RoomId;
import org.confero.server.ServerApplication;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.testfx.api.FxRobot;
import org.testfx.api.FxToolkit;
import org.testfx.util.WaitForAsyncUtils;

/** The whole app as a person operates it: real window, engine and server, and a friend in the room. */
@TestInstance(Lifecycle.PER_CLASS)
class DesktopAppUiIT extends FxRobot {
    // For a machine that is busy with much else; what is waited for usually takes a tenth of a second.
    private static final int WAIT_MILLIS = 30_000;

    private static final DisplayName GRACE = new DisplayName("Grace Hopper");

    private final ConfigurableApplicationContext server =
            new SpringApplicationBuilder(ServerApplication.class).run("--server.port=0");
    private final URI address =
            URI.create("http://localhost:" + server.getEnvironment().getRequiredProperty("local.server.port"));
    private final List<DesktopApp> open = new ArrayList<>();

    @AfterEach
    void closeWindow() throws TimeoutException {
        open.forEach(app -> interact(app::stop));
        open.clear();
        FxToolkit.cleanupStages();
    }

    @AfterAll
    void stopServer() {
        server.close();
    }

    @Test
    void twoPeopleSeeEachOtherMuteAndLeave(@TempDir Path folder) throws Exception {
        open(folder, address, "pair", "Ada");
        try (Friend grace = new Friend(address, new RoomId("pair"), GRACE)) {
            press("#join");
            await("the friend's tile", () -> exists("#leave") && tile("Grace Hopper") != null);
            await("the friend's picture", () -> picture("Grace Hopper").isOf(GRACE));
            long first = picture("Grace Hopper").clock();
            await(
                    "the picture's going on",
                    () -> isWithin(picture("Grace Hopper").clock() - first, 1, 60_000));
            // Read before the time of day: to take a picture of the screen takes longer than a frame is old.
            long shown = picture("Grace Hopper").clock();
            assertThat(isWithin(System.currentTimeMillis() - shown, 0, 20_000))
                    .as("the clock in the picture is the sender's")
                    .isTrue();

            push(KeyCode.M);
            await(
                    "being heard as muted",
                    () -> !grace.others().getFirst().state().audio());
            push(KeyCode.V);
            await(
                    "the camera's being off",
                    () -> !grace.others().getFirst().state().video());
            grace.setCamera(false);
            await(
                    "the friend's camera being off",
                    () -> description("Grace Hopper").contains("camera off"));
            grace.setCamera(true);
            await("the friend's picture again", () -> picture("Grace Hopper").isOf(GRACE));

            grace.say("hello");
            await("the badge", () -> exists("#unread-count"));
            press("#chat");
            await("the message", () -> exists("hello"));
            interact(() -> lookup("#draft").queryTextInputControl().setText("hello, Grace"));
            press("#send");
            await("the answer", () -> grace.chat().size() == 2);
            press("#close-side");

            press("#leave");
            await("the friend's being alone", () -> grace.others().isEmpty());
            await("the start screen", () -> text("#join").equals("Join"));
        }
    }

    @Test
    void friendWhoLeavesTakesTheTileAlong(@TempDir Path folder) throws Exception {
        open(folder, address, "gone", "Ada");
        try (Friend grace = new Friend(address, new RoomId("gone"), GRACE)) {
            press("#join");
            await("the friend's tile", () -> exists("#leave") && tile("Grace Hopper") != null);
            assertThat(grace.others()).hasSize(1);
        }
        await("the tile's going", () -> tile("Grace Hopper") == null);
        press("#leave");
        await("the start screen", () -> text("#join").equals("Join"));
    }

    @Test
    void hostRunsTheRoom(@TempDir Path folder) throws Exception {
        RoomId room = new RoomId("hosted");
        open(folder, address, "hosted", "Ada");
        press("#join");
        await("the call", () -> exists("#people"));
        press("#people");
        await("the lock, which only hosts see", () -> exists("#lock"));
        try (Friend grace = new Friend(address, room, GRACE)) {
            await("the friend's line", () -> menu("Grace Hopper") != null);
            choose("Grace Hopper", "#ask-to-mute");
            await("the request", () -> !grace.muteRequests().isEmpty());
            choose("Grace Hopper", "#remove");
            await("the question", () -> exists("#confirm"));
            press("#confirm");
            await("the friend's being out", () -> grace.failures().contains(Problem.REMOVED));
        }
        press("#close-side");
        try (Friend again = new Friend(address, room, GRACE)) {
            await("the knock", () -> exists("Grace Hopper waits to be let in"));
            press("#admit-newest");
            await("the friend's tile", () -> tile("Grace Hopper") != null);
            push(KeyCode.P);
            await("the end's button", () -> exists("#end-for-all"));
            press("#end-for-all");
            await("the question", () -> exists("#confirm"));
            press("#confirm");
            await("the friend's end", () -> again.failures().contains(Problem.ENDED));
            await("what happened", () -> exists("A host has ended the call for everybody"));
            press("#back");
            await("the start screen", () -> text("#join").equals("Join"));
        }
    }

    @Test
    void newRoomComesFromTheServerAndIsItsMakersOwn(@TempDir Path folder) throws Exception {
        open(folder, address, "", "Ada");
        press("#new-room");
        await("the question", () -> exists("#make-room"));
        interact(() -> {
            lookup("#title").queryTextInputControl().setText("Weekly");
            lookup("#new-passcode").queryTextInputControl().setText("rosebud");
        });
        press("#make-room");
        await("a room", () -> !lookup("#room").queryTextInputControl().getText().isEmpty());
        String room = lookup("#room").queryTextInputControl().getText();
        await("the button", () -> !lookup("#join").query().isDisabled());
        press("#join");
        await(
                "the call, without a passcode asked for",
                () -> text("#room-title").equals("Weekly"));
        press("#people");
        await("the lock, which only hosts see", () -> exists("#lock"));
        press("#leave");
        await("the start screen", () -> text("#join").equals("Join"));
        closeWindow();

        open(folder, address, room, "Grace");
        press("#join");
        await("the passcode's card", () -> exists("#passcode"));
        interact(() -> lookup("#passcode").queryTextInputControl().setText("rosebut"));
        press("#enter");
        await("that it is wrong", () -> text("#passcode-error").contains("wrong"));
        interact(() -> lookup("#passcode").queryTextInputControl().setText("rosebud"));
        press("#enter");
        await("the call", () -> text("#room-title").equals("Weekly"));
    }

    @Test
    void closedPortIsExplained(@TempDir Path folder) throws Exception {
        int port;
        try (ServerSocket closed = new ServerSocket(0)) {
            port = closed.getLocalPort();
        }
        open(folder, URI.create("http://localhost:" + port), "demo", "Ada");
        press("#join");
        await("the reason", () -> exists("No server answers there"));
        assertThat(lookup("#room").queryTextInputControl().getText()).isEqualTo("demo");
    }

    @Test
    void serverOfAnotherKindIsExplained(@TempDir Path folder) throws Exception {
        HttpServer other = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        other.start();
        try {
            open(folder, URI.create("http://localhost:" + other.getAddress().getPort()), "demo", "Ada");
            press("#join");
            await("the reason", () -> exists("That is not a Confero server"));
        } finally {
            other.stop(0);
        }
    }

    @Test
    void whatWasTypedIsThereTheNextTime(@TempDir Path folder) throws Exception {
        open(folder, address, "again", "Ada");
        press("#start-camera");
        press("#join");
        await("the call", () -> exists("#leave"));
        press("#leave");
        await("the start screen", () -> text("#join").equals("Join"));
        closeWindow();
        open(folder, new StartOptions(null, null, null, Credentials.NONE, true));
        assertThat(lookup("#server").queryTextInputControl().getText()).isEqualTo(address.toString());
        assertThat(lookup("#room").queryTextInputControl().getText()).isEqualTo("again");
        assertThat(lookup("#name").queryTextInputControl().getText()).isEqualTo("Ada");
        assertThat(text("#start-camera")).isEqualTo("Camera off");
    }

    private void open(Path folder, URI server, String room, String name) throws TimeoutException {
        open(folder, new StartOptions(server.toString(), room, name, Credentials.NONE, true));
    }

    private void open(Path folder, StartOptions options) throws TimeoutException {
        Stage stage = FxToolkit.registerPrimaryStage();
        DesktopApp app = new DesktopApp(
                new Memory(folder.resolve("desktop.properties")), new StayFile(folder.resolve("stay.properties")));
        open.add(app);
        interact(() -> app.show(stage, options));
    }

    private @Nullable Node tile(String name) {
        return lookup(".tile")
                .match((Node tile) -> tile.getAccessibleText().startsWith(name + ","))
                .tryQuery()
                .orElse(null);
    }

    private @Nullable Node menu(String name) {
        return lookup(".person-menu")
                .match((Node menu) -> menu.getAccessibleText().startsWith(name))
                .tryQuery()
                .orElse(null);
    }

    /** From the menu of somebody in the list. What is chosen is done before the menu closes, and a click on an open one closes it. */
    private void choose(String name, String item) {
        await("a closed menu", () -> !isOpen(name));
        clickOn(Objects.requireNonNull(menu(name)));
        await("the menu", () -> isOpen(name) && exists(item));
        press(item);
        await("the menu's closing", () -> !isOpen(name));
    }

    private boolean isOpen(String name) {
        return WaitForAsyncUtils.waitForAsyncFx(
                WAIT_MILLIS, () -> menu(name) instanceof MenuButton menu && menu.isShowing());
    }

    private String description(String name) {
        Node tile = tile(name);
        return tile == null ? "" : tile.getAccessibleText();
    }

    /** What the tile shows, pixel by pixel. */
    private PictureReader picture(String name) {
        Image seen = WaitForAsyncUtils.waitForAsyncFx(
                WAIT_MILLIS,
                () -> from(Objects.requireNonNull(tile(name)))
                        .lookup((Node node) -> node instanceof ImageView)
                        .query()
                        .snapshot(null, null));
        return new PictureReader(seen);
    }

    /** Looked up on JavaFX's own thread: screens change meanwhile. */
    private void press(String query) {
        Node node = WaitForAsyncUtils.waitForAsyncFx(
                WAIT_MILLIS, () -> lookup(query).<Node>query());
        clickOn(node);
    }

    private boolean exists(String query) {
        return WaitForAsyncUtils.waitForAsyncFx(
                WAIT_MILLIS,
                () -> lookup(query).tryQuery().filter(Node::isVisible).isPresent());
    }

    private String text(String query) {
        return WaitForAsyncUtils.waitForAsyncFx(
                WAIT_MILLIS,
                () -> lookup(query)
                        .tryQueryAs(Labeled.class)
                        .map(Labeled::getText)
                        .orElse(""));
    }

    private static boolean isWithin(long millis, long from, long to) {
        long wrapped = millis & 0xFFFF_FFFFL;
        return wrapped >= from && wrapped <= to;
    }

    private static void await(String what, Callable<Boolean> condition) {
        try {
            WaitForAsyncUtils.waitFor(WAIT_MILLIS, TimeUnit.MILLISECONDS, condition);
        } catch (TimeoutException e) {
            throw new AssertionError("waited in vain for " + what, e);
        }
    }
}

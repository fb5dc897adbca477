package org.confero.desktop.ui;

import javafx.beans.property.StringProperty;
import javafx.scene.Node;
import javafx.scene.Scene;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.StackPane;
import javafx.stage.Stage;
import org.confero.desktop.ui.call.CallView;
import org.confero.desktop.ui.call.CallViewModel;
import org.confero.desktop.ui.call.WaitingView;
import org.confero.desktop.ui.parts.Look;
import org.confero.desktop.ui.parts.Outside;
import org.confero.desktop.ui.start.FarewellView;
import org.confero.desktop.ui.start.NewRoomCard;
import org.confero.desktop.ui.start.NewRoomViewModel;
import org.confero.desktop.ui.start.PasscodeCard;
import org.confero.desktop.ui.start.PasscodeViewModel;
import org.confero.desktop.ui.start.Screen;
import org.confero.desktop.ui.start.StartView;
import org.confero.desktop.ui.start.StartViewModel;
import org.jspecify.annotations.Nullable;

/** The app's window: shows the screen that its model says. */
public final class AppWindow {
    /** In pixels: the bar of a call, with all that a host may do, is to be seen whole. */
    private static final double MIN_WIDTH = 640;

    private final Stage stage;
    private final StartViewModel model;
    private final StartView start;
    private final StackPane root;
    private final Outside outside;
    private final StringProperty title;
    private @Nullable CallView call;
    private @Nullable WaitingView door;

    public AppWindow(Stage stage, StartViewModel model, Outside outside) {
        this.outside = outside;
        this.stage = stage;
        this.model = model;
        this.title = stage.titleProperty();
        this.start = new StartView(model);
        this.root = new StackPane(start);
        Scene scene = new Scene(root, 1120, 700);
        scene.addEventHandler(KeyEvent.KEY_PRESSED, this::fullScreen);
        Look.dress(scene);
        Look.dress(stage);
        stage.setScene(scene);
        stage.setMinWidth(MIN_WIDTH);
        stage.setMinHeight(480);
        stage.iconifiedProperty().subscribe(hidden -> setSeen(!hidden));
        model.screenProperty().subscribe(this::show);
    }

    public void open() {
        stage.show();
        start.focus();
    }

    private void show(Screen screen) {
        leaveScreen();
        switch (screen) {
            case Screen.Form ignored -> {
                root.getChildren().setAll(start);
                start.focus();
            }
            case Screen.Making(NewRoomViewModel room) -> {
                NewRoomCard card = new NewRoomCard(room);
                above(card);
                card.focus();
            }
            case Screen.Passcode(PasscodeViewModel passcode) -> {
                PasscodeCard card = new PasscodeCard(passcode);
                above(card);
                card.focus();
            }
            case Screen.Door(CallViewModel waiting) -> wait(waiting);
            case Screen.Room(CallViewModel joined) -> meet(joined);
            case Screen.Farewell farewell -> {
                FarewellView view = new FarewellView(farewell, model);
                root.getChildren().setAll(view);
                view.focus();
            }
        }
    }

    private void leaveScreen() {
        if (call != null) {
            call.detach();
            call = null;
        }
        if (door != null) {
            door.detach();
            door = null;
        }
        title.unbind();
        title.set("Confero");
        start.setDisable(false);
    }

    /** What lies below can be seen, and not be operated. */
    private void above(Node card) {
        start.setDisable(true);
        root.getChildren().setAll(start, card);
    }

    private void wait(CallViewModel waiting) {
        WaitingView view = new WaitingView(waiting);
        door = view;
        root.getChildren().setAll(view);
        view.attach();
        view.focus();
    }

    private void meet(CallViewModel joined) {
        CallView view = new CallView(joined, outside);
        call = view;
        title.bind(joined.titleProperty().concat(" – Confero"));
        root.getChildren().setAll(view);
        view.attach();
        view.focus();
    }

    private void setSeen(boolean seen) {
        if (call != null) {
            call.setSeen(seen);
        }
        if (door != null) {
            door.setSeen(seen);
        }
    }

    private void fullScreen(KeyEvent event) {
        if (event.getCode() == KeyCode.F11) {
            stage.setFullScreen(!stage.isFullScreen());
        }
    }
}

package org.confero.desktop.ui;

import javafx.scene.Scene;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.StackPane;
import javafx.stage.Stage;
import org.confero.desktop.ui.call.CallView;
import org.confero.desktop.ui.call.CallViewModel;
import org.confero.desktop.ui.parts.Look;
import org.confero.desktop.ui.start.StartView;
import org.confero.desktop.ui.start.StartViewModel;
import org.jspecify.annotations.Nullable;

/** The app's window: the call screen while there is a call, the start screen otherwise. */
public final class AppWindow {
    private final Stage stage;
    private final StartView start;
    private final StackPane root;
    private @Nullable CallView call;

    public AppWindow(Stage stage, StartViewModel model) {
        this.stage = stage;
        this.start = new StartView(model);
        this.root = new StackPane(start);
        Scene scene = new Scene(root, 1120, 700);
        scene.addEventHandler(KeyEvent.KEY_PRESSED, this::fullScreen);
        Look.dress(scene);
        Look.dress(stage);
        stage.setScene(scene);
        stage.setMinWidth(420);
        stage.setMinHeight(480);
        stage.iconifiedProperty().subscribe(hidden -> setSeen(!hidden));
        model.callProperty().subscribe(this::show);
    }

    public void open() {
        stage.show();
        start.focus();
    }

    private void show(@Nullable CallViewModel model) {
        if (call != null) {
            call.detach();
            call = null;
        }
        if (model == null) {
            stage.setTitle("Confero");
            root.getChildren().setAll(start);
            start.focus();
        } else {
            call = new CallView(model);
            stage.setTitle(model.room() + " – Confero");
            root.getChildren().setAll(call);
            call.attach();
            call.focus();
        }
    }

    private void setSeen(boolean seen) {
        if (call != null) {
            call.setSeen(seen);
        }
    }

    private void fullScreen(KeyEvent event) {
        if (event.getCode() == KeyCode.F11) {
            stage.setFullScreen(!stage.isFullScreen());
        }
    }
}

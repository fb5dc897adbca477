package org.confero.desktop.ui.call;

import javafx.animation.AnimationTimer;
import javafx.collections.ListChangeListener;
import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import org.confero.desktop.ui.parts.NoticeBar;

/** At the door: our own picture, as the others will see us, until a host decides. {@link #attach} and {@link #detach} once each. */
public final class WaitingView extends VBox {
    private final CallViewModel model;
    private final Tile own;
    private final VBox banners = new VBox(8);
    private final Button cancel = new Button("Cancel");
    private final ListChangeListener<Trouble> showTroubles = change -> showTroubles();
    private final AnimationTimer pulse = new AnimationTimer() {
        @Override
        public void handle(long now) {
            own.picture().pulse();
        }
    };

    public WaitingView(CallViewModel model) {
        super(16);
        this.model = model;
        this.own = new Tile(model.tiles().getFirst());
        getStyleClass().addAll("call", "waiting");
        setAlignment(Pos.CENTER);
        Label title = words("Waiting to be let in", "waiting-title");
        Label advice = words(
                "A host of " + model.titleProperty().get()
                        + " has been told that you are here. This is how you look; nobody sees or hears you yet.",
                "waiting-words");
        cancel.setId("cancel-waiting");
        cancel.getStyleClass().addAll("bar-button", "wide");
        cancel.setAccessibleHelp("Goes away from the door, back to the start");
        cancel.setOnAction(pressed -> model.leave());
        HBox buttons = new HBox(12, DeviceButton.microphone(model), DeviceButton.camera(model), cancel);
        buttons.setAlignment(Pos.CENTER);
        banners.setMaxWidth(520);
        getChildren().addAll(banners, title, advice, preview(), buttons);
        addEventHandler(KeyEvent.KEY_PRESSED, this::perform);
    }

    private static Label words(String text, String style) {
        Label label = new Label(text);
        label.getStyleClass().add(style);
        label.setWrapText(true);
        label.setMinHeight(Region.USE_PREF_SIZE);
        label.setMaxWidth(520);
        return label;
    }

    private StackPane preview() {
        StackPane preview = new StackPane(own);
        preview.setMinSize(0, 0);
        own.setMaxSize(480, 270);
        own.setPrefSize(480, 270);
        preview.setMaxHeight(270);
        setVgrow(preview, Priority.SOMETIMES);
        return preview;
    }

    public void attach() {
        model.troubles().addListener(showTroubles);
        showTroubles();
        pulse.start();
    }

    public void detach() {
        pulse.stop();
        model.troubles().removeListener(showTroubles);
        own.setSeen(false);
    }

    /** Whether anybody can see us wait. */
    public void setSeen(boolean seen) {
        own.setSeen(seen);
    }

    public void focus() {
        cancel.requestFocus();
    }

    private void showTroubles() {
        banners.getChildren()
                .setAll(model.troubles().stream()
                        .map(trouble -> new NoticeBar(trouble.notice()).dismissible(() -> model.dismiss(trouble)))
                        .toList());
    }

    private void perform(KeyEvent event) {
        if (event.getCode() == KeyCode.ESCAPE || Shortcuts.LEAVE.match(event)) {
            model.leave();
        } else if (Shortcuts.MICROPHONE.stream().anyMatch(keys -> keys.match(event))) {
            model.toggleMicrophone();
        } else if (Shortcuts.CAMERA.stream().anyMatch(keys -> keys.match(event))) {
            model.toggleCamera();
        } else {
            return;
        }
        event.consume();
    }
}

package org.confero.desktop.ui.call;

import javafx.animation.PauseTransition;
import javafx.beans.value.ObservableBooleanValue;
import javafx.css.PseudoClass;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.ContentDisplay;
import javafx.scene.control.Tooltip;
import javafx.scene.input.Clipboard;
import javafx.scene.input.ClipboardContent;
import javafx.scene.layout.HBox;
import javafx.util.Duration;
import org.confero.desktop.ui.parts.Icons;
import org.kordamp.ikonli.Ikon;
import org.kordamp.ikonli.material2.Material2RoundAL;
import org.kordamp.ikonli.material2.Material2RoundMZ;

/** The buttons of a call. */
final class Bar extends HBox {
    private static final PseudoClass OFF = PseudoClass.getPseudoClass("off");
    private static final PseudoClass DONE = PseudoClass.getPseudoClass("done");
    // Long enough to be read, short enough to copy again.
    private static final Duration CONFIRMED = Duration.seconds(2);

    private final CallViewModel model;
    private final Button copy = new Button("Copy link", Icons.of(Material2RoundAL.LINK, 20));
    private final PauseTransition confirmed = new PauseTransition(CONFIRMED);

    Bar(CallViewModel model) {
        super(12);
        this.model = model;
        getStyleClass().add("call-bar");
        setAlignment(Pos.CENTER);
        confirmed.setOnFinished(done -> showCopied(false));
        getChildren().addAll(microphone(), camera(), copyLink(), leave());
    }

    private Button microphone() {
        Button button = toggle(
                "microphone",
                "M or Ctrl+D",
                Material2RoundMZ.MIC,
                Material2RoundMZ.MIC_OFF,
                model.microphoneProperty());
        button.setOnAction(pressed -> model.toggleMicrophone());
        return button;
    }

    private Button camera() {
        Button button = toggle(
                "camera",
                "V or Ctrl+E",
                Material2RoundMZ.VIDEOCAM,
                Material2RoundMZ.VIDEOCAM_OFF,
                model.cameraProperty());
        button.setOnAction(pressed -> model.toggleCamera());
        return button;
    }

    private Button copyLink() {
        copy.setId("copy-link");
        copy.getStyleClass().addAll("bar-button", "wide");
        copy.setTooltip(new Tooltip("Copy the room's link, to send it to others (L)"));
        copy.setAccessibleHelp("Copies the room's link, to send it to others");
        copy.setOnAction(pressed -> copyToClipboard());
        return copy;
    }

    void focus() {
        getChildren().getFirst().requestFocus();
    }

    void copyToClipboard() {
        ClipboardContent content = new ClipboardContent();
        content.putString(model.link());
        Clipboard.getSystemClipboard().setContent(content);
        showCopied(true);
        confirmed.playFromStart();
    }

    private void showCopied(boolean copied) {
        copy.setText(copied ? "Link copied" : "Copy link");
        copy.setGraphic(Icons.of(copied ? Material2RoundAL.CHECK : Material2RoundAL.LINK, 20));
        copy.pseudoClassStateChanged(DONE, copied);
    }

    private Button leave() {
        Button button = new Button("Leave", Icons.of(Material2RoundAL.CALL_END, 22));
        button.setId("leave");
        button.getStyleClass().addAll("bar-button", "wide", "leave");
        button.setTooltip(new Tooltip("Leave the room (Ctrl+W)"));
        button.setOnAction(pressed -> model.leave());
        return button;
    }

    private static Button toggle(String what, String keys, Ikon whenOn, Ikon whenOff, ObservableBooleanValue on) {
        Button button = new Button();
        button.setId(what);
        button.getStyleClass().addAll("bar-button", "round");
        button.setContentDisplay(ContentDisplay.GRAPHIC_ONLY);
        button.setTooltip(new Tooltip());
        on.subscribe(now -> {
            Node icon = Icons.of(now ? whenOn : whenOff, 24);
            button.setGraphic(icon);
            button.setText("Turn " + what + (now ? " off" : " on"));
            button.setAccessibleText(button.getText());
            button.getTooltip().setText(button.getText() + " (" + keys + ")");
            button.pseudoClassStateChanged(OFF, !now);
        });
        return button;
    }
}

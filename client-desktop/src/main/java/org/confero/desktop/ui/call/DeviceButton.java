package org.confero.desktop.ui.call;

import javafx.css.PseudoClass;
import javafx.scene.control.Button;
import javafx.scene.control.ContentDisplay;
import javafx.scene.control.Tooltip;
import org.confero.desktop.ui.parts.Icons;
import org.kordamp.ikonli.Ikon;
import org.kordamp.ikonli.material2.Material2RoundMZ;

/** Switches our microphone or camera, and says when there is none. */
final class DeviceButton extends Button {
    private static final PseudoClass OFF = PseudoClass.getPseudoClass("off");
    private static final PseudoClass MISSING = PseudoClass.getPseudoClass("missing");

    private final String what;
    private final String keys;
    private final Ikon whenOn;
    private final Ikon whenOff;

    private DeviceButton(String what, String keys, Ikon whenOn, Ikon whenOff) {
        this.what = what;
        this.keys = keys;
        this.whenOn = whenOn;
        this.whenOff = whenOff;
        setId(what);
        getStyleClass().addAll("bar-button", "round");
        setContentDisplay(ContentDisplay.GRAPHIC_ONLY);
        setTooltip(new Tooltip());
    }

    static DeviceButton microphone(CallViewModel model) {
        DeviceButton button =
                new DeviceButton("microphone", "M or Ctrl+D", Material2RoundMZ.MIC, Material2RoundMZ.MIC_OFF);
        button.setOnAction(pressed -> model.toggleMicrophone());
        model.microphoneProperty().subscribe(button::show);
        return button;
    }

    static DeviceButton camera(CallViewModel model) {
        DeviceButton button =
                new DeviceButton("camera", "V or Ctrl+E", Material2RoundMZ.VIDEOCAM, Material2RoundMZ.VIDEOCAM_OFF);
        button.setOnAction(pressed -> model.toggleCamera());
        model.cameraProperty().subscribe(button::show);
        return button;
    }

    private void show(Device device) {
        setGraphic(Icons.of(device == Device.ON ? whenOn : whenOff, 24));
        setText(
                switch (device) {
                    case ON -> "Turn " + what + " off";
                    case OFF -> "Turn " + what + " on";
                    case MISSING -> "No " + what + ": look for one again";
                });
        setAccessibleText(getText());
        setAccessibleHelp(device == Device.MISSING ? "None was found, or another program uses it" : null);
        getTooltip()
                .setText(
                        device == Device.MISSING
                                ? "No " + what + " was found, or another program uses it.\nPress to look again (" + keys
                                        + ")"
                                : getText() + " (" + keys + ")");
        pseudoClassStateChanged(OFF, device == Device.OFF);
        pseudoClassStateChanged(MISSING, device == Device.MISSING);
    }
}

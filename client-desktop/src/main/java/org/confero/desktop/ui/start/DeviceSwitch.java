package org.confero.desktop.ui.start;

import javafx.beans.property.BooleanProperty;
import javafx.scene.control.ToggleButton;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import org.confero.desktop.ui.parts.Icons;
import org.kordamp.ikonli.Ikon;

/** Whether a device is on from the first moment of the call. */
final class DeviceSwitch extends ToggleButton {
    DeviceSwitch(String id, String name, Ikon whenOn, Ikon whenOff, BooleanProperty on) {
        setId(id);
        getStyleClass().add("device");
        setMaxWidth(Double.MAX_VALUE);
        HBox.setHgrow(this, Priority.ALWAYS);
        selectedProperty().bindBidirectional(on);
        on.subscribe(now -> {
            setText(name + (now ? " on" : " off"));
            setGraphic(Icons.of(now ? whenOn : whenOff, 18));
        });
    }
}

package org.confero.desktop.ui.start;

import javafx.beans.binding.Bindings;
import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.confero.desktop.ui.parts.Icons;
import org.kordamp.ikonli.material2.Material2RoundAL;

/** Says how a call ended that others ended for us, and what one can do now. */
public final class FarewellView extends VBox {
    private final Button back = new Button("Back to the start");

    public FarewellView(Screen.Farewell farewell, StartViewModel model) {
        super(16);
        setId("farewell");
        getStyleClass().add("farewell");
        setAlignment(Pos.CENTER);
        Button again = new Button();
        again.textProperty()
                .bind(Bindings.when(model.canJoin()).then(farewell.again()).otherwise("Joining…"));
        again.disableProperty().bind(model.canJoin().not());
        again.setId("join-again");
        again.getStyleClass().add("accent");
        again.setOnAction(pressed -> model.join());
        back.setId("back");
        back.setCancelButton(true);
        back.setOnAction(pressed -> model.cancel());
        FlowPane choices = new FlowPane(8, 8, back, again);
        choices.setAlignment(Pos.CENTER);
        getChildren()
                .addAll(
                        Icons.of(Material2RoundAL.CALL_END, 48),
                        words(farewell.notice().title(), "heading"),
                        words(farewell.notice().advice(), "farewell-advice"),
                        choices);
    }

    private static Label words(String text, String style) {
        Label label = new Label(text);
        label.getStyleClass().add(style);
        label.setWrapText(true);
        label.setMinHeight(Region.USE_PREF_SIZE);
        label.setMaxWidth(480);
        return label;
    }

    public void focus() {
        back.requestFocus();
    }
}

package org.confero.desktop.ui.start;

import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import org.confero.desktop.ui.parts.Icons;
import org.confero.desktop.ui.parts.Look;
import org.kordamp.ikonli.material2.Material2RoundMZ;

/** The friendly half of the start screen: who we are. Nothing in it can be operated. */
final class Welcome extends VBox {
    Welcome() {
        super(18);
        getStyleClass().add("welcome");
        setAlignment(Pos.CENTER);
        setMinWidth(0);
        Label name = new Label("Confero");
        name.getStyleClass().add("brand");
        Label line = new Label("See and hear each other,\nstraight from one to another.");
        line.getStyleClass().add("tagline");
        getChildren().addAll(Look.mark(96), name, line, people());
        setMouseTransparent(true);
    }

    private static Node people() {
        GridPane grid = new GridPane(10, 10);
        grid.setAlignment(Pos.CENTER);
        grid.getStyleClass().add("people");
        for (int person = 0; person < 4; person++) {
            StackPane tile = new StackPane(Icons.of(Material2RoundMZ.PERSON, 36));
            tile.getStyleClass().addAll("person", "person-" + person);
            tile.setMinSize(Region.USE_PREF_SIZE, Region.USE_PREF_SIZE);
            grid.add(tile, person % 2, person / 2);
        }
        return grid;
    }
}

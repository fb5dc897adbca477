package org.confero.desktop.ui.parts;

import javafx.geometry.Pos;
import javafx.scene.AccessibleRole;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;

/** Something that wants an answer before all else: a card above a veil that covers the whole of its parent. */
public final class Card extends StackPane {
    private final VBox content = new VBox(14);

    /** @param cancel what Escape does */
    public Card(String title, Runnable cancel) {
        getStyleClass().add("veil");
        Label heading = new Label(title);
        heading.getStyleClass().add("card-heading");
        heading.setWrapText(true);
        heading.setMinHeight(Region.USE_PREF_SIZE);
        content.getStyleClass().add("card");
        content.setMaxSize(400, Region.USE_PREF_SIZE);
        content.setAccessibleRole(AccessibleRole.DIALOG);
        content.setAccessibleText(title);
        content.getChildren().add(heading);
        StackPane middle = new StackPane(content);
        middle.setAlignment(Pos.CENTER);
        ScrollPane scroll = new ScrollPane(middle);
        scroll.getStyleClass().add("card-area");
        scroll.setFitToWidth(true);
        scroll.setFitToHeight(true);
        scroll.setFocusTraversable(false);
        getChildren().add(scroll);
        addEventHandler(KeyEvent.KEY_PRESSED, event -> {
            if (event.getCode() == KeyCode.ESCAPE) {
                cancel.run();
                event.consume();
            }
        });
    }

    /** Below what is in it already. */
    public void add(Node... nodes) {
        content.getChildren().addAll(nodes);
    }

    /** A paragraph that takes as many lines as it needs. */
    public static Label words(String text) {
        Label label = new Label(text);
        label.setWrapText(true);
        label.setMinHeight(Region.USE_PREF_SIZE);
        label.getStyleClass().add("card-words");
        return label;
    }
}

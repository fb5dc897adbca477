package org.confero.desktop.ui.call;

import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import org.confero.protocol.Visitor;

/** Somebody who waits at the door, and what to say to them. */
final class VisitorRow extends HBox {
    VisitorRow(Visitor visitor, HostViewModel hosting) {
        super(8);
        getStyleClass().add("visitor-row");
        setAlignment(Pos.CENTER_LEFT);
        String who = visitor.name().value();
        Label name = new Label(who);
        name.setMaxWidth(Double.MAX_VALUE);
        name.setMinWidth(0);
        setHgrow(name, Priority.ALWAYS);
        Button admit = button("Admit", "admit", "Let " + who + " in", () -> hosting.admit(visitor));
        Button deny = button("Deny", "deny", "Send " + who + " away", () -> hosting.deny(visitor));
        getChildren().addAll(name, deny, admit);
    }

    private static Button button(String text, String style, String what, Runnable action) {
        Button button = new Button(text);
        button.getStyleClass().addAll("choice", style);
        button.setMinWidth(USE_PREF_SIZE);
        button.setAccessibleText(what);
        button.setOnAction(pressed -> action.run());
        return button;
    }
}

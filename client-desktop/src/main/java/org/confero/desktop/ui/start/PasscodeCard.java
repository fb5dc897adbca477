package org.confero.desktop.ui.start;

import javafx.beans.binding.Bindings;
import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.PasswordField;
import javafx.scene.layout.HBox;
import javafx.scene.layout.StackPane;
import org.confero.desktop.ui.parts.Card;

/** Asks for the room's passcode. */
public final class PasscodeCard extends StackPane {
    private final PasswordField input = new PasswordField();

    public PasscodeCard(PasscodeViewModel model) {
        Label caption = new Label("Passcode of " + model.room());
        caption.getStyleClass().add("field-label");
        caption.setLabelFor(input);
        input.setId("passcode");
        input.setAccessibleText(caption.getText());
        input.textProperty().bindBidirectional(model.textProperty());
        input.setOnAction(entered -> model.submit());
        input.disableProperty().bind(model.checkingProperty());
        Label complaint = Card.words("");
        complaint.setId("passcode-error");
        complaint.getStyleClass().add("field-error");
        complaint.textProperty().bind(model.complaintProperty());
        complaint.visibleProperty().bind(model.complaintProperty().isNotEmpty());
        complaint.managedProperty().bind(complaint.visibleProperty());
        model.complaintProperty().subscribe(input::setAccessibleHelp);
        // Once it can be typed again, to correct what was wrong.
        model.checkingProperty().subscribe((before, now) -> {
            if (!now) {
                input.requestFocus();
                input.selectAll();
            }
        });
        Button enter = new Button();
        enter.setId("enter");
        enter.setDefaultButton(true);
        enter.getStyleClass().add("accent");
        enter.textProperty()
                .bind(Bindings.when(model.checkingProperty()).then("Checking…").otherwise("Join"));
        enter.disableProperty().bind(model.canTry().not());
        enter.setOnAction(pressed -> model.submit());
        Button cancel = new Button("Cancel");
        cancel.setId("cancel-passcode");
        cancel.setOnAction(pressed -> model.cancel());
        HBox choices = new HBox(8, cancel, enter);
        choices.setAlignment(Pos.CENTER_RIGHT);
        Card card = new Card("This room asks for a passcode", model::cancel);
        card.add(Card.words("Whoever invited you knows it."), caption, input, complaint, choices);
        getChildren().add(card);
    }

    public void focus() {
        input.requestFocus();
    }
}

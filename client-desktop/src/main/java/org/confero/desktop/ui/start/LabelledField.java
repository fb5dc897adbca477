package org.confero.desktop.ui.start;

import javafx.css.PseudoClass;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.control.TextField;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;

/** A text field below its label and above what is wrong with it. */
final class LabelledField extends VBox {
    private static final PseudoClass WRONG = PseudoClass.getPseudoClass("wrong");

    private final TextField input = new TextField();

    LabelledField(String id, String label, String prompt, Field<?> field, Runnable whenLeft, Node... beside) {
        super(6);
        getStyleClass().add("labelled-field");
        Label caption = new Label(label);
        caption.setLabelFor(input);
        caption.getStyleClass().add("field-label");
        input.setId(id);
        input.setPromptText(prompt);
        input.setAccessibleText(label);
        input.textProperty().bindBidirectional(field.textProperty());
        input.focusedProperty().subscribe((before, now) -> {
            // Not when the whole window lost the focus: then nobody has gone on to something else.
            if (before && !now && getScene() != null && !input.equals(getScene().getFocusOwner())) {
                field.touch();
                whenLeft.run();
            }
        });
        HBox row = new HBox(8, input);
        row.getChildren().addAll(beside);
        HBox.setHgrow(input, Priority.ALWAYS);
        getChildren().addAll(caption, row, error(id, field));
    }

    private Label error(String id, Field<?> field) {
        Label error = new Label();
        error.setId(id + "-error");
        error.getStyleClass().add("field-error");
        error.setWrapText(true);
        error.setMinHeight(Region.USE_PREF_SIZE);
        error.textProperty().bind(field.error());
        error.visibleProperty().bind(field.error().isNotEmpty());
        error.managedProperty().bind(error.visibleProperty());
        field.error().subscribe(text -> {
            input.pseudoClassStateChanged(WRONG, !text.isEmpty());
            input.setAccessibleHelp(text);
        });
        return error;
    }

    TextField input() {
        return input;
    }
}

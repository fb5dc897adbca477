package org.confero.desktop.ui.call;

import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.layout.HBox;
import javafx.scene.layout.StackPane;
import org.confero.desktop.ui.parts.Card;

/** Asks before something is done that cannot be taken back. */
final class QuestionCard extends StackPane {
    private final Button no = new Button("Cancel");

    QuestionCard(Question question, HostViewModel hosting) {
        Button yes = new Button(question.yes());
        yes.setId("confirm");
        yes.getStyleClass().add("danger");
        yes.setAccessibleHelp(question.advice());
        yes.setOnAction(pressed -> hosting.confirm());
        no.setId("dismiss-question");
        no.getStyleClass().add("choice");
        no.setOnAction(pressed -> hosting.dismiss());
        HBox choices = new HBox(8, no, yes);
        choices.setAlignment(Pos.CENTER_RIGHT);
        Card card = new Card(question.title(), hosting::dismiss);
        card.add(Card.words(question.advice()), choices);
        getChildren().add(card);
    }

    /** On what does no harm. */
    void focus() {
        no.requestFocus();
    }
}

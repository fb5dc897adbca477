package org.confero.desktop.ui.start;

import javafx.beans.binding.Bindings;
import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.control.CheckBox;
import javafx.scene.layout.HBox;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import org.confero.desktop.ui.parts.Card;
import org.confero.desktop.ui.parts.NoticeBar;

/** Asks what a new room should be like. */
public final class NewRoomCard extends StackPane {
    private final LabelledField title;

    public NewRoomCard(NewRoomViewModel model) {
        title = new LabelledField("title", "Title", "What the room is called (optional)", model.title(), () -> {});
        LabelledField passcode = new LabelledField(
                "new-passcode", "Passcode", "Whoever comes has to know it (optional)", model.passcode(), () -> {});
        title.input().setOnAction(entered -> model.make());
        passcode.input().setOnAction(entered -> model.make());
        CheckBox waitingRoom = new CheckBox("Waiting room: hosts let people in one by one");
        waitingRoom.setId("waiting-room");
        waitingRoom.setWrapText(true);
        waitingRoom.setMinHeight(USE_PREF_SIZE);
        waitingRoom.selectedProperty().bindBidirectional(model.waitingRoomProperty());
        Button make = new Button();
        make.setId("make-room");
        make.setDefaultButton(true);
        make.getStyleClass().add("accent");
        make.textProperty()
                .bind(Bindings.when(model.makingProperty())
                        .then("Making a room…")
                        .otherwise("Make room"));
        make.disableProperty().bind(model.canMake().not());
        make.setOnAction(pressed -> model.make());
        Button cancel = new Button("Cancel");
        cancel.setId("cancel-room");
        cancel.setOnAction(pressed -> model.cancel());
        HBox choices = new HBox(8, cancel, make);
        choices.setAlignment(Pos.CENTER_RIGHT);
        VBox notice = new VBox();
        notice.managedProperty().bind(model.noticeProperty().isNotNull());
        model.noticeProperty().subscribe(why -> {
            notice.getChildren().clear();
            if (why != null) {
                notice.getChildren().add(new NoticeBar(why));
            }
        });
        Card card = new Card("New room", model::cancel);
        card.add(
                Card.words("You come in as its host, for as long as this app runs: its host key is kept nowhere else."),
                title,
                passcode,
                waitingRoom,
                notice,
                choices);
        getChildren().add(card);
    }

    public void focus() {
        title.input().requestFocus();
    }
}

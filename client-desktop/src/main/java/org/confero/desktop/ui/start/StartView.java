package org.confero.desktop.ui.start;

import javafx.beans.binding.Bindings;
import javafx.beans.binding.BooleanBinding;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ProgressIndicator;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import org.confero.desktop.ui.parts.Icons;
import org.confero.desktop.ui.parts.NoticeBar;
import org.confero.desktop.ui.start.StartViewModel.Doing;
import org.kordamp.ikonli.material2.Material2RoundAL;
import org.kordamp.ikonli.material2.Material2RoundMZ;

/** The start screen. Lives as long as the window. */
public final class StartView extends HBox {
    private final StartViewModel model;
    private final BooleanBinding busy;
    private final LabelledField server;
    private final LabelledField room;
    private final LabelledField name;
    private final Button join = new Button("Join");

    public StartView(StartViewModel model) {
        this.model = model;
        this.busy = model.doingProperty().isNotEqualTo(Doing.NOTHING);
        this.server = new LabelledField("server", "Server", "http://localhost:8080", model.server(), model::takeApart);
        this.room = new LabelledField("room", "Room", "A room's id or link", model.room(), model::takeApart, newRoom());
        this.name = new LabelledField("name", "Your name", "What the others call you", model.name(), model::takeApart);
        getStyleClass().add("start");
        VBox form = new VBox(16, heading(), server, new VBox(6, room, hint()), name, devices(), actions(), notice());
        form.getStyleClass().add("form");
        form.setMaxWidth(420);
        StackPane middle = new StackPane(form);
        middle.getStyleClass().add("form-area");
        ScrollPane scroll = new ScrollPane(middle);
        scroll.setFitToWidth(true);
        scroll.setFitToHeight(true);
        scroll.setFocusTraversable(false);
        HBox.setHgrow(scroll, Priority.ALWAYS);
        Welcome welcome = new Welcome();
        // In a narrow window the form has all the room.
        welcome.visibleProperty().bind(widthProperty().greaterThan(860));
        welcome.managedProperty().bind(welcome.visibleProperty());
        welcome.prefWidthProperty().bind(widthProperty().multiply(0.46));
        getChildren().addAll(welcome, scroll);
    }

    /** Puts the keyboard where something is still to be filled in, or on the button when nothing is. */
    public void focus() {
        for (LabelledField field : new LabelledField[] {server, room, name}) {
            if (field.input().getText().isBlank()) {
                field.input().requestFocus();
                return;
            }
        }
        if (join.isDisabled()) {
            room.input().requestFocus();
        } else {
            join.requestFocus();
        }
    }

    private static Node heading() {
        Label title = new Label("Join a room");
        title.getStyleClass().add("heading");
        return title;
    }

    private Button newRoom() {
        Button button = new Button("New room", Icons.of(Material2RoundAL.ADD, 18));
        button.setId("new-room");
        button.setTooltip(new Tooltip("Make a new room, with a passcode or a waiting room if you like"));
        button.disableProperty().bind(model.canMakeRoom().not());
        button.setOnAction(pressed -> model.askForRoom());
        return button;
    }

    private Node hint() {
        Label hint = new Label();
        hint.setId("room-hint");
        hint.getStyleClass().add("field-hint");
        hint.textProperty().bind(model.roomHint());
        hint.visibleProperty().bind(model.roomHint().isNotEmpty());
        hint.managedProperty().bind(hint.visibleProperty());
        return hint;
    }

    private Node devices() {
        return new HBox(
                8,
                new DeviceSwitch(
                        "start-microphone",
                        "Microphone",
                        Material2RoundMZ.MIC,
                        Material2RoundMZ.MIC_OFF,
                        model.microphoneProperty()),
                new DeviceSwitch(
                        "start-camera",
                        "Camera",
                        Material2RoundMZ.VIDEOCAM,
                        Material2RoundMZ.VIDEOCAM_OFF,
                        model.cameraProperty()));
    }

    private Node actions() {
        join.setId("join");
        join.setDefaultButton(true);
        join.getStyleClass().addAll("accent", "join");
        join.setMaxWidth(Double.MAX_VALUE);
        HBox.setHgrow(join, Priority.ALWAYS);
        ProgressIndicator spinner = new ProgressIndicator();
        spinner.setMaxSize(18, 18);
        spinner.progressProperty().bind(Bindings.when(busy).then(-1.0).otherwise(0.0));
        join.graphicProperty()
                .bind(Bindings.when(busy).then((Node) spinner).otherwise(Icons.of(Material2RoundMZ.VIDEO_CALL, 20)));
        join.textProperty().bind(model.doingProperty().map(StartView::words));
        join.disableProperty().bind(model.canJoin().not());
        join.setOnAction(pressed -> model.join());
        Button cancel = new Button("Cancel");
        cancel.setId("cancel");
        cancel.setCancelButton(true);
        BooleanBinding canCancel = busy.and(model.doingProperty().isNotEqualTo(Doing.LEAVING));
        cancel.visibleProperty().bind(canCancel);
        cancel.managedProperty().bind(canCancel);
        cancel.setOnAction(pressed -> model.cancel());
        return new HBox(8, join, cancel);
    }

    private static String words(Doing doing) {
        return switch (doing) {
            case NOTHING -> "Join";
            case MAKING_ROOM -> "Making a room…";
            case JOINING -> "Joining…";
            case LEAVING -> "Leaving…";
        };
    }

    private Node notice() {
        VBox place = new VBox();
        place.setId("notice");
        place.setAlignment(Pos.TOP_LEFT);
        place.managedProperty().bind(model.noticeProperty().isNotNull());
        model.noticeProperty().subscribe(notice -> {
            if (notice == null) {
                place.getChildren().clear();
            } else {
                place.getChildren().setAll(new NoticeBar(notice));
                // Its button was of no use meanwhile, so the keyboard went elsewhere.
                focus();
            }
        });
        return place;
    }
}

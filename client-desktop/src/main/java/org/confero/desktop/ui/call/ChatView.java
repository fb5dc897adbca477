package org.confero.desktop.ui.call;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import javafx.application.Platform;
import javafx.collections.ListChangeListener;
import javafx.geometry.Pos;
import javafx.scene.AccessibleRole;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.TextArea;
import javafx.scene.control.Tooltip;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.BorderPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import javafx.util.Subscription;
import org.confero.desktop.conference.ChatLine;
import org.confero.desktop.conference.FileLine;
import org.confero.desktop.ui.parts.Icons;
import org.confero.desktop.ui.parts.Outside;
import org.kordamp.ikonli.material2.Material2RoundAL;
import org.kordamp.ikonli.material2.Material2RoundMZ;

/** What is said in the room, and where one writes. {@link #attach} and {@link #detach} once each. */
final class ChatView extends BorderPane {
    private final ChatViewModel model;
    private final Outside outside;
    private final Timeline timeline = new Timeline();
    private final VBox messages = new VBox(4);
    private final ScrollPane scroll = new ScrollPane(messages);
    private final TextArea field = new TextArea();
    private final Map<ChatLine, ChatRow> rows = new HashMap<>();
    private final Map<FileLine.Id, FileRow> fileRows = new HashMap<>();
    private final ListChangeListener<ChatLine> show = change -> show();
    private final ListChangeListener<FileLine> showFiles = change -> show();
    private Subscription following = Subscription.EMPTY;

    ChatView(ChatViewModel model, Outside outside) {
        this.model = model;
        this.outside = outside;
        messages.setAccessibleRole(AccessibleRole.LIST_VIEW);
        messages.setAccessibleText("Messages");
        messages.getStyleClass().add("people-list");
        scroll.setFitToWidth(true);
        scroll.setHbarPolicy(ScrollPane.ScrollBarPolicy.NEVER);
        scroll.setFocusTraversable(false);
        setCenter(scroll);
        setBottom(writing());
    }

    void attach() {
        model.lines().addListener(show);
        model.files().lines().addListener(showFiles);
        following = model.editedProperty().subscribe((before, now) -> {
            field.requestFocus();
            field.end();
        });
        show();
    }

    void detach() {
        model.lines().removeListener(show);
        model.files().lines().removeListener(showFiles);
        following.unsubscribe();
        field.textProperty().unbindBidirectional(model.draftProperty());
    }

    /** Not at once: the letter of the shortcut that led here is still to be typed, and would land in the draft. */
    void focus() {
        Platform.runLater(() -> {
            field.requestFocus();
            field.end();
        });
    }

    /** A message that is as it was keeps its row, a file keeps its own, and with it the keyboard. */
    private void show() {
        boolean atEnd = scroll.getVvalue() >= scroll.getVmax() - 0.01
                || messages.getChildren().isEmpty();
        List<ChatLine> lines = model.lines();
        List<FileLine> files = model.files().lines();
        rows.keySet().retainAll(new HashSet<>(lines));
        fileRows.keySet().retainAll(files.stream().map(FileLine::id).toList());
        List<Node> now = timeline.of(lines, files).stream().map(this::row).toList();
        if (now.equals(messages.getChildren())) {
            return;
        }
        messages.getChildren().setAll(now);
        if (atEnd) {
            // Its height is known after the next layout.
            Platform.runLater(() -> {
                scroll.applyCss();
                scroll.layout();
                scroll.setVvalue(scroll.getVmax());
            });
        }
    }

    private Node row(Timeline.Entry entry) {
        return switch (entry) {
            case Timeline.Entry.Said(ChatLine line) ->
                rows.computeIfAbsent(line, one -> new ChatRow(one, model, outside.open()));
            case Timeline.Entry.Offered(FileLine line) -> {
                FileRow row =
                        fileRows.computeIfAbsent(line.id(), id -> new FileRow(line, model.files(), outside.open()));
                row.update(line);
                yield row;
            }
        };
    }

    private Node writing() {
        field.setId("draft");
        field.setPromptText("Message to everybody");
        field.setAccessibleText("Message to everybody");
        field.setAccessibleHelp("Enter sends, Shift and Enter begins another line, Up changes your last message");
        field.setWrapText(true);
        field.setPrefRowCount(2);
        field.textProperty().bindBidirectional(model.draftProperty());
        field.addEventFilter(KeyEvent.KEY_PRESSED, this::perform);
        Button send = new Button(null, Icons.of(Material2RoundMZ.SEND, 20));
        send.setId("send");
        send.getStyleClass().addAll("choice", "admit");
        send.setAccessibleText("Send");
        send.setMinWidth(Region.USE_PREF_SIZE);
        send.disableProperty().bind(model.sendable().not());
        send.setOnAction(pressed -> model.send());
        HBox row = new HBox(8, offering(), field, send);
        row.setAlignment(Pos.BOTTOM_LEFT);
        HBox.setHgrow(field, Priority.ALWAYS);
        VBox writing = new VBox(6, editing(), tooLong(), row);
        writing.getStyleClass().add("host-controls");
        return writing;
    }

    private Node offering() {
        Button attach = new Button(null, Icons.of(Material2RoundAL.ATTACH_FILE, 20));
        attach.setId("attach");
        attach.getStyleClass().add("choice");
        attach.setAccessibleText("Offer files to everybody");
        attach.setTooltip(new Tooltip("Offer files to everybody"));
        attach.setMinWidth(Region.USE_PREF_SIZE);
        attach.setOnAction(pressed ->
                model.files().offer(outside.chooser().apply(getScene().getWindow())));
        return attach;
    }

    private Node editing() {
        Label what = new Label("Changing what you said");
        what.getStyleClass().add("standing");
        Button cancel = new Button("Cancel");
        cancel.setId("end-edit");
        cancel.getStyleClass().add("choice");
        cancel.setOnAction(pressed -> model.endEdit());
        HBox editing = new HBox(8, what, cancel);
        editing.setAlignment(Pos.CENTER_LEFT);
        editing.visibleProperty().bind(model.editedProperty().isNotNull());
        editing.managedProperty().bind(editing.visibleProperty());
        return editing;
    }

    private Node tooLong() {
        Label label = new Label();
        label.setId("too-long");
        label.getStyleClass().add("standing");
        model.draftProperty().subscribe(draft -> {
            label.setText(model.excess() == 0 ? "" : model.excess() + " characters too many");
            label.setVisible(model.excess() > 0);
        });
        label.managedProperty().bind(label.visibleProperty());
        return label;
    }

    private void perform(KeyEvent event) {
        if (event.getCode() == KeyCode.ENTER && event.isShiftDown()) {
            field.replaceSelection("\n");
            event.consume();
        } else if (event.getCode() == KeyCode.ENTER) {
            model.send();
            event.consume();
        } else if (event.getCode() == KeyCode.UP && field.getText().isEmpty()) {
            model.editLast();
            event.consume();
        } else if (event.getCode() == KeyCode.ESCAPE && model.editedProperty().get() != null) {
            model.endEdit();
            event.consume();
        } else if (event.getCode() == KeyCode.TAB) {
            // Here it leads on, as everywhere else, and is no character.
            field.requestFocusTraversal(
                    event.isShiftDown()
                            ? javafx.scene.TraversalDirection.PREVIOUS
                            : javafx.scene.TraversalDirection.NEXT);
            event.consume();
        }
    }
}

package org.confero.desktop.ui.call;

import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.format.FormatStyle;
import java.util.function.Consumer;
import javafx.geometry.Pos;
import javafx.scene.AccessibleRole;
import javafx.scene.Node;
import javafx.scene.control.Hyperlink;
import javafx.scene.control.Label;
import javafx.scene.control.MenuButton;
import javafx.scene.control.MenuItem;
import javafx.scene.control.Tooltip;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import javafx.scene.text.Text;
import javafx.scene.text.TextFlow;
import org.confero.desktop.conference.ChatLine;
import org.confero.desktop.ui.parts.Icons;
import org.kordamp.ikonli.material2.Material2RoundMZ;

/** One message: who said it and when, what it says, and for one of ours how far it has come and what can be done with it. */
final class ChatRow extends VBox {
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofLocalizedTime(FormatStyle.SHORT).withZone(ZoneId.systemDefault());

    /** Characters of an address that surely find room beside each other. */
    private static final int LINE = 32;

    private final ChatLine line;
    private final ChatViewModel model;

    ChatRow(ChatLine line, ChatViewModel model, Consumer<String> browser) {
        super(2);
        this.line = line;
        this.model = model;
        getStyleClass().add("chat-row");
        setAccessibleRole(AccessibleRole.LIST_ITEM);
        setAccessibleText(description());
        setFocusTraversable(true);
        getChildren().addAll(top(), words(browser));
        if (line.own()) {
            getStyleClass().add("own");
            addEventHandler(KeyEvent.KEY_PRESSED, this::perform);
            Label arrival = new Label(arrival());
            arrival.getStyleClass().add("arrival");
            arrival.setVisible(!arrival.getText().isEmpty());
            arrival.setManaged(arrival.isVisible());
            getChildren().add(arrival);
        }
    }

    private Node top() {
        Label name = new Label(line.own() ? "You" : line.name().value());
        name.getStyleClass().add("chat-name");
        Label when = new Label(TIME.format(line.sent()) + (line.edited() ? ", edited" : ""));
        when.getStyleClass().add("standing");
        when.setMinWidth(Region.USE_PREF_SIZE);
        Region between = new Region();
        HBox.setHgrow(between, Priority.ALWAYS);
        HBox top = new HBox(8, name, when, between);
        top.setAlignment(Pos.CENTER_LEFT);
        if (line.own() && line.text() != null) {
            top.getChildren().add(menu());
        }
        return top;
    }

    private TextFlow words(Consumer<String> browser) {
        String text = line.text();
        TextFlow words = new TextFlow();
        words.getStyleClass().add("chat-words");
        if (text == null) {
            Text gone = new Text("deleted");
            gone.getStyleClass().add("chat-gone");
            words.getChildren().add(gone);
            return words;
        }
        for (Linked.Piece piece : Linked.pieces(text)) {
            words.getChildren().add(piece.link() ? link(piece.text(), words, browser) : plain(piece.text()));
        }
        return words;
    }

    private static Node plain(String text) {
        Text plain = new Text(text);
        plain.getStyleClass().add("chat-text");
        return plain;
    }

    /** One that is longer than a line is cut at its end, so that it still begins with where it leads to. */
    private static Node link(String address, TextFlow line, Consumer<String> browser) {
        Hyperlink link = new Hyperlink(address);
        if (address.length() > LINE) {
            link.prefWidthProperty().bind(line.widthProperty());
        }
        link.setTooltip(new Tooltip(address));
        link.setAccessibleText(address + ", opens in the browser");
        link.setOnAction(pressed -> browser.accept(address));
        return link;
    }

    private MenuButton menu() {
        MenuItem edit = new MenuItem("Edit");
        edit.setId("edit-message");
        edit.setOnAction(chosen -> model.edit(line));
        MenuItem delete = new MenuItem("Delete");
        delete.setId("delete-message");
        delete.setOnAction(chosen -> model.delete(line));
        MenuButton menu = new MenuButton(null, Icons.of(Material2RoundMZ.MORE_VERT, 16), edit, delete);
        menu.getStyleClass().addAll("flat", "quiet-menu", "chat-menu");
        menu.setAccessibleText("Edit or delete: " + line.text());
        return menu;
    }

    private void perform(KeyEvent event) {
        if (!isFocused()) {
            return;
        }
        if (event.getCode() == KeyCode.DELETE) {
            model.delete(line);
            event.consume();
        } else if (event.getCode() == KeyCode.ENTER) {
            model.edit(line);
            event.consume();
        }
    }

    private String arrival() {
        return switch (line.arrival()) {
            case UNSENT -> "not sent yet";
            case PARTLY -> "not with everybody yet";
            case EVERYWHERE -> "";
        };
    }

    private String description() {
        String arrival = line.own() ? arrival() : "";
        return (line.own() ? "You" : line.name().value()) + ", " + TIME.format(line.sent())
                + (line.edited() ? ", edited" : "")
                + ": " + (line.text() == null ? "deleted" : line.text())
                + (arrival.isEmpty() ? "" : ", " + arrival);
    }
}

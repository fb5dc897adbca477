package org.confero.desktop.ui.call;

import javafx.animation.PauseTransition;
import javafx.beans.binding.Bindings;
import javafx.beans.binding.NumberExpression;
import javafx.beans.binding.StringBinding;
import javafx.css.PseudoClass;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.ContentDisplay;
import javafx.scene.control.Label;
import javafx.scene.control.Tooltip;
import javafx.scene.input.Clipboard;
import javafx.scene.input.ClipboardContent;
import javafx.scene.layout.HBox;
import javafx.scene.layout.StackPane;
import javafx.util.Duration;
import org.confero.desktop.ui.parts.Icons;
import org.jspecify.annotations.Nullable;
import org.kordamp.ikonli.material2.Material2RoundAL;

/** The buttons of a call. */
final class Bar extends HBox {
    private static final PseudoClass DONE = PseudoClass.getPseudoClass("done");
    private static final PseudoClass SHOWN = PseudoClass.getPseudoClass("shown");
    // Long enough to be read, short enough to copy again.
    private static final Duration CONFIRMED = Duration.seconds(2);

    private final CallViewModel model;
    private final Button copy = new Button("Copy link", Icons.of(Material2RoundAL.LINK, 20));
    private final Button chat = new Button(null, Icons.of(Material2RoundAL.CHAT, 24));
    private final Button people = new Button(null, Icons.of(Material2RoundAL.GROUP, 24));
    private final PauseTransition confirmed = new PauseTransition(CONFIRMED);
    private final StringBinding peopleText;
    private final StringBinding chatText;

    Bar(CallViewModel model) {
        super(12);
        this.model = model;
        this.peopleText = Bindings.createStringBinding(
                this::peopleText, model.tiles(), model.hosting().visitors(), model.sideProperty());
        this.chatText =
                Bindings.createStringBinding(this::chatText, model.chat().unreadProperty(), model.sideProperty());
        getStyleClass().add("call-bar");
        setAlignment(Pos.CENTER);
        confirmed.setOnFinished(done -> showCopied(false));
        getChildren()
                .addAll(
                        DeviceButton.microphone(model),
                        DeviceButton.camera(model),
                        SignButtons.hand(model),
                        SignButtons.reactions(model),
                        people(),
                        chat(),
                        copyLink(),
                        leave());
    }

    private Node people() {
        people.setId("people");
        return side(
                people,
                peopleText,
                "P",
                Side.PEOPLE,
                badge("waiting-count", Bindings.size(model.hosting().visitors())));
    }

    private Node chat() {
        chat.setId("chat");
        return side(
                chat,
                chatText,
                "C",
                Side.CHAT,
                badge("unread-count", model.chat().unreadProperty()));
    }

    private Node side(Button button, StringBinding text, String key, Side shows, Node badge) {
        button.getStyleClass().addAll("bar-button", "round");
        button.setContentDisplay(ContentDisplay.GRAPHIC_ONLY);
        button.textProperty().bind(text);
        button.accessibleTextProperty().bind(text);
        Tooltip tooltip = new Tooltip();
        tooltip.textProperty().bind(text.concat(" (" + key + ")"));
        button.setTooltip(tooltip);
        button.setOnAction(pressed -> model.toggle(shows));
        model.sideProperty().subscribe(side -> button.pseudoClassStateChanged(SHOWN, side == shows));
        StackPane.setAlignment(badge, Pos.TOP_RIGHT);
        return new StackPane(button, badge);
    }

    private static Node badge(String id, NumberExpression count) {
        Label badge = new Label();
        badge.setId(id);
        badge.getStyleClass().add("badge");
        badge.textProperty().bind(count.asString());
        badge.visibleProperty().bind(count.greaterThan(0));
        badge.setMouseTransparent(true);
        return badge;
    }

    private String chatText() {
        int unread = model.chat().unreadProperty().get();
        return (model.sideProperty().get() == Side.CHAT ? "Hide" : "Show") + " the chat"
                + (unread == 0 ? "" : unread == 1 ? ", 1 new message" : ", " + unread + " new messages");
    }

    private String peopleText() {
        int waiting = model.hosting().visitors().size();
        return (model.sideProperty().get() == Side.PEOPLE ? "Hide" : "Show") + " the people, "
                + model.tiles().size() + " in the room"
                + (waiting == 0 ? "" : waiting == 1 ? ", 1 waits to be let in" : ", " + waiting + " wait to be let in");
    }

    private Button copyLink() {
        copy.setId("copy-link");
        copy.getStyleClass().addAll("bar-button", "wide");
        copy.setTooltip(new Tooltip("Copy the room's link, to send it to others (L)"));
        copy.setAccessibleHelp("Copies the room's link, to send it to others");
        copy.setOnAction(pressed -> copyToClipboard());
        return copy;
    }

    /** In a narrow window the words of the link's button make room for the other buttons. */
    void setNarrow(boolean narrow) {
        copy.setContentDisplay(narrow ? ContentDisplay.GRAPHIC_ONLY : ContentDisplay.LEFT);
        copy.getStyleClass().setAll("button", "bar-button", narrow ? "round" : "wide");
    }

    void focus() {
        getChildren().getFirst().requestFocus();
    }

    /** Where the keyboard goes when this does not stand at the side any more. */
    void focus(@Nullable Side gone) {
        (gone == Side.CHAT ? chat : people).requestFocus();
    }

    void copyToClipboard() {
        ClipboardContent content = new ClipboardContent();
        content.putString(model.link());
        Clipboard.getSystemClipboard().setContent(content);
        showCopied(true);
        confirmed.playFromStart();
    }

    private void showCopied(boolean copied) {
        copy.setText(copied ? "Link copied" : "Copy link");
        copy.setGraphic(Icons.of(copied ? Material2RoundAL.CHECK : Material2RoundAL.LINK, 20));
        copy.pseudoClassStateChanged(DONE, copied);
    }

    private Button leave() {
        Button button = new Button("Leave", Icons.of(Material2RoundAL.CALL_END, 22));
        button.setId("leave");
        button.getStyleClass().addAll("bar-button", "wide", "leave");
        button.setTooltip(new Tooltip("Leave the room (Ctrl+W)"));
        button.setOnAction(pressed -> model.leave());
        return button;
    }
}

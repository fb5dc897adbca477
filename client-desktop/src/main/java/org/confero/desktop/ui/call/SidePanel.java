package org.confero.desktop.ui.call;

import javafx.beans.binding.Bindings;
import javafx.geometry.Pos;
import javafx.scene.AccessibleRole;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.BorderPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import org.confero.desktop.ui.parts.Icons;
import org.jspecify.annotations.Nullable;
import org.kordamp.ikonli.material2.Material2RoundAL;

/** What stands beside the pictures: one {@link Side} at a time, below its heading. */
final class SidePanel extends BorderPane {
    static final double WIDTH = 320;

    private final Button close = new Button(null, Icons.of(Material2RoundAL.CLOSE, 18));

    private final CallViewModel model;
    private final ChatView chat;

    SidePanel(CallViewModel model, PeopleView people, ChatView chat) {
        this.model = model;
        this.chat = chat;
        setId("side");
        getStyleClass().add("side");
        setAccessibleRole(AccessibleRole.PARENT);
        setMinWidth(Math.min(WIDTH, 260));
        setPrefWidth(WIDTH);
        setMaxWidth(WIDTH);
        Label heading = new Label();
        heading.getStyleClass().add("side-heading");
        heading.textProperty()
                .bind(Bindings.when(model.sideProperty().isEqualTo(Side.CHAT))
                        .then("Chat")
                        .otherwise(Bindings.size(model.tiles()).asString("People (%d)")));
        Region between = new Region();
        HBox.setHgrow(between, Priority.ALWAYS);
        close.setId("close-side");
        close.getStyleClass().addAll("flat", "dismiss");
        close.setTooltip(new Tooltip("Hide (Esc)"));
        HBox top = new HBox(8, heading, between, close);
        top.setAlignment(Pos.CENTER_LEFT);
        top.getStyleClass().add("side-top");
        setTop(top);
        close.setOnAction(pressed -> model.hideSide());
        model.sideProperty().subscribe(side -> {
            close.setAccessibleText(side == Side.CHAT ? "Hide the chat" : "Hide the people");
            setCenter(content(side, people, chat));
        });
    }

    private static @Nullable Node content(@Nullable Side side, PeopleView people, ChatView chat) {
        return switch (side) {
            case CHAT -> chat;
            case PEOPLE -> people;
            case null -> null;
        };
    }

    void focus() {
        if (model.sideProperty().get() == Side.CHAT) {
            chat.focus();
        } else {
            close.requestFocus();
        }
    }
}

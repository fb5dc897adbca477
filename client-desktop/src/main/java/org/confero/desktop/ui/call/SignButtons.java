package org.confero.desktop.ui.call;

import javafx.css.PseudoClass;
import javafx.scene.control.Button;
import javafx.scene.control.ContentDisplay;
import javafx.scene.control.MenuButton;
import javafx.scene.control.MenuItem;
import javafx.scene.control.Tooltip;
import org.confero.desktop.ui.parts.Icons;
import org.kordamp.ikonli.material2.Material2RoundAL;
import org.kordamp.ikonli.material2.Material2RoundMZ;

/** What lets the others know something without a word. */
final class SignButtons {
    private static final PseudoClass SHOWN = PseudoClass.getPseudoClass("shown");

    private SignButtons() {}

    static Button hand(CallViewModel model) {
        Button hand = new Button(null, Icons.of(Material2RoundMZ.PAN_TOOL, 22));
        hand.setId("hand");
        hand.getStyleClass().addAll("bar-button", "round");
        hand.setContentDisplay(ContentDisplay.GRAPHIC_ONLY);
        hand.setTooltip(new Tooltip());
        hand.setOnAction(pressed -> model.toggleHand());
        model.handProperty().subscribe(up -> {
            hand.setText(up ? "Lower your hand" : "Raise your hand");
            hand.setAccessibleText(hand.getText());
            hand.getTooltip().setText(hand.getText() + " (H)");
            hand.pseudoClassStateChanged(SHOWN, up);
        });
        return hand;
    }

    static MenuButton reactions(CallViewModel model) {
        MenuButton reactions = new MenuButton(null, Icons.of(Material2RoundAL.INSERT_EMOTICON, 24));
        reactions.setId("reactions");
        reactions.getStyleClass().addAll("bar-button", "round", "bar-menu");
        reactions.setContentDisplay(ContentDisplay.GRAPHIC_ONLY);
        reactions.setAccessibleText("Show a reaction to everybody");
        reactions.setTooltip(new Tooltip("Show a reaction to everybody"));
        for (String emoji : CallViewModel.REACTIONS) {
            MenuItem item = new MenuItem(emoji);
            item.setOnAction(chosen -> model.react(emoji));
            reactions.getItems().add(item);
        }
        return reactions;
    }
}

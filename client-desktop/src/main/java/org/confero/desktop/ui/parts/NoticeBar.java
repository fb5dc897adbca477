package org.confero.desktop.ui.parts;

import javafx.geometry.Pos;
import javafx.scene.AccessibleRole;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.Ikon;
import org.kordamp.ikonli.material2.Material2RoundAL;
import org.kordamp.ikonli.material2.Material2RoundMZ;

/** A notice as a quiet strip. */
public final class NoticeBar extends HBox {
    private final VBox words;

    /** Something amiss. */
    public NoticeBar(Notice notice) {
        this(notice, Material2RoundMZ.WARNING);
    }

    public NoticeBar(Notice notice, Ikon icon) {
        super(12);
        Label title = new Label(notice.title());
        title.getStyleClass().add("notice-title");
        Label advice = new Label(notice.advice());
        advice.getStyleClass().add("notice-advice");
        advice.setWrapText(true);
        // Without this a label would rather end in dots than take a second line.
        advice.setMinHeight(Region.USE_PREF_SIZE);
        title.setWrapText(true);
        title.setMinHeight(Region.USE_PREF_SIZE);
        words = new VBox(2, title, advice);
        advice.setManaged(!notice.advice().isEmpty());
        setHgrow(words, Priority.ALWAYS);
        getStyleClass().add("notice");
        setAlignment(Pos.TOP_LEFT);
        setAccessibleRole(AccessibleRole.TEXT);
        setAccessibleText(notice.title() + ". " + notice.advice());
        getChildren().addAll(Icons.of(icon, 20), words);
    }

    /** With a button that takes it away. */
    public NoticeBar dismissible(Runnable dismiss) {
        Button close = new Button(null, Icons.of(Material2RoundAL.CLOSE, 16));
        close.getStyleClass().addAll("flat", "dismiss");
        close.setAccessibleText("Dismiss");
        close.setTooltip(new Tooltip("Dismiss"));
        close.setOnAction(pressed -> dismiss.run());
        getChildren().add(close);
        return this;
    }

    /** With buttons below the words. */
    public NoticeBar offering(Button... choices) {
        FlowPane row = new FlowPane(8, 8, choices);
        row.getStyleClass().add("choices");
        words.getChildren().add(row);
        return this;
    }
}

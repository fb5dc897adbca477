package org.confero.desktop.ui.call;

import javafx.animation.PauseTransition;
import javafx.scene.AccessibleAttribute;
import javafx.scene.AccessibleRole;
import javafx.scene.control.Label;
import javafx.util.Duration;

/** The latest announcement: shown for a moment, and told to screen readers. */
final class Toast extends Label {
    // Long enough to read a sentence twice.
    private static final Duration SHOWN = Duration.seconds(4);

    private final PauseTransition shown = new PauseTransition(SHOWN);

    Toast(CallViewModel model) {
        setId("toast");
        getStyleClass().add("toast");
        setAccessibleRole(AccessibleRole.TEXT);
        setMouseTransparent(true);
        setVisible(false);
        shown.setOnFinished(over -> setVisible(false));
        model.announcementProperty().subscribe((before, now) -> {
            if (!now.isEmpty()) {
                show(now);
            }
        });
    }

    private void show(String sentence) {
        setText(sentence);
        setVisible(true);
        notifyAccessibleAttributeChanged(AccessibleAttribute.TEXT);
        shown.playFromStart();
    }
}

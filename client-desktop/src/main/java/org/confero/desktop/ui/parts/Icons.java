package org.confero.desktop.ui.parts;

import org.kordamp.ikonli.Ikon;
import org.kordamp.ikonli.javafx.FontIcon;

/** Icons as nodes, coloured by their place's style class {@code icon}. */
public final class Icons {
    private Icons() {}

    /** A decoration: what it means stands beside it or in the control's accessible text. */
    public static FontIcon of(Ikon ikon, int size) {
        FontIcon icon = FontIcon.of(ikon, size);
        // The theme's own size would win over the property.
        icon.setStyle(icon.getStyle() + "; -fx-icon-size: " + size + "px;");
        icon.getStyleClass().add("icon");
        icon.setMouseTransparent(true);
        return icon;
    }
}

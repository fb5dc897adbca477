package org.confero.desktop.ui.parts;

import atlantafx.base.theme.PrimerDark;
import atlantafx.base.theme.PrimerLight;
import java.util.Objects;
import java.util.stream.Stream;
import javafx.application.Application;
import javafx.application.ColorScheme;
import javafx.application.Platform;
import javafx.scene.Scene;
import javafx.scene.image.Image;
import javafx.scene.image.ImageView;
import javafx.stage.Stage;

/** How everything looks: the theme, light or dark as the system is, our own sheet above it, and the icon. */
public final class Look {
    private Look() {}

    /** For the whole process, from now on. */
    public static void followSystem() {
        Platform.Preferences system = Platform.getPreferences();
        apply(system.getColorScheme());
        system.colorSchemeProperty().addListener((property, old, now) -> apply(now));
    }

    private static void apply(ColorScheme scheme) {
        Application.setUserAgentStylesheet(
                switch (scheme) {
                    case LIGHT -> new PrimerLight().getUserAgentStylesheet();
                    case DARK -> new PrimerDark().getUserAgentStylesheet();
                });
    }

    public static void dress(Scene scene) {
        scene.getStylesheets().add(resource("confero.css"));
    }

    public static void dress(Stage stage) {
        stage.getIcons()
                .addAll(Stream.of("icon-32.png", "icon-64.png", "icon-256.png")
                        .map(name -> new Image(resource(name)))
                        .toList());
    }

    /** The app's mark, {@code size} by {@code size} logical pixels. */
    public static ImageView mark(double size) {
        // Twice the pixels, for screens that have them.
        ImageView mark = new ImageView(new Image(resource("icon-256.png"), size * 2, size * 2, true, true));
        mark.setFitWidth(size);
        mark.setFitHeight(size);
        mark.getStyleClass().add("mark");
        return mark;
    }

    private static String resource(String name) {
        return Objects.requireNonNull(Look.class.getResource(name), name).toExternalForm();
    }
}

package org.confero.desktop.ui.call;

import java.util.List;
import java.util.stream.Stream;
import javafx.scene.layout.Region;
import javafx.scene.shape.SVGPath;

/**
 * Rounds the corners of what lies below by painting the background's colour over them. A clip would do the same, but makes
 * JavaFX draw every frame twice.
 */
final class Corners extends Region {
    private final double radius;
    private final List<SVGPath> corners;

    Corners(double radius) {
        this.radius = radius;
        String path = "M-1,-1 H%1$s V0 A%1$s,%1$s 0 0 0 0,%1$s H-1 Z".formatted(radius);
        this.corners =
                Stream.of(0, 90, 180, 270).map(angle -> corner(path, angle)).toList();
        getChildren().addAll(corners);
        setMouseTransparent(true);
    }

    private static SVGPath corner(String content, double angle) {
        SVGPath corner = new SVGPath();
        corner.setContent(content);
        corner.getStyleClass().add("corner");
        corner.setRotate(angle);
        corner.setManaged(false);
        return corner;
    }

    @Override
    protected void layoutChildren() {
        // Rotated about its middle, a corner covers the same square, which begins one pixel outside of ours.
        double near = 0;
        double right = getWidth() - radius + 1;
        double bottom = getHeight() - radius + 1;
        corners.get(0).relocate(near - 1, near - 1);
        corners.get(1).relocate(right, near - 1);
        corners.get(2).relocate(right, bottom);
        corners.get(3).relocate(near - 1, bottom);
    }
}

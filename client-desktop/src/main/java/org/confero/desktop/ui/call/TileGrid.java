package org.confero.desktop.ui.call;

import java.util.List;
import javafx.geometry.Orientation;
import javafx.scene.layout.Pane;

/**
 * Lays tiles out as large as the window allows. Alone, or two of us: one picture has it all, and our own, the first, floats
 * small in its corner. From three on: a grid of equal tiles, with as many columns as make them largest.
 */
final class TileGrid extends Pane {
    private static final double PROPORTION = 16.0 / 9;
    private static final double GAP = 10;
    private static final double FLOATING_SHARE = 0.22;
    private static final double FLOATING_LEAST = 150;
    private static final double FLOATING_MARGIN = 16;

    TileGrid() {
        getStyleClass().add("tile-grid");
        setMinSize(0, 0);
    }

    @Override
    protected void layoutChildren() {
        List<Tile> tiles = tiles();
        double left = snappedLeftInset();
        double top = snappedTopInset();
        double width = getWidth() - left - snappedRightInset();
        double height = getHeight() - top - snappedBottomInset();
        if (tiles.isEmpty() || width <= 0 || height <= 0) {
            return;
        }
        if (tiles.size() == 2) {
            grid(tiles.subList(1, 2), left, top, width, height);
            floating(tiles.getFirst(), tiles.getLast(), left + width, top + height);
        } else {
            grid(tiles, left, top, width, height);
        }
    }

    /** A width that has a whole height, so that a picture of our proportion fills its tile to the last pixel. */
    private static double whole(double width) {
        return Math.max(1, Math.floor(width / 16)) * 16;
    }

    private List<Tile> tiles() {
        return getManagedChildren().stream().map(Tile.class::cast).toList();
    }

    private void grid(List<Tile> tiles, double left, double top, double width, double height) {
        int columns = columns(tiles.size(), width, height);
        int rows = rows(tiles.size(), columns);
        double tileWidth = whole(tileWidth(tiles.size(), columns, width, height));
        double tileHeight = tileWidth / PROPORTION;
        double y = top + (height - rows * tileHeight - (rows - 1) * GAP) / 2;
        for (int row = 0; row < rows; row++) {
            List<Tile> inRow = tiles.subList(row * columns, Math.min(tiles.size(), (row + 1) * columns));
            double x = left + (width - inRow.size() * tileWidth - (inRow.size() - 1) * GAP) / 2;
            for (Tile tile : inRow) {
                tile.setViewOrder(0);
                tile.setFloating(false);
                place(tile, x, y, tileWidth, tileHeight);
                x += tileWidth + GAP;
            }
            y += tileHeight + GAP;
        }
    }

    private void floating(Tile tile, Tile large, double right, double bottom) {
        double width = Math.floor(Math.max(FLOATING_LEAST, large.getWidth() * FLOATING_SHARE));
        double height = Math.floor(width / PROPORTION);
        place(tile, right - width - FLOATING_MARGIN, bottom - height - FLOATING_MARGIN, width, height);
        tile.setViewOrder(-1);
        tile.setFloating(true);
    }

    private void place(Tile tile, double x, double y, double width, double height) {
        tile.resizeRelocate(snapPositionX(x), snapPositionY(y), width, height);
    }

    static int columns(int count, double width, double height) {
        int best = 1;
        for (int columns = 2; columns <= count; columns++) {
            if (tileWidth(count, columns, width, height) > tileWidth(count, best, width, height)) {
                best = columns;
            }
        }
        return best;
    }

    private static double tileWidth(int count, int columns, double width, double height) {
        int rows = rows(count, columns);
        double byWidth = (width - (columns - 1) * GAP) / columns;
        double byHeight = (height - (rows - 1) * GAP) / rows * PROPORTION;
        return Math.max(1, Math.min(byWidth, byHeight));
    }

    private static int rows(int count, int columns) {
        return (count + columns - 1) / columns;
    }

    @Override
    public Orientation getContentBias() {
        return Orientation.HORIZONTAL;
    }

    @Override
    protected double computePrefWidth(double height) {
        return 960;
    }

    @Override
    protected double computePrefHeight(double width) {
        return 540;
    }
}

package org.confero.desktop.ui.call;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TileGridTest {
    @ParameterizedTest
    @CsvSource({
        "1, 1280, 720, 1",
        "3, 1280, 720, 2",
        "4, 1280, 720, 2",
        "6, 1280, 720, 3",
        "9, 1280, 720, 3",
        "16, 1280, 720, 4",
        "3, 600, 1200, 1",
        "4, 600, 1400, 1",
        "3, 2000, 400, 3",
        "16, 500, 1400, 2",
    })
    void tilesAreAsLargeAsTheWindowAllows(int tiles, double width, double height, int columns) {
        assertThat(TileGrid.columns(tiles, width, height)).isEqualTo(columns);
    }
}

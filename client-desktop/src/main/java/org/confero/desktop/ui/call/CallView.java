package org.confero.desktop.ui.call;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javafx.animation.AnimationTimer;
import javafx.beans.binding.Bindings;
import javafx.collections.ListChangeListener;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyCodeCombination;
import javafx.scene.input.KeyCombination;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.BorderPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import org.confero.desktop.ui.parts.Icons;
import org.confero.desktop.ui.parts.NoticeBar;
import org.kordamp.ikonli.material2.Material2RoundAL;

/** The call screen. Lives as long as its call: {@link #attach} and {@link #detach} once each. */
public final class CallView extends BorderPane {
    private final CallViewModel model;
    private final Map<TileViewModel, Tile> tiles = new HashMap<>();
    private final TileGrid grid = new TileGrid();
    private final VBox banners = new VBox(8);
    private final Bar bar;
    private final List<Shortcut> shortcuts;
    private final ListChangeListener<TileViewModel> showTiles = change -> showTiles();
    private final ListChangeListener<Trouble> showTroubles = change -> showTroubles();
    // One for all tiles: every pulse takes what is new, and nothing else wakes the screen for a frame.
    private final AnimationTimer pulse = new AnimationTimer() {
        @Override
        public void handle(long now) {
            tiles.values().forEach(tile -> tile.picture().pulse());
        }
    };

    public CallView(CallViewModel model) {
        this.model = model;
        this.bar = new Bar(model);
        this.shortcuts = shortcuts();
        getStyleClass().add("call");
        banners.getStyleClass().add("banners");
        banners.setMaxSize(520, Region.USE_PREF_SIZE);
        banners.setPickOnBounds(false);
        StackPane.setAlignment(banners, Pos.TOP_CENTER);
        setCenter(new StackPane(grid, alone(), banners));
        setBottom(bottom());
        addEventHandler(KeyEvent.KEY_PRESSED, this::perform);
    }

    /** Starts to follow the model. */
    public void attach() {
        model.tiles().addListener(showTiles);
        model.troubles().addListener(showTroubles);
        showTiles();
        showTroubles();
        pulse.start();
    }

    /** Ends it, and wants no more frames. */
    public void detach() {
        pulse.stop();
        model.tiles().removeListener(showTiles);
        model.troubles().removeListener(showTroubles);
        setSeen(false);
    }

    /** Whether anybody can see the tiles; frames that nobody sees are not made. */
    public void setSeen(boolean seen) {
        tiles.values().forEach(tile -> tile.setSeen(seen));
    }

    private void showTiles() {
        List<TileViewModel> shown = model.tiles();
        tiles.values().stream().filter(tile -> !shown.contains(tile.model())).forEach(tile -> tile.setSeen(false));
        tiles.keySet().retainAll(shown);
        grid.getChildren()
                .setAll(shown.stream()
                        .map(tile -> tiles.computeIfAbsent(tile, Tile::new))
                        .toList());
    }

    private void showTroubles() {
        banners.getChildren()
                .setAll(model.troubles().stream()
                        .map(trouble -> new NoticeBar(trouble.notice()).dismissible(() -> model.dismiss(trouble)))
                        .toList());
    }

    private Node alone() {
        Label hint = new Label("Nobody else is here yet. Copy the link and send it to whom you want to meet.");
        hint.getStyleClass().add("alone");
        hint.visibleProperty().bind(Bindings.size(model.tiles()).isEqualTo(1));
        hint.setMouseTransparent(true);
        StackPane.setAlignment(hint, Pos.BOTTOM_CENTER);
        return hint;
    }

    private Node bottom() {
        Label room = new Label(model.room());
        room.getStyleClass().add("room");
        Label count = new Label("", Icons.of(Material2RoundAL.GROUP, 18));
        count.getStyleClass().add("count");
        count.textProperty().bind(Bindings.size(model.tiles()).asString());
        count.accessibleTextProperty().bind(Bindings.size(model.tiles()).asString("%d in the room"));
        HBox where = new HBox(12, room, count);
        where.setAlignment(Pos.CENTER_LEFT);
        where.setMaxSize(Region.USE_PREF_SIZE, Region.USE_PREF_SIZE);
        where.setMouseTransparent(true);
        StackPane bottom = new StackPane(where, bar);
        StackPane.setAlignment(where, Pos.CENTER_LEFT);
        bottom.getStyleClass().add("call-bottom");
        bar.setMaxWidth(Region.USE_PREF_SIZE);
        // In a narrow window the buttons matter more.
        where.visibleProperty().bind(bottom.widthProperty().greaterThan(820));
        return bottom;
    }

    /** Puts the keyboard where it is of use at first. */
    public void focus() {
        bar.focus();
    }

    private record Shortcut(KeyCombination keys, Runnable action) {}

    private List<Shortcut> shortcuts() {
        return List.of(
                new Shortcut(new KeyCodeCombination(KeyCode.M), model::toggleMicrophone),
                new Shortcut(new KeyCodeCombination(KeyCode.D, KeyCombination.SHORTCUT_DOWN), model::toggleMicrophone),
                new Shortcut(new KeyCodeCombination(KeyCode.V), model::toggleCamera),
                new Shortcut(new KeyCodeCombination(KeyCode.E, KeyCombination.SHORTCUT_DOWN), model::toggleCamera),
                new Shortcut(new KeyCodeCombination(KeyCode.L), bar::copyToClipboard),
                new Shortcut(new KeyCodeCombination(KeyCode.W, KeyCombination.SHORTCUT_DOWN), model::leave));
    }

    private void perform(KeyEvent event) {
        shortcuts.stream()
                .filter(shortcut -> shortcut.keys().match(event))
                .findFirst()
                .ifPresent(shortcut -> {
                    shortcut.action().run();
                    event.consume();
                });
    }
}

package org.confero.desktop.ui.call;

import java.io.File;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javafx.animation.AnimationTimer;
import javafx.beans.binding.Bindings;
import javafx.collections.ListChangeListener;
import javafx.geometry.Insets;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.input.DragEvent;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.input.TransferMode;
import javafx.scene.layout.BorderPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import javafx.util.Subscription;
import org.confero.desktop.ui.parts.Icons;
import org.confero.desktop.ui.parts.Outside;
import org.jspecify.annotations.Nullable;
import org.kordamp.ikonli.material2.Material2RoundAL;

/** The call screen. Lives as long as its call: {@link #attach} and {@link #detach} once each. */
public final class CallView extends StackPane {
    // Below this the side panel lies over the pictures; below the other, buttons lose their words.
    private static final double NARROW = 760;
    private static final double VERY_NARROW = 620;

    private final CallViewModel model;
    private final Map<TileViewModel, Tile> tiles = new HashMap<>();
    private final TileGrid grid = new TileGrid();
    private final Banners banners;
    private final PeopleView people;
    private final ChatView chat;
    private final SidePanel side;
    private final Bar bar;
    private final StackPane pictures;
    private final Shortcuts shortcuts;
    private final ListChangeListener<TileViewModel> showTiles = change -> showTiles();
    private Subscription following = Subscription.EMPTY;
    // One for all tiles: every pulse takes what is new, and nothing else wakes the screen for a frame.
    private final AnimationTimer pulse = new AnimationTimer() {
        @Override
        public void handle(long now) {
            tiles.values().forEach(tile -> tile.picture().pulse());
        }
    };

    public CallView(CallViewModel model, Outside outside) {
        this.model = model;
        this.bar = new Bar(model);
        this.banners = new Banners(model);
        this.people = new PeopleView(model);
        this.chat = new ChatView(model.chat(), outside);
        this.side = new SidePanel(model, people, chat);
        this.shortcuts = new Shortcuts(model, bar);
        StackPane.setAlignment(banners, Pos.TOP_CENTER);
        StackPane.setAlignment(side, Pos.CENTER_RIGHT);
        pictures = new StackPane(grid, hints(), banners);
        BorderPane call = new BorderPane(new StackPane(pictures, side));
        call.setBottom(bottom());
        getStyleClass().add("call");
        getChildren().add(call);
        side.visibleProperty().bind(model.sideProperty().isNotNull());
        side.managedProperty().bind(side.visibleProperty());
        widthProperty().subscribe(width -> fit());
        addEventHandler(KeyEvent.KEY_PRESSED, this::perform);
        setOnDragOver(this::welcome);
        setOnDragDropped(this::drop);
    }

    /** Starts to follow the model. */
    public void attach() {
        model.tiles().addListener(showTiles);
        banners.attach();
        people.attach();
        chat.attach();
        showTiles();
        following = Subscription.combine(
                model.sideProperty().subscribe(this::moveTo),
                model.hosting().questionProperty().subscribe(this::ask));
        fit();
        pulse.start();
    }

    /** Ends it, and wants no more frames. */
    public void detach() {
        pulse.stop();
        model.tiles().removeListener(showTiles);
        banners.detach();
        people.detach();
        chat.detach();
        following.unsubscribe();
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

    /** The pictures make room for what stands beside them, where there is enough of it. */
    private void fit() {
        boolean beside = model.sideProperty().get() != null && getWidth() >= NARROW;
        StackPane.setMargin(pictures, new Insets(0, beside ? SidePanel.WIDTH : 0, 0, 0));
        bar.setNarrow(getWidth() < VERY_NARROW);
    }

    private void moveTo(@Nullable Side before, @Nullable Side shown) {
        fit();
        if (shown == null) {
            bar.focus(before);
        } else {
            side.focus();
        }
    }

    private void ask(@Nullable Question question) {
        boolean wasAsked = getChildren().removeIf(QuestionCard.class::isInstance);
        getChildren().getFirst().setDisable(question != null);
        if (question != null) {
            QuestionCard card = new QuestionCard(question, model.hosting());
            getChildren().add(card);
            card.focus();
        } else if (wasAsked) {
            bar.focus(Side.PEOPLE);
        }
    }

    /** What lies over the lower edge of the pictures, one below the other. */
    private Node hints() {
        Label alone = new Label("Nobody else is here yet. Copy the link and send it to whom you want to meet.");
        alone.setId("alone");
        alone.getStyleClass().add("alone");
        alone.visibleProperty().bind(Bindings.size(model.tiles()).isEqualTo(1));
        alone.managedProperty().bind(alone.visibleProperty());
        Toast toast = new Toast(model);
        toast.managedProperty().bind(toast.visibleProperty());
        alone.setWrapText(true);
        toast.setWrapText(true);
        VBox hints = new VBox(toast, alone);
        hints.getStyleClass().add("hints");
        hints.setAlignment(Pos.BOTTOM_CENTER);
        hints.setMouseTransparent(true);
        return hints;
    }

    private Node bottom() {
        Label room = new Label();
        room.textProperty().bind(model.titleProperty());
        room.setId("room-title");
        room.getStyleClass().add("room");
        Label locked = new Label("Locked", Icons.of(Material2RoundAL.LOCK, 16));
        locked.setId("locked");
        locked.getStyleClass().add("count");
        locked.setAccessibleText("The room is locked: nobody else can come in");
        locked.visibleProperty().bind(model.lockedProperty());
        locked.managedProperty().bind(locked.visibleProperty());
        HBox where = new HBox(12, room, locked);
        where.setAlignment(Pos.CENTER_LEFT);
        where.setMaxSize(Region.USE_PREF_SIZE, Region.USE_PREF_SIZE);
        where.setMouseTransparent(true);
        StackPane bottom = new StackPane(where, bar);
        StackPane.setAlignment(where, Pos.CENTER_LEFT);
        bottom.getStyleClass().add("call-bottom");
        bar.setMaxWidth(Region.USE_PREF_SIZE);
        // Beside the buttons, which stand in the middle; in a narrow window they matter more.
        where.maxWidthProperty()
                .bind(bottom.widthProperty()
                        .subtract(bar.widthProperty())
                        .divide(2)
                        .subtract(32));
        where.visibleProperty().bind(bottom.widthProperty().greaterThan(VERY_NARROW + 200));
        return bottom;
    }

    /** Puts the keyboard where it is of use at first. */
    public void focus() {
        bar.focus();
    }

    private void welcome(DragEvent event) {
        if (event.getDragboard().hasFiles()
                && model.hosting().questionProperty().get() == null) {
            event.acceptTransferModes(TransferMode.COPY);
        }
    }

    /** Files that are dropped on the window are offered to everybody; what becomes of them stands in the chat. */
    private void drop(DragEvent event) {
        List<File> files = event.getDragboard().getFiles();
        model.chat().files().offer(files.stream().map(File::toPath).toList());
        if (model.sideProperty().get() != Side.CHAT) {
            model.toggle(Side.CHAT);
        }
        event.setDropCompleted(true);
    }

    private void perform(KeyEvent event) {
        if (model.hosting().questionProperty().get() != null) {
            return;
        }
        if (event.getCode() == KeyCode.ESCAPE && model.sideProperty().get() != null) {
            model.hideSide();
            event.consume();
        } else {
            shortcuts.perform(event);
        }
    }
}

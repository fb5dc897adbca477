package org.confero.desktop.ui.call;

import javafx.beans.binding.Bindings;
import javafx.beans.binding.BooleanBinding;
import javafx.beans.binding.StringBinding;
import javafx.css.PseudoClass;
import javafx.geometry.Pos;
import javafx.scene.AccessibleRole;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.control.ProgressIndicator;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import org.confero.desktop.conference.ConferenceListener.LinkState;
import org.confero.desktop.ui.parts.Icons;
import org.kordamp.ikonli.material2.Material2RoundMZ;

/** One participant: the picture or the initials, the name, and how the link is doing. */
final class Tile extends StackPane {
    private static final PseudoClass FLOATING = PseudoClass.getPseudoClass("floating");
    private static final PseudoClass SPEAKING = PseudoClass.getPseudoClass("speaking");
    private static final double CORNER = 12;
    private static final int HUES = 8;

    private final TileViewModel model;
    private final PictureView picture;
    private final Corners corners = new Corners(CORNER);
    private final StringBinding status;
    private final BooleanBinding pictured;

    Tile(TileViewModel model) {
        this.model = model;
        this.picture = new PictureView(model.picture(), model.isOwn());
        this.status = Bindings.createStringBinding(this::status, model.linkProperty(), model.nameProperty());
        this.pictured = model.videoProperty().and(model.linkProperty().isNotEqualTo(LinkState.FAILED));
        getStyleClass().add("tile");
        setAccessibleRole(AccessibleRole.IMAGE_VIEW);
        accessibleTextProperty().bind(model.description());
        setFocusTraversable(true);
        setMinSize(0, 0);
        picture.visibleProperty().bind(pictured);
        pictured.subscribe(now -> {
            picture.setWanted(now);
            picture.clear();
        });
        // The initials stay behind the picture: they are what is seen until the first frame is there.
        getChildren().addAll(initials(), picture, overlay(), caption(), signs(), corners, ring());
        model.speakingProperty().subscribe(now -> pseudoClassStateChanged(SPEAKING, now));
    }

    /** The hand stays for as long as it is up; reactions go by themselves. */
    private Node signs() {
        Label hand = new Label(null, Icons.of(Material2RoundMZ.PAN_TOOL, 16));
        hand.textProperty().bind(model.turnProperty());
        hand.visibleProperty().bind(model.handProperty());
        hand.getStyleClass().addAll("sign", "hand");
        Label reactions = new Label();
        reactions.textProperty().bind(model.reactionsProperty());
        reactions.getStyleClass().addAll("sign", "reactions");
        reactions.visibleProperty().bind(model.reactionsProperty().isNotEmpty());
        for (Label sign : new Label[] {hand, reactions}) {
            sign.managedProperty().bind(sign.visibleProperty());
        }
        HBox signs = new HBox(6, hand, reactions);
        signs.setMaxSize(Region.USE_PREF_SIZE, Region.USE_PREF_SIZE);
        signs.setMouseTransparent(true);
        StackPane.setAlignment(signs, Pos.TOP_LEFT);
        return signs;
    }

    TileViewModel model() {
        return model;
    }

    PictureView picture() {
        return picture;
    }

    void setSeen(boolean seen) {
        picture.setWanted(seen && pictured.get());
    }

    /**
     * Whether it floats above another tile, where painted corners would hide that one. It is square then: without a GPU a
     * clip made drawing more than twice as dear.
     */
    void setFloating(boolean floating) {
        corners.setVisible(!floating);
        pseudoClassStateChanged(FLOATING, floating);
    }

    private Label initials() {
        Label label = new Label(model.initials());
        label.visibleProperty().bind(model.linkProperty().isEqualTo(LinkState.CONNECTED));
        label.getStyleClass()
                .addAll(
                        "initials",
                        "hue-" + Math.floorMod(model.nameProperty().get().hashCode(), HUES));
        return label;
    }

    private Node overlay() {
        ProgressIndicator spinner = new ProgressIndicator();
        spinner.setMaxSize(28, 28);
        BooleanBinding trying = model.linkProperty().isNotEqualTo(LinkState.FAILED);
        spinner.visibleProperty().bind(trying);
        spinner.managedProperty().bind(trying);
        Label label = new Label();
        label.textProperty().bind(status);
        VBox box = new VBox(10, spinner, label);
        box.getStyleClass().add("link-overlay");
        box.setAlignment(Pos.CENTER);
        box.visibleProperty().bind(model.linkProperty().isNotEqualTo(LinkState.CONNECTED));
        // An indicator that nobody sees would still turn, and cost its pulses.
        spinner.progressProperty()
                .bind(Bindings.when(box.visibleProperty()).then(-1.0).otherwise(0.0));
        return box;
    }

    private Node caption() {
        Label name = new Label();
        name.textProperty().bind(model.nameProperty().concat(model.isOwn() ? " (you)" : ""));
        Node muted = Icons.of(Material2RoundMZ.MIC_OFF, 16);
        muted.getStyleClass().add("muted");
        muted.visibleProperty().bind(model.audioProperty().not());
        muted.managedProperty().bind(muted.visibleProperty());
        Label reconnecting = new Label("reconnecting…");
        reconnecting.getStyleClass().add("reconnecting");
        reconnecting.visibleProperty().bind(model.reconnectingProperty());
        reconnecting.managedProperty().bind(reconnecting.visibleProperty());
        HBox caption = new HBox(6, muted, name, reconnecting);
        caption.getStyleClass().add("caption");
        caption.setAlignment(Pos.CENTER_LEFT);
        caption.setMaxSize(Region.USE_PREF_SIZE, Region.USE_PREF_SIZE);
        caption.setMouseTransparent(true);
        StackPane.setAlignment(caption, Pos.BOTTOM_LEFT);
        return caption;
    }

    private static Node ring() {
        Region ring = new Region();
        ring.getStyleClass().add("ring");
        ring.setMouseTransparent(true);
        return ring;
    }

    private String status() {
        return switch (model.linkProperty().get()) {
            case CONNECTED -> "";
            case CONNECTING -> "Connecting…";
            case INTERRUPTED -> "Trying again…";
            case FAILED -> "No connection to " + model.nameProperty().get();
        };
    }
}

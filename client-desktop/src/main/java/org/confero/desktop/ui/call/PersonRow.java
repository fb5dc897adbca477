package org.confero.desktop.ui.call;

import javafx.beans.binding.Bindings;
import javafx.beans.binding.BooleanBinding;
import javafx.beans.binding.StringBinding;
import javafx.beans.value.ObservableBooleanValue;
import javafx.geometry.Pos;
import javafx.scene.AccessibleRole;
import javafx.scene.control.ContentDisplay;
import javafx.scene.control.Label;
import javafx.scene.control.MenuButton;
import javafx.scene.control.MenuItem;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.confero.desktop.ui.parts.Icons;
import org.kordamp.ikonli.Ikon;
import org.kordamp.ikonli.javafx.FontIcon;
import org.kordamp.ikonli.material2.Material2RoundMZ;

/** One participant in the list: who it is, how it is doing, and what a host can do about it. */
final class PersonRow extends HBox {
    private final TileViewModel person;
    private final HostViewModel hosting;
    private final StringBinding standing;

    PersonRow(TileViewModel person, HostViewModel hosting) {
        super(10);
        this.person = person;
        this.hosting = hosting;
        this.standing = Bindings.createStringBinding(
                this::standing, person.hostProperty(), person.reconnectingProperty(), person.linkProperty());
        getStyleClass().add("person-row");
        setAlignment(Pos.CENTER_LEFT);
        setAccessibleRole(AccessibleRole.LIST_ITEM);
        accessibleTextProperty().bind(person.description());
        setFocusTraversable(true);
        getChildren()
                .addAll(
                        words(),
                        hand(),
                        icon(person.audioProperty(), Material2RoundMZ.MIC, Material2RoundMZ.MIC_OFF),
                        icon(person.videoProperty(), Material2RoundMZ.VIDEOCAM, Material2RoundMZ.VIDEOCAM_OFF),
                        menu());
    }

    private Label hand() {
        Label hand = new Label(null, Icons.of(Material2RoundMZ.PAN_TOOL, 16));
        hand.setMinWidth(Region.USE_PREF_SIZE);
        hand.textProperty().bind(person.turnProperty());
        hand.visibleProperty().bind(person.handProperty());
        hand.managedProperty().bind(hand.visibleProperty());
        return hand;
    }

    private VBox words() {
        Label name = new Label();
        name.textProperty().bind(person.nameProperty().concat(person.isOwn() ? " (you)" : ""));
        Label below = new Label();
        below.getStyleClass().add("standing");
        below.textProperty().bind(standing);
        below.visibleProperty().bind(standing.isNotEmpty());
        below.managedProperty().bind(below.visibleProperty());
        VBox words = new VBox(1, name, below);
        words.setMinWidth(0);
        words.setAlignment(Pos.CENTER_LEFT);
        HBox.setHgrow(words, Priority.ALWAYS);
        return words;
    }

    private String standing() {
        String role = person.hostProperty().get() ? "Host" : "";
        String link = switch (person.linkProperty().get()) {
            case CONNECTED -> "";
            case CONNECTING -> "connecting";
            case INTERRUPTED -> "trying again";
            case FAILED -> "no connection";
        };
        String how = person.reconnectingProperty().get() ? "reconnecting" : link;
        return role.isEmpty() || how.isEmpty() ? role + how : role + ", " + how;
    }

    private static FontIcon icon(ObservableBooleanValue on, Ikon whenOn, Ikon whenOff) {
        FontIcon icon = Icons.of(whenOn, 18);
        on.subscribe(now -> {
            icon.setIconCode(now ? whenOn : whenOff);
            icon.getStyleClass().remove("muted");
            if (!now) {
                icon.getStyleClass().add("muted");
            }
        });
        return icon;
    }

    private MenuButton menu() {
        MenuItem mute = item("ask-to-mute", "Ask to mute", () -> hosting.askToMute(person));
        mute.disableProperty().bind(person.audioProperty().not());
        MenuItem promote = item("promote", "Make host", () -> hosting.promote(person));
        promote.visibleProperty().bind(person.hostProperty().not());
        MenuItem demote =
                item("demote", person.isOwn() ? "Be a host no longer" : "Host no longer", () -> hosting.demote(person));
        demote.visibleProperty().bind(person.hostProperty());
        MenuItem remove = item("remove", "Remove from the call…", () -> hosting.remove(person));
        MenuButton menu = new MenuButton(null, Icons.of(Material2RoundMZ.MORE_VERT, 18));
        if (person.isOwn()) {
            menu.getItems().add(demote);
        } else {
            menu.getItems().addAll(mute, promote, demote, remove);
        }
        menu.getStyleClass().addAll("flat", "quiet-menu", "person-menu");
        menu.setContentDisplay(ContentDisplay.GRAPHIC_ONLY);
        menu.accessibleTextProperty().bind(person.nameProperty().concat(": what a host can do"));
        Tooltip tooltip = new Tooltip();
        tooltip.textProperty().bind(menu.accessibleTextProperty());
        menu.setTooltip(tooltip);
        BooleanBinding usable =
                hosting.hostProperty().and(person.isOwn() ? person.hostProperty() : hosting.hostProperty());
        menu.visibleProperty().bind(usable);
        menu.managedProperty().bind(usable);
        return menu;
    }

    private static MenuItem item(String id, String text, Runnable action) {
        MenuItem item = new MenuItem(text);
        item.setId(id);
        item.setOnAction(chosen -> action.run());
        return item;
    }
}

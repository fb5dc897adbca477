package org.confero.desktop.ui.call;

import java.util.HashMap;
import java.util.Map;
import javafx.beans.binding.Bindings;
import javafx.collections.ListChangeListener;
import javafx.geometry.Pos;
import javafx.scene.AccessibleRole;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.layout.BorderPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.confero.desktop.ui.parts.Icons;
import org.confero.protocol.Visitor;
import org.kordamp.ikonli.material2.Material2RoundAL;

/** Everybody in the room and at its door; for hosts with what they can do. {@link #attach} and {@link #detach} once each. */
final class PeopleView extends BorderPane {
    private final CallViewModel model;
    private final HostViewModel hosting;
    private final VBox visitors = new VBox(6);
    private final VBox people = new VBox(2);
    private final Map<TileViewModel, PersonRow> rows = new HashMap<>();
    private final ListChangeListener<TileViewModel> showPeople = change -> showPeople();
    private final ListChangeListener<Visitor> showVisitors = change -> showVisitors();

    PeopleView(CallViewModel model) {
        this.model = model;
        this.hosting = model.hosting();
        people.setAccessibleRole(AccessibleRole.LIST_VIEW);
        people.setAccessibleText("People in the room");
        visitors.setAccessibleRole(AccessibleRole.LIST_VIEW);
        visitors.setAccessibleText("People who wait to be let in");
        VBox all = new VBox(12, door(), people);
        all.getStyleClass().add("people-list");
        ScrollPane scroll = new ScrollPane(all);
        scroll.setFitToWidth(true);
        scroll.setHbarPolicy(ScrollPane.ScrollBarPolicy.NEVER);
        scroll.setFocusTraversable(false);
        setCenter(scroll);
        setBottom(controls());
    }

    void attach() {
        model.tiles().addListener(showPeople);
        hosting.visitors().addListener(showVisitors);
        showPeople();
        showVisitors();
    }

    void detach() {
        model.tiles().removeListener(showPeople);
        hosting.visitors().removeListener(showVisitors);
    }

    private void showPeople() {
        rows.keySet().retainAll(model.tiles());
        people.getChildren()
                .setAll(model.tiles().stream()
                        .map(person -> rows.computeIfAbsent(person, one -> new PersonRow(one, hosting)))
                        .toList());
    }

    private void showVisitors() {
        visitors.getChildren()
                .setAll(hosting.visitors().stream()
                        .map(visitor -> new VisitorRow(visitor, hosting))
                        .toList());
    }

    private Node door() {
        Label heading = new Label();
        heading.textProperty().bind(Bindings.size(hosting.visitors()).asString("Waiting to be let in (%d)"));
        heading.getStyleClass().add("door-heading");
        heading.setMaxWidth(Double.MAX_VALUE);
        HBox.setHgrow(heading, Priority.ALWAYS);
        Button all = new Button("Admit all");
        all.setId("admit-all");
        all.setMinWidth(Region.USE_PREF_SIZE);
        all.getStyleClass().addAll("choice", "admit");
        all.setOnAction(pressed -> hosting.admitAll());
        all.visibleProperty().bind(Bindings.size(hosting.visitors()).greaterThan(1));
        HBox top = new HBox(8, heading, all);
        top.setAlignment(Pos.CENTER_LEFT);
        VBox door = new VBox(8, top, visitors);
        door.setId("door");
        door.getStyleClass().add("door");
        door.visibleProperty().bind(Bindings.isNotEmpty(hosting.visitors()));
        door.managedProperty().bind(door.visibleProperty());
        return door;
    }

    private Node controls() {
        Button lock = new Button();
        lock.setId("lock");
        model.lockedProperty().subscribe(locked -> {
            lock.setText(locked ? "Unlock the room" : "Lock the room");
            lock.setGraphic(Icons.of(locked ? Material2RoundAL.LOCK_OPEN : Material2RoundAL.LOCK, 18));
            lock.setAccessibleHelp(locked ? "Others can come in again" : "Nobody else can come in any more");
        });
        lock.setOnAction(pressed -> hosting.toggleLock());
        Button end = new Button("End the call for everybody…", Icons.of(Material2RoundAL.CALL_END, 18));
        end.setId("end-for-all");
        end.getStyleClass().add("danger-choice");
        end.setOnAction(pressed -> hosting.endForAll());
        VBox controls = new VBox(8, lock, end);
        for (Button button : new Button[] {lock, end}) {
            button.getStyleClass().add("choice");
            button.setMaxWidth(Double.MAX_VALUE);
        }
        controls.getStyleClass().add("host-controls");
        controls.visibleProperty().bind(hosting.hostProperty());
        controls.managedProperty().bind(controls.visibleProperty());
        return controls;
    }
}

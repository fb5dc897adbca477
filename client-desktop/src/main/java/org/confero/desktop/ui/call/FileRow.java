package org.confero.desktop.ui.call;

import java.nio.file.Path;
import java.util.function.Consumer;
import javafx.geometry.Pos;
import javafx.scene.AccessibleRole;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ProgressBar;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.confero.desktop.conference.FileLine;
import org.confero.desktop.ui.parts.Icons;
import org.kordamp.ikonli.material2.Material2RoundAL;

/** One file: whose it is, how it stands, and what can be done with it. It stays the same node while the file moves on. */
final class FileRow extends VBox {
    private final FilesViewModel model;
    private final Consumer<String> system;
    private final Label sender = new Label();
    private final Label status = new Label();
    private final ProgressBar progress = new ProgressBar();
    private final Button save = new Button("Save");
    private final Button end = new Button();
    private final Button folder = new Button("Show in folder");
    private FileLine line;

    /** @param system opens a folder outside of this app */
    FileRow(FileLine line, FilesViewModel model, Consumer<String> system) {
        super(4);
        this.line = line;
        this.model = model;
        this.system = system;
        getStyleClass().addAll("chat-row", "file-row");
        if (line.own()) {
            getStyleClass().add("own");
        }
        setAccessibleRole(AccessibleRole.LIST_ITEM);
        setFocusTraversable(true);
        sender.getStyleClass().add("chat-name");
        status.getStyleClass().addAll("standing", "file-status");
        status.setWrapText(true);
        status.setMinHeight(Region.USE_PREF_SIZE);
        progress.setMaxWidth(Double.MAX_VALUE);
        getChildren().addAll(top(), what(), progress, status, buttons());
        update(line);
    }

    /** The same file, further on. */
    void update(FileLine now) {
        line = now;
        String name = now.name().value();
        boolean moves = now.shares().stream().anyMatch(FileWords::moves);
        boolean offered = FilesViewModel.isOffered(now);
        sender.setText(FileWords.sender(now));
        status.setText(FileWords.status(now));
        progress.setProgress(FileWords.progress(now));
        progress.setAccessibleText(name);
        show(progress, moves);
        show(save, offered);
        show(end, !now.isOver());
        show(folder, now.saved() != null);
        end.setText(offered ? "Decline" : "Cancel");
        save.setAccessibleText("Save " + name);
        end.setAccessibleText(end.getText() + " " + name);
        folder.setAccessibleText("Show " + name + " in its folder");
        setAccessibleText(FileWords.sender(now) + ", file " + name + ", " + FileWords.size(now.size()) + ": "
                + status.getText().replace("\n", "; "));
    }

    private HBox top() {
        Label size = new Label(FileWords.size(line.size()));
        size.getStyleClass().add("standing");
        size.setMinWidth(Region.USE_PREF_SIZE);
        HBox top = new HBox(8, sender, size);
        top.setAlignment(Pos.CENTER_LEFT);
        return top;
    }

    private HBox what() {
        Label name = new Label(line.name().value());
        name.getStyleClass().add("file-name");
        name.setWrapText(true);
        name.setTooltip(new Tooltip(line.name().value()));
        HBox.setHgrow(name, Priority.ALWAYS);
        HBox what = new HBox(8, Icons.of(Material2RoundAL.INSERT_DRIVE_FILE, 20), name);
        what.setAlignment(Pos.CENTER_LEFT);
        return what;
    }

    private HBox buttons() {
        save.setId("save-file");
        save.getStyleClass().addAll("choice", "admit");
        save.setOnAction(pressed -> model.accept(line));
        end.setId("end-file");
        end.getStyleClass().add("choice");
        end.setOnAction(pressed -> model.end(line));
        folder.setId("show-file");
        folder.getStyleClass().add("choice");
        folder.setOnAction(pressed -> showFolder());
        HBox buttons = new HBox(8, save, end, folder);
        buttons.visibleProperty()
                .bind(save.visibleProperty().or(end.visibleProperty()).or(folder.visibleProperty()));
        buttons.managedProperty().bind(buttons.visibleProperty());
        return buttons;
    }

    /** The folder, never the file: what a stranger sent is not opened by us. */
    private void showFolder() {
        Path saved = line.saved();
        Path parent = saved == null ? null : saved.toAbsolutePath().getParent();
        if (parent != null) {
            system.accept(parent.toUri().toString());
        }
    }

    private static void show(Region part, boolean now) {
        part.setVisible(now);
        part.setManaged(now);
    }
}

package org.confero.desktop.ui.parts;

import java.io.File;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import javafx.stage.FileChooser;
import javafx.stage.Window;

/**
 * What the person's system does for this app.
 *
 * @param open opens an address: a page in the browser, a folder in the file manager
 * @param chooser asks for files, over this window; none when the person thinks better of it
 */
public record Outside(Consumer<String> open, Function<Window, List<Path>> chooser) {
    /** With the system's own dialog. */
    public static Outside of(Consumer<String> open) {
        return new Outside(open, Outside::choose);
    }

    private static List<Path> choose(Window window) {
        FileChooser chooser = new FileChooser();
        chooser.setTitle("Offer files to everybody in the room");
        List<File> chosen = chooser.showOpenMultipleDialog(window);
        return chosen == null ? List.of() : chosen.stream().map(File::toPath).toList();
    }
}

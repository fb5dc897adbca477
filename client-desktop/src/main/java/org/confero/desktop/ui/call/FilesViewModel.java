package org.confero.desktop.ui.call;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import javafx.beans.property.ReadOnlyIntegerProperty;
import javafx.beans.property.ReadOnlyIntegerWrapper;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;
import org.confero.desktop.conference.FileLine;

/** The files that are offered in the room, ours and the others'. Nothing is taken that the person has not accepted. */
public final class FilesViewModel {
    private final FileHandle handle;
    private final ObservableList<FileLine> lines = FXCollections.observableArrayList();
    private final ObservableList<FileLine> shownLines = FXCollections.unmodifiableObservableList(lines);
    private final ReadOnlyIntegerWrapper unread = new ReadOnlyIntegerWrapper(this, "unread");
    private final Set<FileLine.Id> seen = new HashSet<>();
    private boolean watched;

    FilesViewModel(FileHandle handle) {
        this.handle = handle;
    }

    /** In the order of their offers. */
    public ObservableList<FileLine> lines() {
        return shownLines;
    }

    /** How many files of others have been offered that nobody has looked at. */
    public ReadOnlyIntegerProperty unreadProperty() {
        return unread.getReadOnlyProperty();
    }

    /** Offers them to everybody who is here. */
    public void offer(List<Path> files) {
        files.forEach(handle.offer());
    }

    /** Saves one that another offers. */
    public void accept(FileLine line) {
        if (isOffered(line)) {
            handle.accept().accept(line.id());
        }
    }

    /** Declines it, breaks it off, or takes it back: whatever it is. */
    public void end(FileLine line) {
        if (!line.isOver()) {
            handle.end().accept(line.id());
        }
    }

    /** Whether it waits for the person's answer. */
    static boolean isOffered(FileLine line) {
        return !line.own() && line.shares().stream().anyMatch(share -> share.stage() == FileLine.Stage.OFFERED);
    }

    /** Whether the messages, and so the files, can be seen now. */
    void watch(boolean now) {
        watched = now;
        count();
    }

    /** @param news is told, in a sentence, what everybody should notice */
    void show(List<FileLine> now, Consumer<String> news) {
        Map<FileLine.Id, FileLine> before = new HashMap<>();
        lines.forEach(line -> before.put(line.id(), line));
        lines.setAll(now);
        count();
        for (FileLine line : now) {
            FileLine was = before.get(line.id());
            if (!line.own() && was == null && isOffered(line)) {
                news.accept(FileWords.sender(line) + " offers you a file: "
                        + line.name().value());
            } else if (!line.own() && line.isOver() && was != null && !was.isOver()) {
                news.accept(line.name().value() + ": " + FileWords.status(line));
            }
        }
    }

    private void count() {
        Set<FileLine.Id> others = new HashSet<>();
        lines.stream().filter(line -> !line.own()).forEach(line -> others.add(line.id()));
        seen.retainAll(others);
        if (watched) {
            seen.addAll(others);
        }
        unread.set(others.size() - seen.size());
    }
}

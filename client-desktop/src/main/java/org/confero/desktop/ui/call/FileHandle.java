package org.confero.desktop.ui.call;

import java.nio.file.Path;
import java.util.function.Consumer;
import org.confero.desktop.conference.Conference;
import org.confero.desktop.conference.FileLine;

/** What the screens may do with a conference's files, as functions. */
public record FileHandle(Consumer<Path> offer, Consumer<FileLine.Id> accept, Consumer<FileLine.Id> end) {
    /** By the real engine; what is accepted goes to this folder. */
    static FileHandle of(Conference conference, Path downloads) {
        return new FileHandle(conference::offer, file -> conference.accept(file, downloads), conference::end);
    }
}

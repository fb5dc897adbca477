package org.confero.desktop.conference;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.confero.call.FilesInEvent;
import org.confero.desktop.files.PartFile;
import org.confero.protocol.FileName;
import org.confero.protocol.Limits;
import org.jspecify.annotations.Nullable;

/**
 * Writes what comes from one other client. What it says of that are events of {@link org.confero.call.FilesIn}. All methods on
 * the conference's thread, and all that touches the disk in their order.
 */
final class FileTaking {
    /** One that is written; {@code part} is the disk's own. */
    private static final class Begun {
        private @Nullable PartFile part;
    }

    private final Disk disk;
    private final Consumer<FilesInEvent> events;
    private final Map<Integer, Begun> files = new HashMap<>();

    FileTaking(Disk disk, Consumer<FilesInEvent> events) {
        this.disk = disk;
        this.events = events;
    }

    void begin(int file, Path folder, FileName name) {
        Begun begun = new Begun();
        files.put(file, begun);
        disk.run(
                () -> {
                    begun.part = PartFile.begin(folder, name);
                    return file;
                },
                done -> {},
                reason -> fail(file, begun));
    }

    /** The bytes of one piece, header and all. */
    void write(int file, byte[] piece) {
        Begun begun = files.get(file);
        if (begun != null) {
            disk.run(
                    () -> {
                        PartFile part = begun.part;
                        int header = Limits.FILE_HEADER_BYTES;
                        return part == null ? -1L : part.append(piece, header, piece.length - header);
                    },
                    written -> {
                        if (files.get(file) == begun) {
                            events.accept(new FilesInEvent.Written(file, written));
                        }
                    },
                    reason -> fail(file, begun));
        }
    }

    /** @param kept is told where it is, before the event is */
    void finish(int file, String sha256, Consumer<Path> kept) {
        Begun begun = files.get(file);
        if (begun != null) {
            disk.run(
                    () -> {
                        PartFile part = begun.part;
                        return part == null ? Optional.<Path>empty() : part.finish(sha256);
                    },
                    where -> {
                        if (where.isPresent()) {
                            files.remove(file);
                            kept.accept(where.get());
                            events.accept(new FilesInEvent.Kept(file));
                        } else {
                            events.accept(new FilesInEvent.Damaged(file));
                        }
                    },
                    reason -> fail(file, begun));
        }
    }

    void discard(int file) {
        Begun begun = files.remove(file);
        if (begun != null) {
            disk.run(
                    () -> {
                        PartFile part = begun.part;
                        if (part != null) {
                            part.discard();
                        }
                        return file;
                    },
                    done -> {},
                    reason -> {});
        }
    }

    private void fail(int file, Begun begun) {
        if (files.get(file) == begun) {
            events.accept(new FilesInEvent.Failed(file));
        }
    }
}

package org.confero.desktop.conference;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.confero.call.FileStage;
import org.confero.protocol.ClientKey;
import org.confero.protocol.ControlMessage.Hello;
import org.confero.protocol.FileName;
import org.jspecify.annotations.Nullable;

/** What there is to show of the call's files, in the order of their offers. All methods on the conference's thread. */
final class FileLines {
    /** Of more the oldest that are over go; those that are not are bounded by the protocol. */
    private static final int MOST_OVER = 100;

    private static final class Line {
        private final FileName name;
        private final long size;
        private final Map<ClientKey, FileLine.Share> shares = new LinkedHashMap<>();
        private @Nullable Path saved;
        private @Nullable String sha256;

        Line(FileName name, long size) {
            this.name = name;
            this.size = size;
        }
    }

    private final ClientKey self;
    private final Consumer<List<FileLine>> listener;
    private final Map<FileLine.Id, Line> lines = new LinkedHashMap<>();
    private boolean changed;
    private boolean urgent;

    /** @param listener is told all of them whenever anything has changed */
    FileLines(ClientKey self, Consumer<List<FileLine>> listener) {
        this.self = self;
        this.listener = listener;
    }

    /** Of the file of ours with this number. */
    FileLine.Id own(int file) {
        return new FileLine.Id(self, file);
    }

    /** A new offer, unless it is known. */
    void add(FileLine.Id id, FileName name, long size) {
        if (lines.putIfAbsent(id, new Line(name, size)) == null) {
            changed = true;
            urgent = true;
        }
    }

    /** How far it is between us and whoever has said this hello. */
    void show(FileLine.Id id, Hello with, FileStage stage, long bytes) {
        Line line = lines.get(id);
        if (line != null) {
            FileLine.Share now = new FileLine.Share(with.id(), with.name(), of(stage), bytes);
            FileLine.Share before = line.shares.put(with.key(), now);
            changed = true;
            urgent |= before == null || before.stage() != now.stage();
        }
    }

    void saved(FileLine.Id id, Path where, String sha256) {
        Line line = lines.get(id);
        if (line != null) {
            line.saved = where;
            line.sha256 = sha256;
        }
    }

    void sum(FileLine.Id id, String sha256) {
        Line line = lines.get(id);
        if (line != null) {
            line.sha256 = sha256;
        }
    }

    /** Tells what is new; of what has only moved on, if it is time for that, too. */
    void tell(boolean all) {
        if (urgent || (all && changed)) {
            urgent = false;
            changed = false;
            List<FileLine> now = new ArrayList<>();
            lines.forEach((id, line) -> now.add(line(id, line)));
            List<FileLine.Id> over =
                    now.stream().filter(FileLine::isOver).map(FileLine::id).toList();
            over.stream().limit(Math.max(0, over.size() - MOST_OVER)).forEach(id -> {
                lines.remove(id);
                now.removeIf(line -> line.id().equals(id));
            });
            listener.accept(List.copyOf(now));
        }
    }

    private FileLine line(FileLine.Id id, Line line) {
        boolean own = id.owner().equals(self);
        return new FileLine(id, own, line.name, line.size, List.copyOf(line.shares.values()), line.saved, line.sha256);
    }

    private static FileLine.Stage of(FileStage stage) {
        return switch (stage) {
            case OFFERED -> FileLine.Stage.OFFERED;
            case MOVING -> FileLine.Stage.MOVING;
            case WAITING -> FileLine.Stage.WAITING;
            case DONE -> FileLine.Stage.DONE;
            case DECLINED -> FileLine.Stage.DECLINED;
            case CANCELLED_HERE -> FileLine.Stage.CANCELLED_HERE;
            case CANCELLED_THERE -> FileLine.Stage.CANCELLED_THERE;
            case FAILED_HERE -> FileLine.Stage.FAILED_HERE;
            case FAILED_THERE -> FileLine.Stage.FAILED_THERE;
            case DAMAGED -> FileLine.Stage.DAMAGED;
            case GONE -> FileLine.Stage.GONE;
            case TOO_MANY -> FileLine.Stage.TOO_MANY;
        };
    }
}

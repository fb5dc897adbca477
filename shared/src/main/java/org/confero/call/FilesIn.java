package org.confero.call;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.confero.protocol.FileName;
import org.confero.protocol.FileRefusal;
import org.confero.protocol.Limits;
import org.jspecify.annotations.Nullable;

/**
 * The files that one other client offers to us, as a pure function: {@code step(state, event) -> (next state, effects)}. It holds
 * no bytes: it says which pieces are to be written. {@link FilesOut} is the other side, {@code files-in.js} the same
 * function; PROTOCOL.md, "Files".
 */
public final class FilesIn {
    /** After so many bytes that are written the other is told: often enough that it never runs out of what it may send. */
    public static final int PROGRESS = Limits.FILE_WINDOW_BYTES / 4;

    /** A state and what to do on the way to it. */
    public record Step(State next, List<FilesInEffect> effects) {
        public Step {
            effects = List.copyOf(effects);
        }
    }

    /**
     * Everything that the function remembers.
     *
     * @param open whether anything can be said to the other
     * @param files those that are not over
     * @param over the last ones that are: of as many as may be under way the other may not have heard
     */
    public record State(boolean open, NavigableMap<Integer, File> files, List<Ended> over) {
        public static final State NONE = new State(false, Collections.emptyNavigableMap(), List.of());

        public State {
            files = Collections.unmodifiableNavigableMap(new TreeMap<>(files));
            over = List.copyOf(over);
        }
    }

    /** @param reason why it was refused; null when it was taken */
    record Ended(int file, long size, @Nullable FileRefusal reason) {}

    /**
     * One that is offered or under way.
     *
     * @param came up to where pieces have come
     * @param written up to where they are written
     * @param told what the other knows that we have
     * @param sha256 what the other says that it is; null until it says that it has sent all
     * @param finishing whether all is written, and is being looked at
     */
    public record File(
            FileName name,
            long size,
            FileStage stage,
            long came,
            long written,
            long told,
            @Nullable String sha256,
            boolean finishing) {
        File at(FileStage now) {
            return new File(name, size, now, came, written, told, sha256, finishing);
        }

        File came(long offset) {
            return new File(name, size, stage, offset, written, told, sha256, finishing);
        }

        File written(long offset) {
            return new File(name, size, stage, came, offset, told, sha256, finishing);
        }

        /** What the other says in future begins anew with it. */
        File asked() {
            return new File(name, size, FileStage.MOVING, came, written, came, null, false);
        }

        File told(long offset) {
            return new File(name, size, stage, came, written, offset, sha256, finishing);
        }

        File done(String sha) {
            return new File(name, size, stage, came, written, told, sha, finishing);
        }

        File finishing(boolean now) {
            return new File(name, size, stage, came, written, told, sha256, now);
        }
    }

    private FilesIn() {}

    public static Step step(State state, FilesInEvent event) {
        Run run = new Run(state);
        run.take(event);
        return new Step(new State(run.open, run.files, run.over), run.effects);
    }

    /** One step while it is worked out. */
    private static final class Run {
        private boolean open;
        private final NavigableMap<Integer, File> files;
        private List<Ended> over;
        private final List<FilesInEffect> effects = new ArrayList<>();

        Run(State state) {
            open = state.open();
            files = new TreeMap<>(state.files());
            over = state.over();
        }

        void take(FilesInEvent event) {
            switch (event) {
                case FilesInEvent.Offered(var file, var name, var size) -> offered(file, name, size);
                case FilesInEvent.Done(var file, var sha256) -> done(file, sha256);
                case FilesInEvent.Cancelled(var file) -> cancelled(file);
                case FilesInEvent.Piece(var file, var offset, var length) -> piece(file, offset, length);
                case FilesInEvent.Accept(var file) -> accept(file);
                case FilesInEvent.Decline(var file) -> decline(file);
                case FilesInEvent.Written(var file, var offset) -> written(file, offset);
                case FilesInEvent.Failed(var file) -> refuse(file, FileRefusal.FAILED, FileStage.FAILED_HERE);
                case FilesInEvent.Kept(var file) -> kept(file);
                case FilesInEvent.Damaged(var file) -> refuse(file, FileRefusal.DAMAGED, FileStage.DAMAGED);
                case FilesInEvent.Opened() -> opened();
                case FilesInEvent.Closed() -> closed();
                case FilesInEvent.Gone() -> gone();
            }
        }

        private void offered(int number, FileName name, long size) {
            if (!open || files.containsKey(number)) {
                return;
            }
            Ended ended = over.stream()
                    .filter(each -> each.file() == number)
                    .findFirst()
                    .orElse(null);
            if (ended != null) {
                sayEnd(ended);
            } else if (files.size() >= Limits.FILES_PER_LINK) {
                effects.add(new FilesInEffect.SendRefuse(number, FileRefusal.FAILED));
            } else {
                show(number, new File(name, size, FileStage.OFFERED, 0, 0, 0, null, false));
            }
        }

        private void accept(int number) {
            File file = files.get(number);
            if (file == null || file.stage() != FileStage.OFFERED) {
                return;
            }
            effects.add(new FilesInEffect.Begin(number));
            if (open) {
                ask(number, file);
            } else {
                show(number, file.at(FileStage.WAITING));
            }
        }

        private void ask(int number, File file) {
            show(number, file.asked());
            effects.add(new FilesInEffect.SendAccept(number, file.came()));
        }

        private void decline(int number) {
            File file = files.get(number);
            if (file != null && file.stage() == FileStage.OFFERED) {
                refuse(number, FileRefusal.DECLINED, FileStage.DECLINED);
            } else if (file != null && !file.finishing()) {
                refuse(number, FileRefusal.CANCELLED, FileStage.CANCELLED_HERE);
            }
        }

        private void piece(int number, long offset, int length) {
            File file = files.get(number);
            if (!open
                    || file == null
                    || file.stage() != FileStage.MOVING
                    || length < 1
                    || offset != file.came()
                    || offset + length > Math.min(file.size(), file.told() + Limits.FILE_WINDOW_BYTES)) {
                return;
            }
            files.put(number, file.came(offset + length));
            effects.add(new FilesInEffect.Write(number));
        }

        private void written(int number, long offset) {
            File file = files.get(number);
            if (file == null || offset <= file.written() || offset > file.came()) {
                return;
            }
            file = file.written(offset);
            show(number, file);
            // That we have all is not said before it is known to be right.
            if (open && file.stage() == FileStage.MOVING && offset - file.told() >= PROGRESS && offset < file.size()) {
                files.put(number, file.told(offset));
                effects.add(new FilesInEffect.SendProgress(number, offset));
            }
            finish(number);
        }

        private void done(int number, String sha256) {
            File file = files.get(number);
            if (open && file != null && file.stage() == FileStage.MOVING && !file.finishing()) {
                // It may overtake the last pieces, which take another channel.
                files.put(number, file.done(sha256));
                finish(number);
            }
        }

        private void finish(int number) {
            File file = files.get(number);
            String sha256 = file == null ? null : file.sha256();
            if (file != null && sha256 != null && file.written() == file.size()) {
                files.put(number, file.finishing(true));
                effects.add(new FilesInEffect.Finish(number, sha256));
            }
        }

        private void kept(int number) {
            File file = files.remove(number);
            if (file != null) {
                effects.add(new FilesInEffect.Show(number, FileStage.DONE, file.size()));
                end(new Ended(number, file.size(), null));
            }
        }

        private void refuse(int number, FileRefusal reason, FileStage stage) {
            File file = files.remove(number);
            if (file != null) {
                discard(number, file, stage);
                end(new Ended(number, file.size(), reason));
            }
        }

        private void end(Ended ended) {
            over = Stream.concat(
                            over.stream().skip(Math.max(0, over.size() + 1 - Limits.FILES_PER_LINK)), Stream.of(ended))
                    .toList();
            if (open) {
                sayEnd(ended);
            }
        }

        private void sayEnd(Ended ended) {
            FileRefusal reason = ended.reason();
            effects.add(
                    reason == null
                            ? new FilesInEffect.SendProgress(ended.file(), ended.size())
                            : new FilesInEffect.SendRefuse(ended.file(), reason));
        }

        private void cancelled(int number) {
            File file = files.get(number);
            // All of one that is being looked at is here.
            if (open && file != null && !file.finishing()) {
                files.remove(number);
                discard(number, file, FileStage.CANCELLED_THERE);
            }
        }

        private void opened() {
            open = true;
            for (int number : List.copyOf(files.keySet())) {
                File file = files.get(number);
                if (file != null && file.stage() == FileStage.WAITING && !file.finishing()) {
                    ask(number, file);
                }
            }
        }

        private void closed() {
            open = false;
            files.replaceAll((number, file) ->
                    file.stage() == FileStage.MOVING ? told(number, file.at(FileStage.WAITING)) : file);
        }

        private void gone() {
            closed();
            List.copyOf(files.keySet()).forEach(number -> {
                File file = files.get(number);
                if (file != null && !file.finishing()) {
                    files.remove(number);
                    discard(number, file, FileStage.GONE);
                }
            });
            over = List.of();
        }

        private void discard(int number, File file, FileStage stage) {
            if (file.stage() != FileStage.OFFERED) {
                effects.add(new FilesInEffect.Discard(number));
            }
            effects.add(new FilesInEffect.Show(number, stage, file.written()));
        }

        private void show(int number, File file) {
            files.put(number, told(number, file));
        }

        private File told(int number, File file) {
            effects.add(new FilesInEffect.Show(number, file.stage(), file.written()));
            return file;
        }
    }
}

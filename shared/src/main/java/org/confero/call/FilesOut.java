package org.confero.call;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.TreeMap;
import org.confero.protocol.FileName;
import org.confero.protocol.FileRefusal;
import org.confero.protocol.Limits;
import org.jspecify.annotations.Nullable;

/**
 * The files that we offer to one other client, as a pure function: {@code step(state, event) -> (next state, effects)}. It holds
 * no bytes: it says which ones are to be read and sent. {@link FilesIn} is the other side, {@code files-out.js} the same
 * function; PROTOCOL.md, "Files".
 */
public final class FilesOut {
    /** Bytes of a file in one piece. */
    public static final int PIECE = Limits.FILE_PIECE_BYTES - Limits.FILE_HEADER_BYTES;

    /** A state and what to do on the way to it. */
    public record Step(State next, List<FilesOutEffect> effects) {
        public Step {
            effects = List.copyOf(effects);
        }
    }

    /**
     * Everything that the function remembers.
     *
     * @param open whether anything can be said to the other
     * @param files those that are not over, or of which the other is still to be told that they are
     */
    public record State(boolean open, NavigableMap<Integer, File> files) {
        public static final State NONE = new State(false, Collections.emptyNavigableMap());

        public State {
            files = Collections.unmodifiableNavigableMap(new TreeMap<>(files));
        }
    }

    /**
     * One that is offered or under way.
     *
     * @param stage as it was shown last; one that is over says that the other has not been told
     * @param sent up to where pieces have been asked for
     * @param has what the other has of it, as it says
     * @param hashing whether the SHA-256 has been asked for
     * @param done whether the other has been told that this is all
     */
    public record File(
            FileName name,
            long size,
            FileStage stage,
            long sent,
            long has,
            boolean hashing,
            @Nullable String sha256,
            boolean done) {
        File at(FileStage now) {
            return new File(name, size, now, sent, has, hashing, sha256, done);
        }

        File from(long offset) {
            return new File(name, size, FileStage.MOVING, offset, offset, true, sha256, false);
        }

        File has(long offset) {
            return new File(name, size, stage, sent, offset, hashing, sha256, done);
        }

        File sent(long offset) {
            return new File(name, size, stage, offset, has, hashing, sha256, done);
        }

        File hashed(String sha) {
            return new File(name, size, stage, sent, has, hashing, sha, done);
        }

        File done(boolean said) {
            return new File(name, size, stage, sent, has, hashing, sha256, said);
        }

        /** 0 when there is no room for another piece, or nothing more. A small one goes only at the end. */
        int next() {
            int length = Math.toIntExact(Math.min(PIECE, size - sent));
            return sent + length - has <= Limits.FILE_WINDOW_BYTES ? length : 0;
        }
    }

    private FilesOut() {}

    public static Step step(State state, FilesOutEvent event) {
        Run run = new Run(state);
        run.take(event);
        return new Step(new State(run.open, run.files), run.effects);
    }

    /** One step while it is worked out. */
    private static final class Run {
        private boolean open;
        private final NavigableMap<Integer, File> files;
        private final List<FilesOutEffect> effects = new ArrayList<>();

        Run(State state) {
            open = state.open();
            files = new TreeMap<>(state.files());
        }

        void take(FilesOutEvent event) {
            switch (event) {
                case FilesOutEvent.Offer(var file, var name, var size) -> offer(file, name, size);
                case FilesOutEvent.Cancel(var file) -> giveUp(file, FileStage.CANCELLED_HERE);
                case FilesOutEvent.Failed(var file) -> giveUp(file, FileStage.FAILED_HERE);
                case FilesOutEvent.Hashed(var file, var sha256) -> hashed(file, sha256);
                case FilesOutEvent.Opened() -> opened();
                case FilesOutEvent.Closed() -> closed();
                case FilesOutEvent.Gone() -> gone();
                case FilesOutEvent.Accepted(var file, var offset) -> accepted(file, offset);
                case FilesOutEvent.Progressed(var file, var offset) -> progressed(file, offset);
                case FilesOutEvent.Refused(var file, var reason) -> refused(file, reason);
            }
        }

        private void offer(int number, FileName name, long size) {
            if (files.containsKey(number)) {
                return;
            }
            if (files.size() >= Limits.FILES_PER_LINK) {
                effects.add(new FilesOutEffect.Show(number, FileStage.TOO_MANY, 0));
                return;
            }
            show(number, new File(name, size, FileStage.OFFERED, 0, 0, false, null, false));
            if (open) {
                effects.add(new FilesOutEffect.SendOffer(number, name, size));
            }
        }

        /** What the other has to know is said when it can be. */
        private void giveUp(int number, FileStage why) {
            File file = files.get(number);
            if (file == null || file.stage().isOver()) {
                return;
            }
            forget(number, file);
            show(number, file.at(why));
            if (open) {
                effects.add(new FilesOutEffect.SendCancel(number));
                files.remove(number);
            }
        }

        private void hashed(int number, String sha256) {
            File file = files.get(number);
            if (file != null) {
                files.put(number, file.hashed(sha256));
                goOn(number);
            }
        }

        private void opened() {
            open = true;
            for (int number : List.copyOf(files.keySet())) {
                File file = get(number);
                if (file.stage().isOver()) {
                    effects.add(new FilesOutEffect.SendCancel(number));
                    files.remove(number);
                } else {
                    // The other may not have heard of it, or we may not have heard its answer.
                    effects.add(new FilesOutEffect.SendOffer(number, file.name(), file.size()));
                }
            }
        }

        private void closed() {
            open = false;
            files.replaceAll((number, file) -> {
                forget(number, file);
                return file.stage() == FileStage.MOVING ? told(number, file.at(FileStage.WAITING)) : file;
            });
        }

        private void gone() {
            open = false;
            files.forEach((number, file) -> {
                forget(number, file);
                if (!file.stage().isOver()) {
                    told(number, file.at(FileStage.GONE));
                }
            });
            files.clear();
        }

        private void accepted(int number, long offset) {
            File file = files.get(number);
            if (!open) {
                return;
            }
            if (file == null) {
                effects.add(new FilesOutEffect.SendCancel(number));
            } else if (offset <= file.size()) {
                forget(number, file);
                show(number, file.from(offset));
                if (!file.hashing()) {
                    effects.add(new FilesOutEffect.Hash(number));
                }
                goOn(number);
            }
        }

        private void progressed(int number, long offset) {
            File file = files.get(number);
            if (!open || file == null || offset < file.has() || offset > file.sent()) {
                return;
            }
            if (file.done() && offset == file.size()) {
                told(number, file.has(offset).at(FileStage.DONE));
                files.remove(number);
            } else if (file.stage() == FileStage.MOVING) {
                show(number, file.has(offset));
                goOn(number);
            }
        }

        private void refused(int number, FileRefusal reason) {
            File file = files.get(number);
            if (!open || file == null) {
                return;
            }
            forget(number, file);
            told(
                    number,
                    file.at(
                            switch (reason) {
                                case DECLINED -> FileStage.DECLINED;
                                case CANCELLED -> FileStage.CANCELLED_THERE;
                                case FAILED -> FileStage.FAILED_THERE;
                                case DAMAGED -> FileStage.DAMAGED;
                            }));
            files.remove(number);
        }

        /** Asks for as many pieces as may be under way, and after the last one says that it is all. */
        private void goOn(int number) {
            File file = get(number);
            if (file.stage() != FileStage.MOVING) {
                return;
            }
            for (int length = file.next(); length > 0; length = file.next()) {
                effects.add(new FilesOutEffect.SendPiece(number, file.sent(), length));
                file = file.sent(file.sent() + length);
            }
            String sha256 = file.sha256();
            if (file.sent() == file.size() && sha256 != null && !file.done()) {
                effects.add(new FilesOutEffect.SendDone(number, sha256));
                file = file.done(true);
            }
            files.put(number, file);
        }

        private void forget(int number, File file) {
            if (file.stage() == FileStage.MOVING) {
                effects.add(new FilesOutEffect.Forget(number));
            }
        }

        private void show(int number, File file) {
            files.put(number, told(number, file));
        }

        private File told(int number, File file) {
            effects.add(new FilesOutEffect.Show(number, file.stage(), file.has()));
            return file;
        }

        private File get(int number) {
            return Objects.requireNonNull(files.get(number));
        }
    }
}

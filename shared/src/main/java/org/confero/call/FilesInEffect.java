package org.confero.call;

import org.confero.protocol.FileRefusal;

/** What has to be done with the files that one other client offers to us, in the order given. */
public sealed interface FilesInEffect {
    /** Over the control channel, as the two below. */
    record SendAccept(int file, long offset) implements FilesInEffect {}

    record SendProgress(int file, long offset) implements FilesInEffect {}

    record SendRefuse(int file, FileRefusal reason) implements FilesInEffect {}

    /** A place is needed to write it to. */
    record Begin(int file) implements FilesInEffect {}

    /** The bytes of the piece that has just come are to be written after those before: {@link FilesInEvent.Written}. */
    record Write(int file) implements FilesInEffect {}

    /** All of it is written: if this is its SHA-256 it is to be kept under its name, and else {@link FilesInEvent.Damaged}. */
    record Finish(int file, String sha256) implements FilesInEffect {}

    /** What there is of it is to be deleted. */
    record Discard(int file) implements FilesInEffect {}

    /**
     * How it stands now. A first {@link FileStage#OFFERED} is a new offer.
     *
     * @param bytes what is written of it
     */
    record Show(int file, FileStage stage, long bytes) implements FilesInEffect {}
}

package org.confero.call;

import org.confero.protocol.FileName;

/** What has to be done with the files that we offer to one other client, in the order given. */
public sealed interface FilesOutEffect {
    /** Over the control channel, as the two below. */
    record SendOffer(int file, FileName name, long size) implements FilesOutEffect {}

    record SendDone(int file, String sha256) implements FilesOutEffect {}

    record SendCancel(int file) implements FilesOutEffect {}

    /** So many bytes from there on are to be read and sent over the channel for files, after those that are asked for already. */
    record SendPiece(int file, long offset, int length) implements FilesOutEffect {}

    /** Pieces of this file that have been asked for and not been sent are not to be. */
    record Forget(int file) implements FilesOutEffect {}

    /** The SHA-256 of the whole file is needed: {@link FilesOutEvent.Hashed}, or {@link FilesOutEvent.Failed}. */
    record Hash(int file) implements FilesOutEffect {}

    /**
     * How it stands now.
     *
     * @param bytes what the other has of it
     */
    record Show(int file, FileStage stage, long bytes) implements FilesOutEffect {}
}

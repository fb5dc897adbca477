package org.confero.call;

import org.confero.protocol.FileName;

/** What happens to the files that one other client offers to us. */
public sealed interface FilesInEvent {
    /** The other says so, as the two below. */
    record Offered(int file, FileName name, long size) implements FilesInEvent {}

    record Done(int file, String sha256) implements FilesInEvent {}

    record Cancelled(int file) implements FilesInEvent {}

    /** A piece came over the channel for files, with so many bytes beside its header. */
    record Piece(int file, long offset, int length) implements FilesInEvent {}

    /** The person wants it. */
    record Accept(int file) implements FilesInEvent {}

    /** The person does not want it, or no longer. */
    record Decline(int file) implements FilesInEvent {}

    /** All bytes before this one have been written. */
    record Written(int file, long offset) implements FilesInEvent {}

    /** It cannot be written. */
    record Failed(int file) implements FilesInEvent {}

    /** What was asked for by {@link FilesInEffect.Finish} has been done: the SHA-256 is the same. */
    record Kept(int file) implements FilesInEvent {}

    /** The SHA-256 is another one. */
    record Damaged(int file) implements FilesInEvent {}

    /** A hello came over an open control channel. */
    record Opened() implements FilesInEvent {}

    /** The control channel is down; it may come back. */
    record Closed() implements FilesInEvent {}

    /** The other has left the call. */
    record Gone() implements FilesInEvent {}
}

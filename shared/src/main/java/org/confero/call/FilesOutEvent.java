package org.confero.call;

import org.confero.protocol.FileName;
import org.confero.protocol.FileRefusal;

/** What happens to the files that we offer to one other client. */
public sealed interface FilesOutEvent {
    /** The person offers this one. The number is ours for it, the same on every link, and never used for another one. */
    record Offer(int file, FileName name, long size) implements FilesOutEvent {}

    /** The person wants it sent no more. */
    record Cancel(int file) implements FilesOutEvent {}

    /** It cannot be read. */
    record Failed(int file) implements FilesOutEvent {}

    /** What was asked for by {@link FilesOutEffect.Hash}. */
    record Hashed(int file, String sha256) implements FilesOutEvent {}

    /** A hello came over an open control channel. */
    record Opened() implements FilesOutEvent {}

    /** The control channel is down; it may come back. */
    record Closed() implements FilesOutEvent {}

    /** The other has left the call. */
    record Gone() implements FilesOutEvent {}

    /** The other says so, as the two below. */
    record Accepted(int file, long offset) implements FilesOutEvent {}

    record Progressed(int file, long offset) implements FilesOutEvent {}

    record Refused(int file, FileRefusal reason) implements FilesOutEvent {}
}

package org.confero.desktop.conference;

import java.nio.file.Path;
import java.util.List;
import org.confero.protocol.ClientKey;
import org.confero.protocol.DisplayName;
import org.confero.protocol.FileName;
import org.confero.protocol.ParticipantId;
import org.jspecify.annotations.Nullable;

/**
 * One file that is offered in the call, as it is to be shown.
 *
 * @param own whether it is offered by us
 * @param size in bytes
 * @param shares one for everybody that we offer it to, or the one who offers it to us; empty where nobody takes files
 * @param saved where it is, once it is here
 * @param sha256 of the whole, once it is known; 64 small hexadecimal digits
 */
public record FileLine(
        Id id,
        boolean own,
        FileName name,
        long size,
        List<Share> shares,
        @Nullable Path saved,
        @Nullable String sha256) {
    public FileLine {
        shares = List.copyOf(shares);
    }

    /** Whose it is and that one's number for it, which together tell it from all others. */
    public record Id(ClientKey owner, int number) {}

    /**
     * How far it is between us and one other.
     *
     * @param with the id that it has now, or had last
     * @param bytes what the receiver has of it
     */
    public record Share(ParticipantId with, DisplayName name, Stage stage, long bytes) {}

    /** In what a person can understand of it. */
    public enum Stage {
        /** The receiver has not said whether it wants it. */
        OFFERED,
        MOVING,
        /** The link is broken; it goes on by itself. */
        WAITING,
        DONE,
        DECLINED,
        /** By us. */
        CANCELLED_HERE,
        /** By the other. */
        CANCELLED_THERE,
        /** It could not be read or written here. */
        FAILED_HERE,
        FAILED_THERE,
        /** What came is not what was sent, and has been deleted. */
        DAMAGED,
        /** The other has left the call before it was over. */
        GONE,
        /** So many are offered to this one already that it has not been offered. */
        TOO_MANY;

        /** Whether nothing comes after it. */
        public boolean isOver() {
            return this != OFFERED && this != MOVING && this != WAITING;
        }
    }

    /** Whether nothing more comes of it. */
    public boolean isOver() {
        return shares.stream().allMatch(share -> share.stage().isOver());
    }

    /** Ids, never content. */
    @Override
    public String toString() {
        return "FileLine[" + id + " " + shares.stream().map(Share::stage).toList() + "]";
    }
}

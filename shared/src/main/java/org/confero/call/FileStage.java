package org.confero.call;

/** How far a file is on its way over one link, in what a person can understand of it; the same on both sides. */
public enum FileStage {
    /** The receiver has not said whether it wants it. */
    OFFERED(false),
    MOVING(false),
    /** The link is broken; it goes on by itself when the link is up again. */
    WAITING(false),
    /** All of it is with the receiver, and is what it was. */
    DONE(true),
    DECLINED(true),
    /** By the person on this side. */
    CANCELLED_HERE(true),
    /** By the person on the other side. */
    CANCELLED_THERE(true),
    /** It could not be read or written on this side. */
    FAILED_HERE(true),
    /** It could not be read or written on the other side. */
    FAILED_THERE(true),
    /** What came is not what was sent. */
    DAMAGED(true),
    /** Whoever is at the other end has left the call before it was over. */
    GONE(true),
    /** There are as many on this link as may be. */
    TOO_MANY(true);

    private final boolean over;

    FileStage(boolean over) {
        this.over = over;
    }

    /** Whether nothing comes after it. */
    public boolean isOver() {
        return over;
    }
}

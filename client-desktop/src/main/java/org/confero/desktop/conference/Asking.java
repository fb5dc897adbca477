package org.confero.desktop.conference;

import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.confero.protocol.RequestId;
import org.jspecify.annotations.Nullable;

/** The ids of what we ask the server for, and how long it may take to answer a join. All methods on the conference's thread. */
final class Asking {
    private static final int JOIN_TIMEOUT_SECONDS = 10;

    private final Loop loop;
    private final Runnable tooLate;
    private @Nullable RequestId joining;
    private @Nullable ScheduledFuture<?> deadline;
    private int requests;

    /** @param tooLate is called when a join was not answered in time */
    Asking(Loop loop, Runnable tooLate) {
        this.loop = loop;
        this.tooLate = tooLate;
    }

    RequestId next() {
        return new RequestId(Integer.toString(++requests));
    }

    /** The same for a join, whose time begins now. */
    RequestId join() {
        RequestId id = next();
        joining = id;
        deadline = loop.schedule(tooLate, JOIN_TIMEOUT_SECONDS, TimeUnit.SECONDS);
        return id;
    }

    boolean isJoining() {
        return joining != null;
    }

    /** Whether this answers our join. */
    boolean isJoin(@Nullable RequestId ref) {
        return joining != null && joining.equals(ref);
    }

    /** The join, if there is one, is not waited for any more. */
    void answered() {
        joining = null;
        if (deadline != null) {
            deadline.cancel(false);
        }
    }
}

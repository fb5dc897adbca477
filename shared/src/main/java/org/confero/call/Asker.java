package org.confero.call;

import org.confero.protocol.ErrorCode;
import org.jspecify.annotations.Nullable;

/**
 * How somebody stands who asks the server into a room, and what they do when it does not let them in. PROTOCOL.md, "Coming back" and
 * "Not let in again". {@code asker.js} is the same.
 */
public enum Asker {
    /** A person waits for the answer, and asks again if they like. */
    NEWCOMER,
    /** Asks for the place that a page or process before this one has left, as long as it may be there. */
    RETURNING,
    /** Waited at the door, and has lost that session. */
    AT_DOOR,
    /** Was in the room, and has lost that session. */
    IN_ROOM;

    /** What comes next. */
    public enum Next {
        /** With the same session, which has the place, after a pause. */
        ASK_AGAIN,
        /** As a new session, after a pause: this one has no place and is of no use. */
        BEGIN_ANEW,
        /** The place is gone: without a pause, as a newcomer. */
        BY_THE_DOOR,
        /** The same; the session has another place, and leaves that first. */
        LEAVE_FIRST,
        /** The server is not asked any more; links that are up stay. */
        SHUT_OUT,
        /** It is over, and the person is told why. */
        GIVE_UP
    }

    /**
     * After the server's no.
     *
     * @param retryAfter when it wants to be asked again, in milliseconds, if it has said so
     */
    public Next refused(ErrorCode code, @Nullable Long retryAfter) {
        if (this == RETURNING && code == ErrorCode.NOT_JOINED) {
            return Next.BY_THE_DOOR;
        }
        if (this == RETURNING && code == ErrorCode.ALREADY_JOINED) {
            return Next.LEAVE_FIRST;
        }
        boolean passes = retryAfter != null || mayPass(code);
        return switch (this) {
            case NEWCOMER -> Next.GIVE_UP;
            case RETURNING -> passes ? Next.ASK_AGAIN : Next.GIVE_UP;
            case AT_DOOR -> passes ? Next.BEGIN_ANEW : Next.GIVE_UP;
            case IN_ROOM -> passes ? Next.BEGIN_ANEW : Next.SHUT_OUT;
        };
    }

    /** Whether a server that says this may say otherwise in a moment; all else it would say again and again. */
    private static boolean mayPass(ErrorCode code) {
        return switch (code) {
            case UNAVAILABLE, TOO_MANY_REQUESTS, INTERNAL -> true;
            case BAD_MESSAGE,
                    UNKNOWN_TYPE,
                    TOO_LARGE,
                    HELLO_EXPECTED,
                    ALREADY_JOINED,
                    NOT_JOINED,
                    NO_SUCH_PARTICIPANT,
                    ROOM_INVALID,
                    NO_SUCH_ROOM,
                    NAME_INVALID,
                    ROOM_FULL,
                    ROOM_LOCKED,
                    WRONG_PASSCODE,
                    UNAUTHORIZED,
                    NOT_ALLOWED,
                    CONFLICT,
                    NOT_FOUND -> false;
        };
    }
}

package org.confero.desktop.conference;

/** What can go wrong before or in a call, in terms that a screen can put into words and a person can act on. */
public enum Problem {
    /** Nothing answers at that address. */
    SERVER_UNREACHABLE,
    /** Something answers, but it is not a Confero server. */
    NOT_CONFERO,
    /** The server's certificate is not trusted here. */
    UNTRUSTED_SERVER,
    /** The server did not answer in time. */
    SERVER_TIMEOUT,
    /** The server said no; the detail is its own. */
    REFUSED,
    /** A host has to let us in. */
    WAITING,
    /** A host has put us out of the room. */
    REMOVED,
    /** A host has sent us away from the room's door. */
    DENIED,
    /** The call has been ended for everybody. */
    ENDED,
    /** The connection to the server was lost in the call; links stay. */
    SERVER_LOST,
    /** The server does not let us in again after it was lost, and is not asked any more; links stay. The detail is its own. */
    SHUT_OUT,
    /** No camera, or it cannot be opened: the others see the name instead. */
    NO_CAMERA,
    /** No sound server or microphone: nothing is heard or said. */
    NO_SOUND,
    /** No way to one participant: the detail is its name. */
    NO_PATH,
    /** A file of ours cannot be offered: the detail says which and why, without its end. */
    FILE_UNFIT
}

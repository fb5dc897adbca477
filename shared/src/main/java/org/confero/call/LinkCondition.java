package org.confero.call;

/** How a link stands, in what a person can understand of it. */
public enum LinkCondition {
    /** It has never worked yet. */
    CONNECTING,
    CONNECTED,
    /** It is being healed. */
    RECONNECTING,
    /** It cannot be healed now: neither a server nor a third participant carries signals to the other side. */
    NO_SIGNALING,
    /** Nothing gets through between the two, and there is no relay that they could meet at. */
    NO_PATH,
    /** Nothing gets through between the two, not by a relay either. */
    UNREACHABLE
}

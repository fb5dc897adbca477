package org.confero.protocol;

/** What the server keeps until it is acknowledged, and says again on the session's next socket. */
public interface Numbered {
    /** Counts the messages of a session from 1, without gaps. */
    long seq();
}

package org.confero.server.socket;

import org.confero.protocol.CloseCode;

/** Where a session's messages go out: its socket of the moment. Nothing here blocks. Any thread. */
interface Connection {
    /** The address of the client at its other end. */
    String address();

    /** False when no more can be kept for this reader, who should be closed then. To be sent by the next {@link #flush}. */
    boolean put(String text);

    void flush();

    /** Only the first call counts. */
    void close(CloseCode code, String reason);
}

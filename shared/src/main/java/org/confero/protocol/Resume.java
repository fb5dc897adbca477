package org.confero.protocol;

/** Which session a new socket goes on with: its id, its secret, and the {@code seq} of the last message that arrived. */
public record Resume(SessionId session, SessionSecret secret, long lastSeq) {}

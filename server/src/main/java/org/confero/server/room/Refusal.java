package org.confero.server.room;

import org.confero.protocol.ErrorCode;

/** Why something is not done: nothing has changed. */
public record Refusal(ErrorCode code, String detail) implements Ruling {}

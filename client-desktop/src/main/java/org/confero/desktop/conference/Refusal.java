package org.confero.desktop.conference;

import org.confero.protocol.ErrorCode;
import org.confero.protocol.Moderation;

/**
 * What a host asked for and the server did not do.
 *
 * @param detail the server's own sentence, in English
 */
public record Refusal(Moderation action, ErrorCode code, String detail) {}

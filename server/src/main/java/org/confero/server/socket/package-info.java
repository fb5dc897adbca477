/** The WebSocket edge: handshake, frames, limits, sessions and their outboxes. */
@NullMarked
package org.confero.server.socket;

import org.jspecify.annotations.NullMarked;

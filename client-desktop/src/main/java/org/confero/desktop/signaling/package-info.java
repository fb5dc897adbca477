/** The WebSocket to the server: one connection, its messages, its failures, and when to try again. */
@NullMarked
package org.confero.desktop.signaling;

import org.jspecify.annotations.NullMarked;

/** The signaling server: where it starts. */
@NullMarked
package org.confero.server;

import org.jspecify.annotations.NullMarked;

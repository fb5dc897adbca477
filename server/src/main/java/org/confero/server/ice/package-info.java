/** The STUN and TURN servers that clients are told of. */
@NullMarked
package org.confero.server.ice;

import org.jspecify.annotations.NullMarked;

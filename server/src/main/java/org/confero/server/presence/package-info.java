/** Who is where: the current value of every room. */
@NullMarked
package org.confero.server.presence;

import org.jspecify.annotations.NullMarked;

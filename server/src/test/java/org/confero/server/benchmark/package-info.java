/** What signaling costs, measured: `confero benchmark signaling`. Nothing here is known to the server. */
@NullMarked
package org.confero.server.benchmark;

import org.jspecify.annotations.NullMarked;

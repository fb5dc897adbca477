/** Many clients that come, go, crash and come again for a while, against a server of their own that has to be as clean afterwards as before. */
@NullMarked
package org.confero.server.soak;

import org.jspecify.annotations.NullMarked;

@NullMarked
package org.confero.server.calls;

import org.jspecify.annotations.NullMarked;

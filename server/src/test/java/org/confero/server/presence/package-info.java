@NullMarked
package org.confero.server.presence;

import org.jspecify.annotations.NullMarked;

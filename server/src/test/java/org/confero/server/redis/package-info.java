@NullMarked
package org.confero.server.redis;

import org.jspecify.annotations.NullMarked;

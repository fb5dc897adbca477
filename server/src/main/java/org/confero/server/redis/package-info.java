/** Rooms that many nodes share: kept in Redis by compare-and-set, with a channel for each node. */
@NullMarked
package org.confero.server.redis;

import org.jspecify.annotations.NullMarked;
